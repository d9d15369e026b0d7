"""Series over all documents: ties of one place, partner countries of one place. Ties seldom end, so a fall wants a reason.

Only whole numbers of ties with a day or month are compared; a fall by more than `SAME` is of another thing (a part, a level) and none
of ours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.reconcile.audit.say import finding, written
from pipeline.records.claim import Claim, CountBody, Measure
from pipeline.records.fact import Fact, Reconciled
from pipeline.records.finding import Finding, FindingKind, Severity
from pipeline.records.keys import part_of

SAME = 0.4
SLIGHT = 0.05
FEWEST = 5  # ties: smaller numbers are counted by level and kind, now so, now so
_MEASURES = {Measure.SISTER_PAIRS: "友城数", Measure.PARTNER_COUNTRIES: "结好国家数"}


@dataclass(frozen=True, slots=True)
class Seen:
    """One number of a series: from when, its fact and its value."""

    day: str
    fact: Fact
    body: CountBody


def series_findings(claims: Iterable[Claim], reconciled: Reconciled) -> Iterator[Finding]:
    """Numbers that are lower than the one before them."""
    by_id = {claim.claim_id: claim for claim in claims if isinstance(claim.body, CountBody)}
    facts = {fact.fact_id: fact for fact in reconciled.facts}
    series: dict[str, list[Seen]] = defaultdict(list)
    for point in reconciled.series:
        fact = facts[point.fact_id]
        body = fact.body
        if (
            isinstance(body, CountBody)
            and body.measure in _MEASURES
            and body.scope
            and _dated(body)
            and not part_of(body)
        ):
            series[point.series_id].append(Seen((body.time or "").removeprefix("../"), fact, body))
    for key in sorted(series):
        points = sorted(series[key], key=lambda p: (p.day, p.body.value, p.fact.fact_id))
        for a, b in pairwise(points):
            yield from _fall(a, b, by_id)


def _dated(body: CountBody) -> bool:
    """One date, at least a year of its own, and a number that is meant to the unit."""
    time = (body.time or "").removeprefix("../")
    return time[:4].isdecimal() and "/" not in time and not body.approximate and body.value >= FEWEST


def _fall(a: Seen, b: Seen, by_id: dict[str, Claim]) -> Iterator[Finding]:
    nested = a.day.startswith(b.day) or b.day.startswith(a.day)
    drop = a.body.value - b.body.value
    if nested or drop <= 0 or drop > SAME * a.body.value:
        return
    claims = [by_id[c] for fact in (a.fact, b.fact) for c in fact.claims if c in by_id]
    words = {"measure": _MEASURES[a.body.measure], "scope": "、".join(p.name for p in a.body.scope)}
    words |= {"before": written(a.body.value), "after": written(b.body.value), "difference": written(drop)}
    words |= {"before_time": a.body.time or "", "after_time": b.body.time or ""}
    severity = Severity.NOTE if drop <= SLIGHT * a.body.value else Severity.GAP
    yield finding(FindingKind.SERIES, severity, "series.fall", claims, **words)
