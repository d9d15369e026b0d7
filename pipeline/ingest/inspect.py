"""What one file is: its kind, size, digest and encoding; whatever makes it unreadable is told here, by name, before a reader starts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import (
    PackageBroken,
    SourceEmpty,
    SourceEncrypted,
    SourceKindUnknown,
    SourceMissing,
    SourceTooLarge,
    SourceUnreadable,
)
from pipeline.ids import digest_bytes
from pipeline.ingest.kind import ARCHIVE, is_ole, is_zip, kind_in_package, kind_of, refusal
from pipeline.records.source import Kind, Source
from pipeline.text.encoding import decode
from pipeline.text.markup import decode_html
from pipeline.zipped import ZipLimits, open_package

MEGABYTE = 1_000_000
_HEAD = 4096  # bytes that tell the kind
_PAGES = (Kind.PDF, Kind.IMAGE)  # large files of native formats, which are not loaded whole
_OFFICE = (Kind.DOCX, Kind.XLSX, Kind.OFD, Kind.DOC, Kind.XLS)
_ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")  # what holds an encrypted DOCX or XLSX in its compound file
_LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class IngestLimits:
    """Sizes in bytes, `line` in characters; beyond them a file is refused unread: no report is that long, an attack may be."""

    text: int = 50 * MEGABYTE
    pdf: int = 500 * MEGABYTE
    line: int = 5 * MEGABYTE
    office: int = 200 * MEGABYTE
    archive: ZipLimits = field(default_factory=ZipLimits)


def inspect(path: Path, *, limits: IngestLimits) -> Source:
    """The `Source` of one file. Raises the `Source…` error that fits, or `EncodingUnknown`."""
    size = _size(path)
    if size == 0:
        raise SourceEmpty("the file holds no byte", document=path.name)
    kind = _kind(path, _read(path, _HEAD), size, path.name, limits)
    if kind in _PAGES:
        return Source(path, path.name, kind, _digest(path), size)
    data = _read(path)
    kind, encoding = _check(data, kind, path.name, limits)
    return Source(path, path.name, kind, digest_bytes(data), len(data), encoding)


def inspect_member(path: Path, members: Sequence[str], data: bytes, *, name: str, limits: IngestLimits) -> Source:
    """The `Source` of a member (of a member …) of the ZIP at `path`; errors as in `inspect`."""
    if not data:
        raise SourceEmpty("the file holds no byte", document=name)
    kind = _kind(Path(members[-1]), data[:_HEAD], len(data), name, limits)
    kind, encoding = (kind, None) if kind in _PAGES else _check(data, kind, name, limits)
    return Source(path, name, kind, digest_bytes(data), len(data), encoding, members=tuple(members))


def _kind(path: Path, head: bytes, size: int, name: str, limits: IngestLimits) -> Kind:
    """The kind by name and first bytes, its size within the limit."""
    if words := refusal(path, head):
        raise SourceKindUnknown(words, document=name)
    kind = kind_of(path, head)
    if kind is None:
        more = ": an archive is read member by member in a run" if path.suffix.lower() == ARCHIVE else ""
        raise SourceKindUnknown(f"no reader for files of kind '{path.suffix or path.name}'{more}", document=name)
    limit = limits.pdf if kind in _PAGES else limits.office if kind in _OFFICE else limits.text
    if size > limit:
        raise SourceTooLarge(f"{size} bytes, the limit is {limit}", document=name)
    return kind


def _check(data: bytes, kind: Kind, name: str, limits: IngestLimits) -> tuple[Kind, str | None]:
    """The kind that the whole file turns out to be, and its encoding where it is a text."""
    if kind not in _OFFICE:
        return kind, _check_text(data, kind, name, limits)
    if is_ole(data) and _ENCRYPTED_PART in data:
        raise SourceEncrypted("it wants a password: save it without one, or export it as PDF", document=name)
    if is_zip(data):
        with open_package(data, document=name) as package:
            found = kind_in_package(package.names())
        return found or kind, None
    if kind in (Kind.DOCX, Kind.XLSX, Kind.OFD):
        raise PackageBroken(f"it is called {kind.value}, but is none: its first bytes are no ZIP's", document=name)
    return kind, None


def _check_text(data: bytes, kind: Kind, name: str, limits: IngestLimits) -> str:
    """The encoding of a text that has words and no monstrous line."""
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xfe\xff"):
        raise SourceEmpty("the file holds nothing but white space", document=name)
    text, encoding = (decode_html if kind is Kind.HTML else decode)(data, document=name)
    if not text.strip("\ufeff \t\r\n\u3000"):
        raise SourceEmpty("the file holds nothing but white space", document=name)
    if len(text) > limits.line and kind not in (
        Kind.HTML,
        Kind.JSON,
    ):  # both may be one line, and have limits of their own
        _check_lines(text, name, limits.line)
    return encoding


def _check_lines(text: str, name: str, limit: int) -> None:
    for line in _LINE.finditer(text):
        if line.end() - line.start() > limit:
            at = text.count("\n", 0, line.start()) + 1
            long = line.end() - line.start()
            raise SourceTooLarge(
                f"a line of {long} characters, the limit is {limit}", document=name, place=f"line {at}"
            )


def _size(path: Path) -> int:
    try:
        if not path.is_file():
            raise SourceMissing("no such file, or not a plain file", document=str(path))
        return path.stat().st_size
    except OSError as error:
        raise SourceUnreadable(f"the file cannot be read: {error.strerror}", document=path.name) from error


def _read(path: Path, count: int = -1) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(count)
    except OSError as error:
        raise SourceUnreadable(f"the file cannot be read: {error.strerror}", document=path.name) from error


def _digest(path: Path) -> str:
    """SHA-256 by pieces, so that a large PDF is never in memory whole."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SourceUnreadable(f"the file cannot be read: {error.strerror}", document=path.name) from error
