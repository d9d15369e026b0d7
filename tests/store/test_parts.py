"""The work store: whole parts under keys of our own, the same records out as in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import ReleaseError
from pipeline.records.claim import (
    ActivityBody,
    Body,
    Category,
    Claim,
    CountBody,
    DocumentBody,
    FieldPlace,
    Measure,
    PairBody,
    Place,
    PlaceRef,
    Relation,
)
from pipeline.records.result import DocumentResult
from pipeline.records.source import Bibliography, Kind, Source
from pipeline.records.trouble import Trouble
from pipeline.store.parts import PartStore
from pipeline.store.results import get_batch, get_results, put_batch, put_results, result_key
from pipeline.store.version import stage_version

KEY = "part-0123456789abcdef"
CITY = PlaceRef("昆明", "CN-5301", "昆明市", "Kunming", "CN")
ZURICH = PlaceRef("苏黎世", "CH-261", "苏黎世市", None, "CH")
BODIES: list[tuple[str, Body]] = [
    ("pair", PairBody(CITY, ZURICH, Relation.SISTER, "1982-02-17", "stated")),
    ("count", CountBody(7.0, "个", False, Measure.ACTIVITY_COUNT, (CITY,), None, "代表团")),
    ("activity", ActivityBody(Category.PROJECT_COOPERATION, (CITY, ZURICH), None, people=("某甲",))),
    ("document", DocumentBody(Bibliography("昆明的友城", ("某乙",)))),
]


@pytest.fixture
def store(tmp_path: Path) -> PartStore:
    return PartStore(tmp_path / "work")


def source(name: str = "a.txt") -> Source:
    return Source(Path("in") / name, name, Kind.TEXT, "d" * 64, 9, "gb18030", Bibliography(title="题"))


def result() -> DocumentResult:
    place = Place(page=2, boxes=((2, 1.5, 2.0, 3.0, 4.0),))
    claims = tuple(
        Claim(f"c-{n}", None, "a.txt", "d" * 64, kind, "引", place, "rules.x", 0.5, body,
              (("a", FieldPlace("引", Place(1, 2), "title")),), rejected="why")
        for n, (kind, body) in enumerate(BODIES)
    )  # fmt: skip
    return DocumentResult(source(), claims, None, ("remark",), 0.25)


def test_a_part_comes_back(store: PartStore) -> None:
    assert not store.has(KEY)
    store.put(KEY, b"one")
    store.put(KEY, b"two")
    assert store.get(KEY) == b"one", "a part is never changed"
    store.drop(KEY)
    assert not store.has(KEY)


@pytest.mark.parametrize("key", ["../../etc/passwd", "part-XYZ", "", "part-0123456789abcdef/.."])
def test_a_key_is_never_a_path(store: PartStore, key: str) -> None:
    with pytest.raises(ReleaseError, match="no key of the work store"):
        store.get(key)


def test_a_missing_part_is_named(store: PartStore) -> None:
    with pytest.raises(ReleaseError, match=KEY):
        store.get(KEY)


def test_results_come_back_as_they_were(store: PartStore) -> None:
    batch = put_batch(store, [source()], "cut 0")
    failed = DocumentResult(source("b.txt"), trouble=Trouble("b.txt", "empty", "nothing in it", "line 1"))
    assert get_batch(store, batch) == [source()]
    assert get_results(store, put_results(store, batch, [result(), failed])) == [result(), failed]
    assert store.has(result_key(batch))


def test_a_batch_is_known_by_bytes_and_settings_wherever_it_lies(store: PartStore) -> None:
    key = put_batch(store, [source()], "cut 0")
    assert put_batch(store, [replace(source(), path=Path("moved"))], "cut 0") == key
    assert get_batch(store, key)[0].path == Path("moved")
    assert put_batch(store, [source()], "cut 1") != key
    assert put_batch(store, [replace(source(), digest="e" * 64)], "cut 0") != key


def test_a_broken_part_is_an_error(store: PartStore) -> None:
    store.put(KEY, b"[{}]")
    with pytest.raises(ReleaseError, match="is broken"):
        get_results(store, KEY)


def test_the_version_of_the_stages_is_stable() -> None:
    assert stage_version() == stage_version()
    assert len(stage_version()) == 16
