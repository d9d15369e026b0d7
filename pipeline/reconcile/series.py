"""Numbers in the order of time: one series for each measure, scope and counting rule, a point for each fact in it.

A number without a date of its own held no later than its document was made. Two numbers of one day may both stand where the text
says why: before and after an event of that day, or by another rule (another series, of which each point here is told).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.reconcile.stamps import order_of
from pipeline.reconcile.weigh import documents_of
from pipeline.reconcile.words import Words
from pipeline.records.claim import Claim, CountBody
from pipeline.records.fact import Fact, Point
from pipeline.records.keys import SERIES, series_key
from pipeline.records.rules import counting_rule

PHASES = {
    "before": Words("before the event of that day", "当日事件之前"),
    "after": Words("after the event of that day", "当日事件之后"),
}


def series_of(
    facts: Iterable[Fact], groups: Mapping[str, Sequence[Claim]], dates: Mapping[str, str]
) -> tuple[Point, ...]:
    """Points of all series, by series, time and fact; `dates` are those of the documents by digest."""
    points: dict[str, list[tuple[Fact, Point]]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact.body, CountBody) and fact.body.measure in SERIES and fact.body.scope:
            point = _point(fact, fact.body, groups[fact.fact_id], dates)
            points[point.series_id].append((fact, point))
    found = [point for series in points.values() for point in _explained(series)]
    return tuple(sorted(found, key=lambda p: (p.series_id, order_of(p.as_of), p.fact_id)))


def _point(fact: Fact, body: CountBody, claims: Sequence[Claim], dates: Mapping[str, str]) -> Point:
    quote = min((claim.quote for claim in claims if claim.body == body), default=claims[0].quote)
    how = counting_rule(body, quote)
    as_of, basis = (body.time, "stated") if body.time else _of_document(claims, dates)
    beside = PHASES.get(how.phase, Words("", ""))
    return Point(
        series_key(body, quote), fact.fact_id, how.rule, as_of, basis, documents_of(claims), beside.en, beside.zh
    )  # fmt: skip


def _of_document(claims: Sequence[Claim], dates: Mapping[str, str]) -> tuple[str | None, str | None]:
    """No later than the earliest of the documents that give the number."""
    known = [date for digest in documents_of(claims) if (date := dates.get(digest)) and "/" not in date]
    return (f"../{min(known, key=order_of)}", "document") if known else (None, None)


def _explained(series: Sequence[tuple[Fact, Point]]) -> list[Point]:
    """Points of one series; of two different numbers of one day those without a reason of their own get the other's."""
    days: dict[str | None, set[str]] = defaultdict(set)
    for _, point in series:
        if point.beside:
            days[point.as_of].add(point.beside)
    explained = []
    for _, point in series:
        others = days.get(point.as_of, set()) - {point.beside}
        if others and not point.beside:
            named = ", ".join(sorted(others))
            point = replace(point, beside=f"stands beside the number {named}", beside_zh="与同日另一数值并存")
        explained.append(point)
    return explained
