"""What a run is about: its documents, each once, its registers, the settings that its folders bring, and what could not be taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.document import Settings
from pipeline.errors import PlacesWrong, UsageError
from pipeline.ingest.addresses import Named
from pipeline.ingest.copies import Fetched, Stale
from pipeline.ingest.discover import discover
from pipeline.places.settled import read_settled
from pipeline.records.source import Kind, Source
from pipeline.records.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Found:
    """`once` are the documents to read, `doubles` those whose bytes are among them; `listed` are lists of ties from elsewhere."""

    settings: Settings
    once: tuple[Source, ...]
    doubles: tuple[Source, ...] = ()
    listed: tuple[Source, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    skipped: tuple[Path, ...] = ()
    stale: tuple[Stale, ...] = ()  # documents from elsewhere whose earlier copy stands in

    @property
    def register_settings(self) -> Settings:
        """The settings under which `listed` are read."""
        return replace(self.settings, register=True)


def find(sources: Sequence[Named], settings: Settings, registers: Sequence[Path] = ()) -> Found:
    """Look at all files that a run names, fetching those that lie elsewhere; what is wrong with one of them is a trouble."""
    fetched = _fetched([one for one in sources if isinstance(one, str)], settings)
    found = discover([one for one in sources if isinstance(one, Path)], fetched.copies)
    listed = discover(registers)
    once, doubles = split_doubles(found.documents)
    told, wrong = with_settled(settings, found.settled)
    tables, _ = split_doubles(listed.documents)
    troubles = tuple(Trouble.of(one) for one in (*found.troubles, *fetched.troubles, *wrong, *listed.troubles))
    return Found(told, tuple(once), tuple(doubles), tuple(tables), troubles, found.skipped, tuple(fetched.stale))


def _fetched(addresses: Sequence[str], settings: Settings) -> Fetched:
    """Raises `UsageError` where there are addresses and no place for what they have."""
    if not addresses:
        return Fetched()
    if settings.shelf is None:
        raise UsageError("addresses want an output folder that keeps what was fetched")
    from pipeline.ingest.fetch import fetch

    return fetch(addresses, settings.shelf, settings.manners, fresh=settings.fresh)


def with_settled(settings: Settings, files: Sequence[Path]) -> tuple[Settings, tuple[PlacesWrong, ...]]:
    """The settings with the names that these `places.csv` settle, and what is wrong in the files."""
    lines, troubles = read_settled(files)
    return replace(settings, settled=(*settings.settled, *lines)), troubles


def split_doubles(documents: Sequence[Source]) -> tuple[list[Source], list[Source]]:
    """Documents to read, and those whose very bytes are already among them under another name."""
    seen: set[tuple[str, Kind]] = set()
    once: list[Source] = []
    doubles: list[Source] = []
    for source in documents:
        (doubles if (source.digest, source.kind) in seen else once).append(source)
        seen.add((source.digest, source.kind))
    return once, doubles
