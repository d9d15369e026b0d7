"""Coverage: countries said against countries listed with a number, ties said against ties named, ties denied against ties told."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.places import place
from pipeline.reconcile.audit.entries import Entry, tables
from pipeline.reconcile.audit.holding import CHINA, holds
from pipeline.reconcile.audit.named import named_findings
from pipeline.reconcile.audit.say import claims_of, finding, written
from pipeline.records.claim import Claim, CountBody, Measure, PairBody, Relation
from pipeline.records.finding import Finding, FindingKind, Severity
from pipeline.records.statements import AbsenceBody
from pipeline.text.numerals import parse_number

_NUMBERED = re.compile(r"(?P<number>\d+|[二三四五六七八九十]+)国$")
_TIED = frozenset({Relation.SISTER, Relation.EXCHANGE})
FEWEST = 4  # rows of a table of countries


def coverage_findings(claims: Sequence[Claim], documents: Sequence[Sequence[Entry]]) -> Iterator[Finding]:
    """What is said to be covered and is not, over all documents."""
    for entries in documents:
        for cells in tables(entries):
            yield from _countries(cells, entries)
    yield from named_findings(claims, documents)
    yield from _denied(claims)


def _countries(cells: Sequence[Entry], entries: Sequence[Entry]) -> Iterator[Finding]:
    """A table with one number for each country (or place) against how many are said to have ties."""
    stocks = [c for c in cells if c.body.measure is Measure.SISTER_PAIRS]
    rows = {_own(c, stocks): c for c in stocks}
    zeros = [c for c in stocks if c.stated.value == 0]
    if "" in rows or len(rows) != len(stocks) or len(rows) < FEWEST or not zeros:
        return
    said, number = _said(rows, entries)
    if said is None or number <= len(stocks) - len(zeros):
        return
    words = {"said": number, "zeros": "、".join(_name(c, stocks) for c in zeros), "left": len(stocks) - len(zeros)}
    claims = claims_of([*zeros, said])
    yield finding(FindingKind.COVERAGE, Severity.GAP, "coverage.zero", claims, **words)


def _own(cell: Entry, cells: Sequence[Entry]) -> str:
    """The one place that this row has and not all rows have."""
    common = frozenset.intersection(*(c.places for c in cells))
    mine = cell.places - common
    return next(iter(mine)) if len(mine) == 1 else ""


def _name(cell: Entry, cells: Sequence[Entry]) -> str:
    own = _own(cell, cells)
    return next((p.name for p in cell.body.scope if p.place_id == own), cell.context.label)


def _said(rows: dict[str, Entry], entries: Sequence[Entry]) -> tuple[Entry | None, int]:
    """The number of countries that is said to have these ties: counted, or in the name of the group (中东欧16国)."""
    everything = set(rows)
    for entry in entries:
        if entry.is_cell or entry.body.measure not in (Measure.PARTNER_COUNTRIES, Measure.SISTER_PAIRS):
            continue
        groups = [p for p in entry.body.scope if all(holds(p.place_id, row) for row in everything)]
        abroad = [p for p in groups if p.place_id != CHINA]
        if not abroad or not entry.stated.value:
            continue
        if entry.body.measure is Measure.PARTNER_COUNTRIES and entry.stated.value == len(rows):
            return entry, len(rows)
        named = [_NUMBERED.search(words) for p in abroad for words in (p.text, p.name)]
        if any(m and int(parse_number(m["number"]) or 0) == len(rows) for m in named):
            return entry, len(rows)
    return None, 0


def _denied(claims: Sequence[Claim]) -> Iterator[Finding]:
    """A tie that is said not to be there, and one that the same document tells or counts; another may tell of another year."""
    absences: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if isinstance(claim.body, AbsenceBody):
            absences[claim.document_digest].append(claim)
    for claim in claims if absences else ():
        for absence in absences.get(claim.document_digest, ()):
            if isinstance(claim.body, PairBody) and claim.body.relation in _TIED:
                yield from _told(absence, claim, claim.body)
            elif isinstance(claim.body, CountBody):
                yield from _counted(absence, claim, claim.body)


def _told(absence: Claim, claim: Claim, body: PairBody) -> Iterator[Finding]:
    said = absence.body
    if not isinstance(said, AbsenceBody):
        return
    for home in said.homes:
        for partner in said.partners:
            if home.place_id == body.a.place_id and holds(partner.place_id, body.b.place_id):
                tie = f"{body.a.name}–{body.b.name}" + (f" ({body.date})" if body.date else "")
                words = {"home": home.name, "partner": partner.name, "tie": tie}
                yield finding(
                    FindingKind.COVERAGE, Severity.CONTRADICTION, "coverage.absent_named", [absence, claim], **words
                )


def _counted(absence: Claim, claim: Claim, body: CountBody) -> Iterator[Finding]:
    said = absence.body
    if not isinstance(said, AbsenceBody) or body.measure is not Measure.SISTER_PAIRS or body.value <= 0:
        return
    ids = {p.place_id for p in body.scope}
    for home in said.homes:
        for partner in said.partners:
            if ids == {home.place_id, partner.place_id} and place(home.place_id) is not None:
                words = {"home": home.name, "partner": partner.name, "value": written(body.value)}
                yield finding(
                    FindingKind.COVERAGE, Severity.CONTRADICTION, "coverage.absent_counted", [absence, claim], **words
                )
