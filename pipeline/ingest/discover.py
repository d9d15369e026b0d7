"""Which documents a run is about: files, folders and globs become `Source` records, and what cannot be one becomes a named error.

Nothing is read for its meaning here; a text is decoded only to know that it can be. One bad file never stops the others.
"""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import SourceMissing, SourceUnreadable, YouchengError
from pipeline.ingest.archive import is_archive, unpack
from pipeline.ingest.inspect import IngestLimits, inspect
from pipeline.ingest.kind import kind_of_name, refusal
from pipeline.ingest.manifest import MANIFEST, Manifest, read_manifest
from pipeline.places.settled import SETTLED_FILE
from pipeline.records.source import Source


@dataclass(frozen=True, slots=True)
class Discovered:
    """What was found: documents by name, then digest; errors; files of other kinds that a folder holds, passed over.

    `settled` are the `places.csv` of the folders: tables of names that a person has settled, no documents.
    """

    documents: tuple[Source, ...]
    troubles: tuple[YouchengError, ...]
    skipped: tuple[Path, ...] = ()
    settled: tuple[Path, ...] = ()


def discover(
    sources: Sequence[Path], copies: Mapping[str, Path] | None = None, *, limits: IngestLimits | None = None
) -> Discovered:
    """Documents under `sources` (files, folders, globs), each inspected once, and `copies` of what lies elsewhere, by their names.

    Errors are collected, none is raised.
    """
    search = _Search(limits or IngestLimits())
    for source in sources:
        search.take(source)
    for name, path in (copies or {}).items():
        search.take_copy(name, path)
    documents = sorted(search.found.values(), key=lambda one: (one.name, one.digest))
    return Discovered(
        tuple(documents), tuple(search.troubles), tuple(sorted(search.skipped)), tuple(sorted(search.settled))
    )


class _Search:
    """What has been found so far; a file that is named twice, or twice there under one name, is taken once."""

    def __init__(self, limits: IngestLimits) -> None:
        self.limits = limits
        self.found: dict[tuple[str, str], Source] = {}
        self.troubles: list[YouchengError] = []
        self.skipped: set[Path] = set()
        self.seen: set[Path] = set()
        self.manifests: dict[Path, Manifest] = {}
        self.settled: set[Path] = set()

    def take(self, source: Path) -> None:
        """Add what `source` stands for."""
        try:
            for path, named in _files(source):
                self._take_file(path, root=source if source.is_dir() else path.parent, named=named)
        except YouchengError as trouble:
            self.troubles.append(trouble)

    def _take_file(self, path: Path, *, root: Path, named: bool) -> None:
        real = path.resolve()
        if path.name == SETTLED_FILE:
            self.settled.add(real)
            return
        if real in self.seen:
            return
        if not (kind_of_name(path) or is_archive(path) or refusal(path) or named):
            self.skipped.add(path)
            return
        self.seen.add(real)
        if is_archive(path):
            self._take_archive(path)
            return
        try:
            source = inspect(path, limits=self.limits)
        except YouchengError as trouble:
            self.troubles.append(trouble)
            return
        manifest = self._manifest(root)
        document = replace(
            source,
            bibliography=manifest.for_file(path, root),
            work=manifest.work_of(path, root),
            share=manifest.shares(path, root),
        )
        self.found.setdefault((source.name, source.digest), document)

    def take_copy(self, name: str, path: Path) -> None:
        """Add the copy of a document, or of an archive, that lies elsewhere under `name`."""
        if is_archive(path):
            self._take_archive(path, name)
            return
        try:
            source = replace(inspect(path, limits=self.limits), name=name)
        except YouchengError as trouble:
            self.troubles.append(type(trouble)(trouble.message, document=name, place=trouble.place))
            return
        self.found.setdefault((name, source.digest), source)

    def _take_archive(self, path: Path, name: str | None = None) -> None:
        unpacked = unpack(path, limits=self.limits, name=name)
        self.troubles += unpacked.troubles
        self.skipped |= {path.with_name(name) for name in unpacked.skipped}
        for source in unpacked.documents:
            self.found.setdefault((source.name, source.digest), source)

    def _manifest(self, root: Path) -> Manifest:
        if root not in self.manifests:
            self.manifests[root] = read_manifest(root / MANIFEST)
            self.troubles += self.manifests[root].troubles
            if (root / SETTLED_FILE).is_file():
                self.settled.add((root / SETTLED_FILE).resolve())
        return self.manifests[root]


def _files(source: Path) -> Iterator[tuple[Path, bool]]:
    """Files that `source` stands for, in a fixed order, each with whether the user named it. Raises where there is none."""
    if source.is_dir():
        for path in _walk(source):
            yield path, False
    elif source.exists() or source.is_symlink():
        yield source, True
    elif glob.has_magic(str(source)):
        hits = sorted(_glob(source))
        if not hits:
            raise SourceMissing("no file fits the pattern", document=str(source))
        yield from _of_hits(hits)
    else:
        raise SourceMissing("no such file or folder", document=str(source))


def _glob(pattern: Path) -> Iterator[Path]:
    """Paths that fit; the parts before the first wildcard are the folder to start from."""
    parts = pattern.parts
    first = next(i for i, part in enumerate(parts) if glob.has_magic(part))
    return Path(*parts[:first]).glob(str(Path(*parts[first:])))


def _of_hits(hits: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    for hit in hits:
        if hit.is_dir():
            yield from ((path, False) for path in _walk(hit))
        else:
            yield hit, False


def _walk(folder: Path) -> Iterator[Path]:
    """Files below `folder`; hidden ones are left out, links to files are followed, links to folders are not (they may loop)."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise SourceUnreadable(f"the folder cannot be listed: {error.strerror}", document=str(folder)) from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if not entry.is_symlink():
                yield from _walk(entry)
        else:
            yield entry
