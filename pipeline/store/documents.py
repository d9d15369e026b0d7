"""What was made of one document, kept under all that it was made of: its bytes, its name and line, the settings, the code.

So nothing is done twice, and what a killed run had finished is there for the next one. Results that another run might not repeat
(a worker that died, a file that could not be opened) are never kept.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from pipeline.errors import ReaderDied, ReleaseError, SourceStalled, SourceUnreadable
from pipeline.ids import stable_id
from pipeline.records.reading import Reading
from pipeline.records.result import DocumentResult, Work
from pipeline.records.source import Source
from pipeline.store.parts import PartStore
from pipeline.store.readings import dump_reading, load_reading
from pipeline.store.version import read_version, stage_version

# Troubles that need not come again.
PASSING = frozenset({ReaderDied.code, SourceUnreadable.code, SourceStalled.code, "defect"})


def reading_key(source: Source, settings: str) -> str:
    """The key of a document's reading: the name does not matter, the kind and encoding do."""
    return stable_id("reading", read_version(), settings, source.kind.value, source.encoding, source.digest)


def result_key(source: Source, settings: str) -> str:
    """The key of a document's claims; these carry its name and bibliographic line."""
    what = source.kind.value, source.encoding, source.digest, source.name, source.bibliography
    return stable_id("claims", stage_version(), settings, *what)


def kept_reading(store: PartStore, source: Source, settings: str) -> Reading | None:
    """The reading, if it is kept and whole; a broken one is dropped."""
    key = reading_key(source, settings)
    try:
        data = store.find(key)
        return None if data is None else load_reading(data, source)
    except ReleaseError:
        store.drop(key)
        return None


def keep_reading(store: PartStore, reading: Reading, settings: str) -> None:
    """Keep a reading under its source's key."""
    store.put(reading_key(reading.source, settings), dump_reading(reading))


def kept_result(store: PartStore, source: Source, settings: str) -> DocumentResult | None:
    """What came of the document the last time, with its source as it lies now; a broken part is dropped."""
    key = result_key(source, settings)
    try:
        data = store.find(key)
        if data is None:
            return None
        found = _results().validate_json(data)
    except (ReleaseError, ValidationError):
        store.drop(key)
        return None
    return replace(found, source=source)


def keep_result(store: PartStore, result: DocumentResult, settings: str) -> None:
    """Keep what came of a document, unless it was a trouble that may pass."""
    if result.trouble is None or result.trouble.code not in PASSING:
        nowhere = replace(result.source, path=Path(result.source.name), members=())
        part = replace(
            result, source=nowhere, seconds=0.0, work=Work.REUSED, spent=(), unkept=None
        )  # the same part from every machine
        store.put(result_key(result.source, settings), _results().dump_json(part))


@cache
def _results() -> TypeAdapter[DocumentResult]:
    return TypeAdapter(DocumentResult)
