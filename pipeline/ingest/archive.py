"""A ZIP of documents: each member that a reader is for becomes a document of its own, named outer.zip!inner.txt.

Members are inspected in memory and read again from the archive when their turn comes; nothing is unpacked to disk, so a member's
name can lead nowhere. One bad member costs that member alone; an archive beyond its limits ends with what was found till then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pipeline.errors import PackageBroken, SourceKindUnknown, SourceTooLarge, YouchengError
from pipeline.ingest.inspect import IngestLimits, inspect_member
from pipeline.ingest.kind import ARCHIVE, is_zip, kind_in_package, kind_of_name, refusal
from pipeline.records.source import Source
from pipeline.zipped import Package, open_package


@dataclass(slots=True)
class Unpacked:
    """What an archive holds: documents, troubles, names of members of other kinds."""

    documents: list[Source] = field(default_factory=list)
    troubles: list[YouchengError] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    bytes: int = 0  # unpacked so far, over all depths
    members: int = 0


def is_archive(path: Path) -> bool:
    """Is the file at `path` to be read member by member, by its name?"""
    return path.suffix.lower() == ARCHIVE


def unpack(path: Path, *, limits: IngestLimits, name: str | None = None) -> Unpacked:
    """The documents of the ZIP at `path`, which the dataset knows as `name`; what goes wrong is among the troubles, nothing is raised."""
    found, name = Unpacked(), name or path.name
    try:
        with open_package(path, document=name, limits=limits.archive) as package:
            if kind_in_package(package.names()):
                says = (
                    "it is an office document under the name of an archive: give it its own ending (.docx, .xlsx, .ofd)"
                )
                raise SourceKindUnknown(says, document=name)
            _take_all(found, package, path, (), name, limits)
    except YouchengError as trouble:
        found.troubles.append(trouble)
    return found


def _take_all(
    found: Unpacked, package: Package, path: Path, chain: tuple[str, ...], outer: str, limits: IngestLimits
) -> None:
    for member in sorted(package.names()):
        base = _base(member)
        inner = Path(base)
        if _is_hidden(member) or not (kind_of_name(inner) or is_archive(inner) or refusal(inner)):
            found.skipped.append(f"{outer}!{base}")
            continue
        try:
            _take(found, package, path, (*chain, member), f"{outer}!{base}", limits)
        except _Spent as spent:
            raise spent.trouble from spent
        except YouchengError as trouble:
            found.troubles.append(trouble)


class _Spent(Exception):
    """The archive as a whole is beyond its limits."""

    def __init__(self, trouble: YouchengError) -> None:
        super().__init__(trouble.message)
        self.trouble = trouble


def _take(
    found: Unpacked, package: Package, path: Path, members: tuple[str, ...], name: str, limits: IngestLimits
) -> None:
    _check_name(members[-1], name)
    if words := refusal(Path(members[-1])):
        raise SourceKindUnknown(words, document=name)
    data = b"".join(_counted(found, package.pieces(members[-1]), path.name, limits))
    if is_archive(Path(members[-1])) and is_zip(data):
        if len(members) >= limits.archive.depth:
            raise SourceTooLarge(f"archives nested deeper than {limits.archive.depth}", document=name)
        with open_package(data, document=name, limits=limits.archive) as inner:
            _take_all(found, inner, path, members, name, limits)
        return
    found.members += 1
    if found.members > limits.archive.members:
        raise _Spent(SourceTooLarge(f"more than {limits.archive.members} documents in it", document=path.name))
    found.documents.append(inspect_member(path, members, data, name=name, limits=limits))


def _counted(found: Unpacked, pieces: Iterator[bytes], document: str, limits: IngestLimits) -> Iterator[bytes]:
    for piece in pieces:
        found.bytes += len(piece)
        if found.bytes > limits.archive.total:
            raise _Spent(SourceTooLarge(f"it unpacks to more than {limits.archive.total} bytes", document=document))
        yield piece


def _base(member: str) -> str:
    return member.replace("\\", "/").rstrip("/").rpartition("/")[2] or member


def _is_hidden(member: str) -> bool:
    return any(
        part == "__MACOSX" or (part.startswith(".") and part != "..")
        for part in PurePosixPath(member.replace("\\", "/")).parts
    )


def _check_name(member: str, name: str) -> None:
    """A member that would leave its folder is no document that somebody packed."""
    plain = member.replace("\\", "/")
    if plain.startswith("/") or ".." in plain.split("/") or plain[1:2] == ":" or "\0" in plain:
        raise PackageBroken(f"its name in the archive leads out of it: {member!r}", document=name)
