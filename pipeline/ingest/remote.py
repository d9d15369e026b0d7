"""Documents on file systems that fsspec knows (`s3://`, `memory://`, …): files, folders and globs, copied where they have changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from pipeline.errors import SourceMissing, SourceUnreadable
from pipeline.ingest.archive import is_archive
from pipeline.ingest.kind import kind_of_name, refusal
from pipeline.ingest.shelf import Card, Shelf

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

PIECE = 1 << 20  # bytes
MAGIC = frozenset("*?[")


def files_at(address: str) -> Iterator[tuple[AbstractFileSystem, str, str]]:
    """File system, path and full address of each file that an address stands for, in order; of a folder's, those that a reader is for.

    Raises `SourceMissing` where there is none, `SourceUnreadable` where no installed file system answers to the address.
    """
    system, path = _system(address)
    if MAGIC & set(path):
        paths, named = sorted(map(str, system.glob(path))), False
    elif system.isdir(path):
        paths, named = sorted(map(str, system.find(path))), False
    else:
        paths, named = [path], True
    wanted = [one for one in paths if named or _is_document(Path(one))]
    if not wanted or (named and not system.exists(path)):
        raise SourceMissing("no such file or folder, or nothing in it that a reader is for")
    for one in wanted:
        yield system, one, str(system.unstrip_protocol(one))


def whole_address(address: str) -> str:
    """The address as its file system writes it; as it is given where none answers to it."""
    try:
        system, path = _system(address)
    except SourceUnreadable:
        return address
    return str(system.unstrip_protocol(path))


def fetch_file(
    system: AbstractFileSystem, path: str, address: str, shelf: Shelf, card: Card | None, *, limit: int
) -> Card:
    """The card of a file as it is now; `card` itself where its file system says that nothing has changed."""
    mark = str(system.ukey(path))
    if card is not None and card.etag == mark:
        return card
    with system.open(path, "rb") as file:
        return shelf.keep(address, _pieces(file), Path(path).suffix.lower(), limit=limit, etag=mark)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece


def _is_document(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts)
    return not hidden and bool(kind_of_name(path) or is_archive(path) or refusal(path))


def _system(address: str) -> tuple[AbstractFileSystem, str]:
    from fsspec.core import url_to_fs

    options: dict[str, Any] = {"use_listings_cache": False}  # a folder grows from run to run
    try:
        system, path = url_to_fs(address, **options)
    except ImportError as error:
        raise SourceUnreadable(f"{error}; for s3:// install youcheng[s3]") from error
    except (ValueError, TypeError) as error:
        raise SourceUnreadable(f"no file system answers to it: {error}") from error
    return system, path
