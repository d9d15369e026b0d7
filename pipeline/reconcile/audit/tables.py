"""Sums of tables and of lists by region: a column and its total, a row and its total, cells and the whole that the text states.

A table without a total row is held against the numbers of the text whose scope holds every cell's. Where one of them is met, all is
well; a sum above the only one is a contradiction; one that falls short by little is a gap, by much a selection and nothing to tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from pipeline.reconcile.audit.entries import STOCKS, Entry, alike, sentences, tables
from pipeline.reconcile.audit.holding import REGION, holds
from pipeline.reconcile.audit.say import added, claims_of, finding, written
from pipeline.reconcile.audit.stated import total
from pipeline.reconcile.audit.words import word_pattern
from pipeline.records.claim import Measure
from pipeline.records.finding import Finding, FindingKind, Severity

MOST = Fraction(4, 5)  # of the whole: a table that holds less lists some of many
MIN_REGIONS = 3
_PLAIN = frozenset({Measure.SHARE, Measure.RANK})


def table_findings(entries: Sequence[Entry]) -> Iterator[Finding]:
    """What does not add up in the tables and lists by region of one document."""
    stated = [e for e in entries if not e.is_cell and e.body.measure in STOCKS]
    for cells in tables(entries):
        for column in _columns(cells):
            yield from _column(column, stated)
        yield from _rows(cells)
    for sentence in sentences(entries):
        regions = [e for e in sentence if any(p.startswith(REGION) for p in e.places) and e.body.measure not in _PLAIN]
        if len(regions) >= MIN_REGIONS and all(alike(regions[0], e) for e in regions):
            yield from _against_text(regions, [e for e in stated if e not in regions])


def _columns(cells: Sequence[Entry]) -> list[list[Entry]]:
    """The cells of each column; in a list of labels and numbers, of the whole table."""
    columns: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for cell in cells:
        if cell.body.measure not in _PLAIN and not _total_head(cell):
            columns[cell.body.measure, cell.unit, cell.context.heads if cell.body.time is None else ()].append(cell)
    return [column for column in columns.values() if len(column) > 1]


def _is_total(cell: Entry) -> bool:
    return word_pattern("total_label").search(cell.context.label) is not None


def _is_subtotal(cell: Entry) -> bool:
    return word_pattern("subtotal_label").search(cell.context.label) is not None


def _total_head(cell: Entry) -> bool:
    return any(word_pattern("total_label").search(head) for head in cell.context.heads)


def _column(column: Sequence[Entry], stated: Sequence[Entry]) -> Iterator[Finding]:
    totals = [c for c in column if _is_total(c)]
    parts = [c for c in column if not _is_total(c) and not _is_subtotal(c)]
    if len(parts) < 2:
        return
    if totals or len(parts) < len(column):
        yield from _subtotals(column)
        for whole in totals:
            yield from _unequal(parts, whole)
    elif all(p.body.measure in STOCKS for p in parts) and len({(p.places, p.body.time) for p in parts}) == len(parts):
        yield from _against_text(parts, stated)


def _subtotals(column: Sequence[Entry]) -> Iterator[Finding]:
    """Each 小计 is the sum of the rows since the last one."""
    since: list[Entry] = []
    for cell in column:
        if _is_subtotal(cell):
            yield from _unequal(since, cell) if len(since) > 1 else ()
            since = []
        elif not _is_total(cell):
            since.append(cell)


def _rows(cells: Sequence[Entry]) -> Iterator[Finding]:
    """The cells of each row, where one column is the total of the others."""
    rows: dict[int | None, list[Entry]] = defaultdict(list)
    for cell in cells:
        rows[cell.context.row].append(cell)
    for row in rows.values():
        wholes = [c for c in row if _total_head(c)]
        parts = [c for c in row if not _total_head(c)]
        if len(wholes) == 1 and len(parts) > 1 and all(alike(wholes[0], c) for c in parts):
            yield from _unequal(parts, wholes[0])


def _unequal(parts: Sequence[Entry], whole: Entry) -> Iterator[Finding]:
    if total(p.stated for p in parts).meets(whole.stated.allows):
        return
    value = written(sum(p.stated.value for p in parts))
    words = {"sum": added(parts), "total": value, "whole": written(whole.stated.value)}
    yield finding(FindingKind.SUM, Severity.CONTRADICTION, "sum.not", claims_of([whole, *parts]), **words)


def _against_text(parts: Sequence[Entry], stated: Sequence[Entry]) -> Iterator[Finding]:
    """Cells against the whole that the text gives for the same thing; the nearest of several is taken."""
    wholes = [w for w in stated if alike(w, parts[0]) and _holds(w, parts) and w.stated.value]
    made = total(p.stated for p in parts)
    if not wholes or any(made.meets(w.stated.allows) for w in wholes):
        return
    value = sum((p.stated.value for p in parts), Fraction(0))
    whole = min(wholes, key=lambda w: (abs(w.stated.value - value), w.context.start))
    words = {"sum": added(parts), "total": written(value), "whole": written(whole.stated.value)}
    words["difference"] = written(abs(value - whole.stated.value))
    claims = claims_of([whole, *parts])
    if value > whole.stated.value:
        yield finding(FindingKind.SUM, Severity.CONTRADICTION, "sum.over", claims, **words)
    elif value >= MOST * whole.stated.value:
        yield finding(FindingKind.SUM, Severity.GAP, "sum.short", claims, **words)


def _holds(whole: Entry, parts: Sequence[Entry]) -> bool:
    """Is every place of every part one of the whole's, or in one of them, and the whole of the same time?"""
    if not whole.places or any(not _same_year(whole, part) for part in parts):
        return False
    if any(whole.places == part.places for part in parts):
        return False
    common = frozenset.intersection(*(p.places for p in parts))
    return common <= whole.places and all(
        any(holds(home, place) for home in whole.places) for part in parts for place in part.places
    )


def _same_year(whole: Entry, part: Entry) -> bool:
    a, b = whole.body.time, part.body.time
    return a is None or b is None or a[:4] == b[:4]
