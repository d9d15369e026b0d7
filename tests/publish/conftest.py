"""Claims and sources made by hand, for the rooms that come after extraction."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.publish.release import ReleaseContent
from pipeline.reconcile import reconcile
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
from pipeline.records.keys import fact_key, type_of
from pipeline.records.source import Bibliography, Kind, Source
from pipeline.records.trouble import Trouble

XIAN = PlaceRef("西安", "CN-6101", "西安市", "Xi'an", "CN")
NARA = PlaceRef("奈良", "JP-29201", "奈良市", "Nara", "JP")
DIGEST = "a" * 64


def claim(number: int, body: Body, quote: str = "西安与奈良", *, rejected: str | None = None, start: int = 0) -> Claim:
    fact_id = None if rejected else fact_key(body, DIGEST, quote)
    place = Place(raw_start=start, raw_end=start + len(quote))
    fields = (("a", FieldPlace("西安", place)), ("b", FieldPlace("奈良", place, "heading")))
    return Claim(
        f"c-{number:016x}", fact_id, "list.txt", DIGEST, type_of(body), quote, place, "rules.test", 0.8, body,
        fields if isinstance(body, PairBody) else (), rejected=rejected,
    )  # fmt: skip


@pytest.fixture
def claims() -> list[Claim]:
    bibliography = Bibliography("=西安的友城", ("某甲",), (), "2001")
    return [
        claim(1, PairBody(XIAN, NARA, Relation.SISTER, "1974-02-01", "stated")),
        claim(2, PairBody(XIAN, NARA, Relation.SISTER, "1975", "stated"), start=40),
        claim(3, CountBody(30.0, "对", True, Measure.SISTER_PAIRS, (XIAN,), "2019"), "30多对", start=60),
        claim(
            4, ActivityBody(Category.CULTURE_SPORTS, (XIAN, NARA), "2004-10-02", venue="@城墙"), "同场演出", start=80
        ),
        claim(5, DocumentBody(bibliography), "西安的友城", start=90),
        claim(6, PairBody(XIAN, NARA, Relation.INTENT, None, None), rejected="the quote is empty", start=95),
    ]


@pytest.fixture
def content(claims: list[Claim]) -> ReleaseContent:
    source = Source(Path("somewhere/list.txt"), "list.txt", Kind.TEXT, DIGEST, 10, "utf-8")
    double = Source(Path("elsewhere/copy.txt"), "copy.txt", Kind.TEXT, DIGEST, 10, "utf-8")
    trouble = Trouble("far/away/broken.pdf", "pdf-broken", "no page can be opened")
    return ReleaseContent(tuple(claims), reconcile(claims), (source,), (double,), (trouble,), ((DIGEST, "one page"),))
