"""Sums of running text: a whole and the parts named behind it (其中), numbers and the sum given behind them (合计)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.reconcile.audit.entries import Entry, alike, sentences
from pipeline.reconcile.audit.say import added, claims_of, finding, written
from pipeline.reconcile.audit.stated import total
from pipeline.reconcile.audit.words import word_pattern
from pipeline.records.claim import Measure
from pipeline.records.finding import Finding, FindingKind, Severity

_NO_TERMS = frozenset({Measure.SHARE, Measure.RANK})


def sum_findings(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Parts that exceed or miss their whole, sums that are not the sum of what stands before them; one document."""
    before: Entry | None = None
    for sentence in sentences(entries):
        terms = [e for e in sentence if e.body.measure not in _NO_TERMS]
        yield from _parts(terms, before)
        yield from _closing_sums(terms)
        before = terms[-1] if terms else before


def _parts(terms: Sequence[Entry], before: Entry | None) -> Iterator[Finding]:
    """Each 其中 with the whole before it and the parts behind it."""
    for n, first in enumerate(terms):
        if not word_pattern("among").search(first.context.lead):
            continue
        if n == 0 and not word_pattern("opens_among").search(first.context.lead):
            continue
        whole = terms[n - 1] if n else before
        if whole is not None and alike(whole, first) and _may_hold(whole, first):
            yield from _held(whole, _run(terms[n:], whole))


def _may_hold(whole: Entry, part: Entry) -> bool:
    """Is the first number a whole for the second: ties that stand, or ties made, but not one for the other?"""
    return whole.context.start < part.context.start and not word_pattern("average").search(part.context.lead)


def _run(terms: Sequence[Entry], whole: Entry) -> list[Entry]:
    """The parts: from 其中 up to the next 其中, a number of another kind, or one that is itself a sum."""
    run: list[Entry] = []
    for n, term in enumerate(terms):
        lead = term.context.lead
        if word_pattern("each").search(lead):
            return []
        if not alike(whole, term) or (n and (word_pattern("among").search(lead) or _is_sum(term))):
            break
        run.append(term)
    return run


def _held(whole: Entry, parts: Sequence[Entry]) -> Iterator[Finding]:
    if len(parts) < 2 or len({p.context.start for p in parts}) < len(parts):
        return  # one number for several things is told once
    made, said = total(p.stated for p in parts), whole.stated.allows
    value = sum(p.stated.value for p in parts)
    words = {"sum": added(parts), "total": written(value), "whole": written(whole.stated.value)}
    claims = claims_of([whole, *parts])
    if made.low > said.high:
        more = written(value - whole.stated.value)
        yield finding(FindingKind.SUM, Severity.CONTRADICTION, "sum.over", claims, **words, difference=more)
    elif made.high < said.low and word_pattern("closing").search(parts[-1].context.lead):
        less = written(whole.stated.value - value)
        yield finding(FindingKind.SUM, Severity.GAP, "sum.short", claims, **words, difference=less)


def _is_sum(entry: Entry) -> bool:
    """Does the number add up those right before it: 三市共计?"""
    return word_pattern("summed").search(entry.context.lead) is not None


def _closing_sums(terms: Sequence[Entry]) -> Iterator[Finding]:
    """Each number that is said to be the sum of the list before it."""
    for n, whole in enumerate(terms):
        if n < 2 or not _is_sum(whole):
            continue
        parts = _listed(terms[:n], whole)
        if len(parts) < 2 or total(p.stated for p in parts).meets(whole.stated.allows):
            continue
        value = written(sum(p.stated.value for p in parts))
        words = {"sum": added(parts), "total": value, "whole": written(whole.stated.value)}
        yield finding(FindingKind.SUM, Severity.CONTRADICTION, "sum.not", claims_of([*parts, whole]), **words)


def _listed(terms: Sequence[Entry], whole: Entry) -> list[Entry]:
    """The numbers of one list right before a sum; one that holds the others (其中) is none of them."""
    run: list[Entry] = []
    for term in reversed(terms):
        if not alike(term, whole) or term.body.measure is not whole.body.measure:
            return []
        if any(word_pattern(name).search(term.context.lead) for name in ("among", "each")):
            return []
        run.insert(0, term)
        if not word_pattern("joined").search(term.context.lead):
            break
    return run
