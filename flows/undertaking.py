"""One run that several flows share: its dataset held, its documents found, and what the stages hand to each other.

A flow that is started alone makes its own, with the work store between it and the one before; `build_dataset` makes one for its four
parts. Prefect carries none of it: parameters are the settings alone, tasks are handed keys of the work store.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import uuid4

from flows.asked import DatasetSettings
from pipeline.account import Job
from pipeline.document import Settings
from pipeline.logs import LOG
from pipeline.messages import say
from pipeline.outcome import BuildResult
from pipeline.publish.expectations import find_expectations
from pipeline.records.result import DocumentResult
from pipeline.records.source import Source
from pipeline.run import WORK, holding, take_up
from pipeline.store.parts import PartStore

Key = tuple[str, str]  # name and digest of a document


@dataclass(slots=True)
class Undertaking:
    """What the flows of one run know of each other's work; `store` passes away with the run."""

    asked: DatasetSettings
    job: Job
    settings: Settings  # of the documents; a fresh run keeps what its parts share in `store`
    store: PartStore
    read: dict[Key, DocumentResult] = field(default_factory=dict)
    extracted: dict[Key, DocumentResult] = field(default_factory=dict)
    batches: int = 0
    done: BuildResult | None = None


_UNDER_WAY: ContextVar[Undertaking | None] = ContextVar("undertaking", default=None)


@contextmanager
def under_way(asked: DatasetSettings) -> Iterator[Undertaking]:
    """The run that is under way in this context, else one of its own. Raises `DatasetBusy` where another process has the dataset."""
    if found := current(asked):
        yield found
        return
    with _taken_up(asked) as own:
        before = _UNDER_WAY.set(own)
        try:
            yield own
        finally:
            _UNDER_WAY.reset(before)


def current(asked: DatasetSettings) -> Undertaking | None:
    """The run over these settings that is under way in this context."""
    found = _UNDER_WAY.get()
    return found if found is not None and found.asked == asked else None


@contextmanager
def _taken_up(asked: DatasetSettings) -> Iterator[Undertaking]:
    settings, folder = asked.settings(), asked.folder
    with (
        holding(folder, settings, wait=asked.wait, waiting=lambda by: LOG.warning(say("waiting", holder=by))),
        _passing(settings, folder) as store,
    ):
        wanted = find_expectations(asked.named(), asked.expectations)
        job = take_up(asked.named(), folder, settings, wanted, asked.registers, runner="prefect, 0 batches")
        told = job.found.settings
        yield Undertaking(asked, job, replace(told, kept=told.kept or store.folder), store)


@contextmanager
def _passing(settings: Settings, folder: Path) -> Iterator[PartStore]:
    """What tasks hand to each other: beside a work store that lies elsewhere, since workers reach that; else in the dataset's folder."""
    if isinstance(settings.kept, str):
        store = PartStore(f"{settings.kept.rstrip('/')}/{WORK}-{uuid4().hex}")
        try:
            yield store
        finally:
            with suppress(OSError):  # what stays costs room, not the run
                store.clear()
        return
    with tempfile.TemporaryDirectory(prefix=f"{WORK}-", dir=folder) as passing:
        yield PartStore(Path(passing).absolute())


def key_of(source: Source) -> Key:
    """What a document's results are filed under within a run."""
    return source.name, source.digest
