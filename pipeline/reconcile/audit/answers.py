"""Questionnaires: the answers of a question against those asked. Missing answers are a gap, never a wrong sum.

Where several answers are allowed their sum says nothing; a sum far above the number asked is taken for such a question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from pipeline.reconcile.audit.entries import Entry, sentences
from pipeline.reconcile.audit.say import added, claims_of, finding, written
from pipeline.reconcile.audit.stated import total
from pipeline.reconcile.audit.words import word_pattern
from pipeline.records.claim import Measure
from pipeline.records.finding import Finding, FindingKind, Severity

LEAST = 3  # answers that make a question
SLIP = Fraction(21, 20)  # a sum further above the number asked is of a question with several answers
MOST = Fraction(1, 2)  # of those asked: fewer answers are examples
HUNDRED = Fraction(100)


def answer_findings(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Each question of one document whose answers do not add up to those asked."""
    base: Entry | None = None
    for sentence in sentences(entries):
        asked = [e for e in sentence if _is_base(e)]
        several = any(word_pattern("several_answers").search(e.context.lead) for e in sentence)
        base = asked[-1] if asked else base if base and sentence[0].context.section == base.context.section else None
        answers = [e for e in sentence if base and _is_answer(e, base)]
        if base is not None and not several and len(answers) >= LEAST:
            yield from _against(base, answers)
        elif not several:
            yield from _shares([e for e in sentence if e.body.measure is Measure.SHARE], sentence)


def _is_base(entry: Entry) -> bool:
    return entry.body.measure is Measure.SURVEY and word_pattern("survey_base").search(entry.context.tail) is not None


def _is_answer(entry: Entry, base: Entry) -> bool:
    same = entry.body.measure is Measure.SURVEY and entry.body.unit == base.body.unit and entry is not base
    return same and entry.context.start > base.context.start and not _is_base(entry)


def _against(base: Entry, answers: Sequence[Entry]) -> Iterator[Finding]:
    if len({a.body.item for a in answers}) < len(answers):
        return
    made, asked = total(a.stated for a in answers), base.stated.allows
    value = sum((a.stated.value for a in answers), Fraction(0))
    words = {"sum": added(answers), "total": written(value), "whole": written(base.stated.value)}
    claims = claims_of([base, *answers])
    if made.low > asked.high and made.low <= SLIP * asked.high:
        yield finding(FindingKind.SUM, Severity.CONTRADICTION, "sum.answers_over", claims, **words)
    elif made.high < asked.low and made.high >= MOST * asked.low:
        less = written(base.stated.value - value)
        yield finding(FindingKind.SUM, Severity.GAP, "sum.answers", claims, **words, difference=less)


def _shares(shares: Sequence[Entry], sentence: Sequence[Entry]) -> Iterator[Finding]:
    """Three shares or more of one whole with no counts beside them: 57.8 + 26.7 + 15.5."""
    alone = len(shares) >= LEAST and len(shares) == len(sentence)
    if not alone or any(s.body.approximate for s in shares) or len({s.body.time for s in shares}) > 1:
        return
    made = total(s.stated for s in shares)
    value = sum((s.stated.value for s in shares), Fraction(0))
    words, claims = {"sum": added(shares), "total": written(value)}, claims_of(shares)
    near = HUNDRED * 19 / 20 <= value <= HUNDRED * SLIP
    if not made.low <= HUNDRED <= made.high and near and _is_split(shares):
        yield finding(FindingKind.SUM, Severity.CONTRADICTION, "sum.shares", claims, **words)
    elif value < HUNDRED * 19 / 20 and value >= MOST * HUNDRED and _is_survey(shares):
        less = written(HUNDRED - value)
        yield finding(FindingKind.SUM, Severity.GAP, "sum.shares_missing", claims, **words, difference=less)


def _is_split(shares: Sequence[Entry]) -> bool:
    """Are they parts of one whole: the scopes or the things are all different, or the answers are?"""
    return len({(s.places, s.body.item) for s in shares}) == len(shares)


def _is_survey(shares: Sequence[Entry]) -> bool:
    return all(word_pattern("answered").search(s.claim.quote) for s in shares)
