"""What was made of a document is found again: readings as they were, results but for their work, and nothing that may pass."""

from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import ReaderDied, ReleaseError
from pipeline.ingest.discover import discover
from pipeline.read.reader import read_document
from pipeline.records.reading import Reading
from pipeline.records.result import DocumentResult, Work
from pipeline.records.source import Kind, Source
from pipeline.records.trouble import Trouble
from pipeline.store import documents as kept
from pipeline.store.parts import PartStore
from pipeline.store.readings import dump_reading, load_reading

SAMPLE = sorted((Path(__file__).parents[2] / "corpora" / "sample").iterdir())
WORDS = "ocr auto"


def source() -> Source:
    return Source(Path("in") / "a.txt", "a.txt", Kind.TEXT, "d" * 64, 9, "utf-8")


@pytest.fixture
def store(tmp_path: Path) -> PartStore:
    return PartStore(tmp_path)


def readings(suffix: str) -> Reading:
    return read_document(discover([next(path for path in SAMPLE if path.suffix == suffix)]).documents[0])


@pytest.mark.parametrize("suffix", [".txt", ".pdf", ".md"])
def test_a_reading_comes_back_as_it_was(suffix: str) -> None:
    reading = readings(suffix)
    assert load_reading(dump_reading(reading), reading.source) == reading


def test_a_broken_reading_is_dropped_and_read_again(store: PartStore) -> None:
    reading = readings(".txt")
    kept.keep_reading(store, reading, WORDS)
    assert kept.kept_reading(store, reading.source, WORDS) == reading
    assert kept.kept_reading(store, reading.source, "ocr never") is None
    key = kept.reading_key(reading.source, WORDS)
    for bad in (b"", b"no zlib", zlib.compress(b"another form"), zlib.compress(zlib.decompress(store.get(key))[:-9])):
        store.drop(key)
        store.put(key, bad)
        with pytest.raises(ReleaseError, match="broken"):
            load_reading(bad, reading.source)
        assert kept.kept_reading(store, reading.source, WORDS) is None
        assert not store.has(key)


def test_a_result_is_known_by_bytes_name_and_settings(store: PartStore) -> None:
    kept.keep_result(store, DocumentResult(source(), remarks=("odd",), seconds=3.5), WORDS)
    moved = replace(source(), path=Path("elsewhere"))
    assert kept.kept_result(store, moved, WORDS) == DocumentResult(moved, remarks=("odd",), work=Work.REUSED)
    for other in (
        replace(source(), name="b.txt"),
        replace(source(), digest="e" * 64),
        replace(source(), encoding="gbk"),
    ):
        assert kept.kept_result(store, other, WORDS) is None
    assert kept.kept_result(store, source(), "ocr never") is None


def test_a_trouble_is_kept_unless_it_may_pass(store: PartStore) -> None:
    empty = DocumentResult(source(), trouble=Trouble("a.txt", "empty", "nothing in it"))
    died = DocumentResult(source(), trouble=Trouble.of(ReaderDied("no word"), document="a.txt"))
    kept.keep_result(store, died, WORDS)
    assert kept.kept_result(store, source(), WORDS) is None
    kept.keep_result(store, empty, WORDS)
    assert kept.kept_result(store, source(), WORDS) == replace(empty, work=Work.REUSED)


def test_a_broken_result_is_dropped(store: PartStore) -> None:
    key = kept.result_key(source(), WORDS)
    store.put(key, b"{}")
    assert kept.kept_result(store, source(), WORDS) is None
    assert not store.has(key)
