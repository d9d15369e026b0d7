"""What could not be linked is a table: one row a place, over spellings and documents."""

from __future__ import annotations

from pipeline.publish.unlinked import COLUMNS, unlinked_records, unlinked_rows
from pipeline.records.mention import UnlinkedPlace

UNHEARD = "no gazetteer knows it"


def nowhere(name: str, spellings: tuple[str, ...], mentions: int, candidates: tuple[str, ...] = ()) -> UnlinkedPlace:
    return UnlinkedPlace("x-PL-托罗什维茨", name, "PL", "city", UNHEARD, candidates, spellings, mentions)


FOUND = [
    ("b.txt", nowhere("托罗什维茨", ("托罗什维茨",), 1)),
    ("a.txt", nowhere("托罗什维茨市", ("托罗什维茨市", "托羅什維茨市"), 3, ("PL-10",))),
]


def test_a_place_is_one_row_over_all_documents() -> None:
    (row,) = unlinked_rows(FOUND, {"x-PL-托罗什维茨": 2})
    assert dict(zip((c.partition(":")[0] for c in COLUMNS.split()), row, strict=True)) == {
        "place_id": "x-PL-托罗什维茨",
        "name": "托罗什维茨市",
        "country": "PL",
        "level": "city",
        "reason": UNHEARD,
        "candidates": "PL-10 Łódź PL",
        "spellings": "托罗什维茨; 托罗什维茨市; 托羅什維茨市",
        "mentions": 4,
        "documents": 2,
        "document_names": "a.txt; b.txt",
        "claims": 2,
    }


def test_the_order_of_documents_changes_nothing() -> None:
    assert list(unlinked_rows(FOUND[::-1], {})) == list(unlinked_rows(FOUND, {}))


def test_the_report_has_the_same_places() -> None:
    assert [(one["place_id"], one["reason"], one["mentions"]) for one in unlinked_records(FOUND)] == [
        ("x-PL-托罗什维茨", UNHEARD, 4)
    ]
