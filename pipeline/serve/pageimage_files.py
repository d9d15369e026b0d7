"""Where the file behind a document lies now: looked for by name in the folders that the server was given, believed by its digest alone.

A release knows names and digests, never folders. A file that has other bytes today is not shown: boxes would frame other words.
"""

from __future__ import annotations

import hashlib
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipeline.errors import YouchengError
from pipeline.records.source import Kind, Source
from pipeline.zipped import read_member

INSIDE = "!"  # parts an archive's name from that of the member in it
MOST_FILES = 200_000  # that are looked at below the folders


class Whereabouts(StrEnum):
    """Whether a document's file can be shown, and why not."""

    FOUND = "found"
    NO_FOLDER = "no_folder"  # the server was given no folder of documents
    MISSING = "missing"
    CHANGED = "changed"
    WITHHELD = "withheld"  # the release is for the public


@dataclass(frozen=True, slots=True)
class Original:
    """What a release says of a document's file."""

    name: str
    digest: str
    kind: Kind
    size: int
    encoding: str | None


class Originals:
    """The files of the documents of one release; what was found is remembered as long as the file is not touched."""

    def __init__(self, folders: Sequence[Path], *, withheld: bool = False) -> None:
        self._folders, self._withheld = tuple(folders), withheld
        self._names: dict[str, list[Path]] | None = None
        self._known: dict[str, tuple[Source, tuple[int, int]]] = {}
        self._lock = threading.Lock()

    def find(self, original: Original) -> tuple[Whereabouts, Source | None]:
        """The document with its file, once its bytes were proved; else why there is none to show."""
        if self._withheld:
            return Whereabouts.WITHHELD, None
        if not self._folders:
            return Whereabouts.NO_FOLDER, None
        known = self._known.get(original.digest)
        if known and _stamp(known[0].path) == known[1]:
            return Whereabouts.FOUND, known[0]
        where = Whereabouts.MISSING
        for source in self._candidates(original):
            where = Whereabouts.CHANGED
            stamp = _stamp(source.path)
            if stamp and _digest(source, original.size) == original.digest:
                self._known[original.digest] = source, stamp
                return Whereabouts.FOUND, source
        return where, None

    def _candidates(self, original: Original) -> Iterator[Source]:
        outer, *members = original.name.split(INSIDE)
        for path in self._by_name().get(outer, ()):
            yield Source(
                path, original.name, original.kind, original.digest, original.size, original.encoding, members=tuple(members)
            )  # fmt: skip

    def _by_name(self) -> dict[str, list[Path]]:
        """Every file below the folders by its name; links that lead out of them are none."""
        with self._lock:
            if self._names is None:
                self._names = defaultdict(list)
                for path in _files(self._folders):
                    self._names[path.name].append(path)
            return self._names


def _files(folders: Sequence[Path]) -> Iterator[Path]:
    left = MOST_FILES
    for folder in folders:
        if folder.is_file():
            yield folder
            continue
        root = folder.resolve()
        for path in sorted(root.rglob("*")):
            if left and path.is_file() and path.resolve().is_relative_to(root):
                left -= 1
                yield path


def _stamp(path: Path) -> tuple[int, int] | None:
    """Size and time of the last change; None for a file that is gone."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_size, told.st_mtime_ns


def _digest(source: Source, size: int) -> str | None:
    """The digest of the document's bytes; None where they cannot be read or are of another length."""
    try:
        if not source.members:
            if source.path.stat().st_size != size:
                return None
            with source.path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        return hashlib.sha256(read_member(source.path, source.members, document=source.name)).hexdigest()
    except (OSError, YouchengError):
        return None
