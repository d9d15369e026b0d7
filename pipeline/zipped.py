"""ZIP files that nobody vouches for, opened with limits: archives of documents, and the formats that are ZIP inside (DOCX, XLSX, OFD).

What a ZIP says of itself is not believed: sizes are counted while the bytes come out. A member is read into memory or refused;
nothing is ever written under a member's name.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pipeline.errors import PackageBroken, SourceEncrypted, SourceTooLarge

_ENCRYPTED = 0x1  # general purpose bit
_PIECE = 1 << 16
_UTF8_NAMES = 0x800
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError)


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """How many members, how many bytes in one and in all, how many times a member may grow, how deep ZIPs may lie in ZIPs."""

    members: int = 10_000
    member: int = 500_000_000
    total: int = 2_000_000_000
    ratio: int = 200  # beyond `small`; text and XML reach 20, rarely 100
    small: int = 5_000_000  # bytes that a member may grow to whatever its ratio
    depth: int = 3


class Package:
    """An open ZIP whose list of members has been checked; members come out counted."""

    def __init__(self, archive: zipfile.ZipFile, limits: ZipLimits, document: str) -> None:
        self.archive, self.limits, self.document = archive, limits, document
        self.entries = {name_of(entry): entry for entry in archive.infolist() if not entry.is_dir()}
        if len(archive.infolist()) > limits.members:
            raise SourceTooLarge(f"{len(archive.infolist())} members, the limit is {limits.members}", document=document)
        if sum(entry.file_size for entry in self.entries.values()) > limits.total:
            raise SourceTooLarge(f"it unpacks to more than {limits.total} bytes", document=document)

    def names(self) -> list[str]:
        """Names of all members that are files, as the archive has them."""
        return list(self.entries)

    def read(self, name: str) -> bytes:
        """All bytes of a member. Raises `PackageBroken`, `SourceTooLarge` or `SourceEncrypted`."""
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """A member's bytes by and by, its limits held on the way; errors as in `read`."""
        entry = self.entries.get(name)
        if entry is None:
            raise PackageBroken(f"it has no part {name}", document=self.document)
        if entry.flag_bits & _ENCRYPTED:
            raise SourceEncrypted("it wants a password; save it without one", document=self.document, place=name)
        limit = min(self.limits.member, max(self.limits.small, self.limits.ratio * entry.compress_size))
        count = 0
        try:
            with self.archive.open(entry) as file:
                while piece := file.read(_PIECE):
                    count += len(piece)
                    if count > limit:
                        break
                    yield piece
        except _BROKEN as error:
            raise PackageBroken(f"the part {name} cannot be unpacked: {error}", document=self.document) from error
        if count > limit:
            says = f"{entry.compress_size} bytes unpack to more than {limit}"
            raise SourceTooLarge(says, document=self.document, place=name)


def name_of(entry: zipfile.ZipInfo) -> str:
    """A member's name; old Chinese archives write GBK without saying so, which Python reads as code page 437."""
    if entry.flag_bits & _UTF8_NAMES:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename


@contextmanager
def open_package(where: Path | bytes, *, document: str, limits: ZipLimits | None = None) -> Iterator[Package]:
    """A ZIP on disk or in memory. Raises `PackageBroken` where it is none, `SourceTooLarge` beyond its limits."""
    try:
        file: IO[bytes] = io.BytesIO(where) if isinstance(where, bytes) else where.open("rb")
        archive = zipfile.ZipFile(file)
    except _BROKEN as error:
        raise PackageBroken(f"it cannot be opened as a ZIP: {error}", document=document) from error
    with file, archive:
        yield Package(archive, limits or ZipLimits(), document)


def read_member(path: Path, members: Sequence[str], *, document: str, limits: ZipLimits | None = None) -> bytes:
    """The bytes of a member in a ZIP in a ZIP …; of `path` itself where `members` is empty. Errors as in `open_package`."""
    if not members:
        return path.read_bytes()
    data: Path | bytes = path
    for name in members:
        with open_package(data, document=document, limits=limits) as package:
            data = package.read(name)
    return data if isinstance(data, bytes) else data.read_bytes()
