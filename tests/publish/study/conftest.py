"""Releases made of a few bodies, for tables to be drawn from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.publish.opened import Release, open_release
from pipeline.publish.promote import point
from pipeline.publish.release import ReleaseContent, write_release
from pipeline.reconcile import reconcile
from pipeline.records.claim import Body, CountBody, Measure, PairBody, PlaceRef, Relation
from pipeline.records.keys import fact_key, type_of

Make = Callable[..., Release]


def at(place_id: str, name: str, country: str | None = "CN") -> PlaceRef:
    return PlaceRef(name, place_id, name, None, country)


CHINA, JAPAN = at("CN", "中国"), at("JP", "日本", "JP")
XIAN, NANJING, SHANGHAI = at("610100", "西安市"), at("320100", "南京市"), at("310000", "上海市")
NARA, KYOTO = at("geonames:1855612", "奈良", "JP"), at("geonames:1857910", "京都", "JP")
LUND, NOWHERE = at("geonames:2693678", "隆德", "SE"), at("x-XX-某", "某市", "XX")


def tie(a: PlaceRef, b: PlaceRef, date: str | None = None, relation: Relation = Relation.SISTER) -> PairBody:
    return PairBody(a, b, relation, date, "stated" if date else None)


def number(
    value: float, time: str | None, *scope: PlaceRef, measure: Measure = Measure.SISTER_PAIRS, item: str = "友城"
) -> CountBody:
    return CountBody(value, "对", False, measure, scope, time, item)


@pytest.fixture
def release_of(content: ReleaseContent, tmp_path: Path) -> Make:
    """A release of these bodies, each said by one claim; `report` is what `run.json` adds."""

    def make(*bodies: Body, **report: object) -> Release:
        first, made = content.claims[0], []
        for position, body in enumerate(bodies, 1):
            key = fact_key(body, first.document_digest, first.quote)
            names = {"claim_id": f"c-{position:016x}", "fact_id": key, "type": type_of(body)}
            made.append(replace(first, body=body, fields=(), **names))  # type: ignore[arg-type]
        whole = replace(content, claims=tuple(made), reconciled=reconcile(made))
        point(tmp_path, write_release(tmp_path, whole, dict(report)).name)
        return open_release(tmp_path)

    return make
