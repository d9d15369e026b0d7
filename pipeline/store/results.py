"""Batches of documents and what came of them, as parts: JSON in and the same records out.

A batch's key is made of its documents, the settings and the code; what came of it lies under the same digits, so that whoever knows
what is asked also knows where the answer would be.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from pipeline.errors import ReleaseError
from pipeline.ids import stable_id
from pipeline.records.result import DocumentResult
from pipeline.records.source import Source
from pipeline.store.parts import PartStore
from pipeline.store.version import stage_version

V = TypeVar("V")


@cache
def _sources() -> TypeAdapter[list[Source]]:
    return TypeAdapter(list[Source])


@cache
def _results() -> TypeAdapter[list[DocumentResult]]:
    return TypeAdapter(list[DocumentResult])


def put_batch(store: PartStore, sources: Sequence[Source], settings: str) -> str:
    """Keep a batch of documents to be read under these settings; returns its key."""
    parts = [f"{s.digest} {s.kind.value} {s.encoding} {s.name} {s.bibliography}" for s in sources]
    key = stable_id("batch", stage_version(), settings, *parts)
    store.drop(key)  # the documents may have moved: the key knows their bytes, not their paths
    store.put(key, _sources().dump_json(list(sources)))
    return key


def get_batch(store: PartStore, key: str) -> list[Source]:
    """The documents of a batch. Raises `ReleaseError` for a part that is missing or broken."""
    return _checked(_sources(), store, key)


def result_key(batch: str) -> str:
    """Where the results of a batch lie."""
    return f"part-{batch.partition('-')[2]}"


def put_results(store: PartStore, batch: str, results: Sequence[DocumentResult]) -> str:
    """Keep what came of a batch; returns the key."""
    key = result_key(batch)
    store.drop(key)
    store.put(key, _results().dump_json(list(results)))
    return key


def get_results(store: PartStore, key: str) -> list[DocumentResult]:
    """What came of a batch. Raises `ReleaseError` for a part that is missing or broken."""
    return _checked(_results(), store, key)


def _checked(adapter: TypeAdapter[V], store: PartStore, key: str) -> V:
    try:
        return adapter.validate_json(store.get(key))
    except ValidationError as error:
        raise ReleaseError(f"part {key} is broken: {error.error_count()} errors", document=str(store.folder)) from error
