"""Ties made in periods: the periods inside a longer one, all periods against the ties that stand at their end, averages a year.

Sums may fall short of what stands, since few reports tell of all years; they can never exceed it, but for ties that ended.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from pipeline.reconcile.audit.entries import Entry, wholes
from pipeline.reconcile.audit.say import added, claims_of, finding, written
from pipeline.reconcile.audit.stated import Range, total
from pipeline.reconcile.audit.words import word_pattern
from pipeline.records.claim import Measure
from pipeline.records.finding import Finding, FindingKind, Severity

_YEARS = re.compile(r"(\d{4})(?:/(\d{4}))?")
_DECADE = re.compile(r"(\d{3})X")


@dataclass(frozen=True, slots=True)
class Flow:
    """Ties made from year `first` to year `last`, both whole."""

    first: int
    last: int
    entry: Entry

    @property
    def words(self) -> str:
        """1979–2000, or 1994."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"

    def holds(self, other: Flow) -> bool:
        """Does the other period lie in this one, which is longer?"""
        inside = self.first <= other.first and other.last <= self.last
        return inside and (self.first, self.last) != (other.first, other.last)


def flow_findings(entries: Sequence[Entry]) -> Iterator[Finding]:
    """What does not add up in the periods of one document, for each scope by itself."""
    scopes: dict[frozenset[str], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.places:
            scopes[entry.places].append(entry)
    for same in scopes.values():
        made = [e for e in same if e.body.measure is Measure.NEW_SISTER_PAIRS]
        flows = _flows([e for e in made if not _is_average(e)])
        yield from _inside(flows)
        yield from _against_stock(flows, wholes(same, Measure.SISTER_PAIRS))
        for entry in filter(_is_average, made):
            yield from _average(entry, flows)


def _is_average(entry: Entry) -> bool:
    return word_pattern("average").search(entry.context.lead) is not None or entry.stated.digit < 1


def _flows(entries: Sequence[Entry]) -> list[Flow]:
    """Each period once, the first telling of it; one told with two numbers is left out."""
    found: dict[tuple[int, int], list[Entry]] = defaultdict(list)
    for entry in entries:
        if (years := _years(entry.body.time)) is not None:
            found[years].append(entry)
    return [Flow(*years, same[0]) for years, same in sorted(found.items()) if len({e.stated.value for e in same}) == 1]


def _years(edtf: str | None) -> tuple[int, int] | None:
    if edtf and (match := _YEARS.fullmatch(edtf)):
        return int(match[1]), int(match[2] or match[1])
    if edtf and (match := _DECADE.fullmatch(edtf)):
        return int(match[1] + "0"), int(match[1] + "9")
    return None


def _tops(flows: Sequence[Flow]) -> list[Flow]:
    """Those that lie in no other; none where two of them overlap, since then nothing can be added up."""
    tops = [f for f in flows if not any(other.holds(f) for other in flows)]
    return [] if any(a.last >= b.first for a, b in pairwise(tops)) else tops


def _inside(flows: Sequence[Flow]) -> Iterator[Finding]:
    for whole in flows:
        parts = _tops([f for f in flows if whole.holds(f)])
        if len(parts) < 2:
            continue
        made, said = total(p.entry.stated for p in parts), whole.entry.stated.allows
        if made.low > said.high or (made.high < said.low and _tile(parts, whole.first, whole.last)):
            words = _words(parts) | {"whole": written(whole.entry.stated.value), "whole_period": whole.words}
            claims = claims_of([whole.entry, *(p.entry for p in parts)])
            yield finding(FindingKind.SUM, Severity.CONTRADICTION, "sum.period", claims, **words)


def _tile(parts: Sequence[Flow], first: int, last: int) -> bool:
    """Do the periods follow each other year by year from the first year to the last?"""
    follow = all(a.last + 1 == b.first for a, b in pairwise(parts))
    return follow and bool(parts) and parts[0].first == first and parts[-1].last == last


def _words(parts: Sequence[Flow]) -> dict[str, str]:
    value = written(sum(p.entry.stated.value for p in parts))
    return {"periods": ", ".join(p.words for p in parts), "sum": added([p.entry for p in parts]), "total": value}


def _against_stock(flows: Sequence[Flow], stocks: Sequence[Entry]) -> Iterator[Finding]:
    """All periods up to the day on which the ties were counted."""
    for whole in stocks:
        year = (whole.body.time or "").removeprefix("../")[:4]
        if not year.isdecimal():
            continue
        parts = _tops([f for f in flows if f.last <= int(year)])
        if len(parts) > 1 and total(p.entry.stated for p in parts).low > whole.stated.allows.high:
            value = sum((p.entry.stated.value for p in parts), Fraction(0))
            words = _words(parts) | {"whole": written(whole.stated.value), "time": whole.body.time}
            words["difference"] = written(value - whole.stated.value)
            claims = claims_of([*(p.entry for p in parts), whole])
            yield finding(FindingKind.SUM, Severity.CONTRADICTION, "sum.flows", claims, **words)
            return


def _average(entry: Entry, flows: Sequence[Flow]) -> Iterator[Finding]:
    """2.2 a year against what was made in all those years."""
    years = _years(entry.body.time)
    if years is None or years[0] == years[1]:
        return
    inside = [f for f in flows if (f.first, f.last) == years] or _tops(
        [f for f in flows if years[0] <= f.first and f.last <= years[1]]
    )
    if not inside or not _tile(inside, *years):
        return
    length = years[1] - years[0] + 1
    made = total(f.entry.stated for f in inside)
    if Range(made.low / length, made.high / length).meets(entry.stated.allows):
        return
    value = sum((f.entry.stated.value for f in inside), Fraction(0))
    words = {"total": written(value), "years": length, "period": f"{years[0]}–{years[1]}"}
    words |= {"average": written(value / length), "stated": written(entry.stated.value)}
    claims = claims_of([*(f.entry for f in inside), entry])
    yield finding(FindingKind.SUM, Severity.CONTRADICTION, "sum.average", claims, **words)
