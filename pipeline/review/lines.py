"""Decisions as rows of a release: what was decided, about which claim and fact, and how it stands to this run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.records.judgement import JudgementLine
from pipeline.store.ledger.entry import Entry, Subject
from pipeline.store.ledger.standing import Match, State


def judgement_lines(matches: Iterable[Match], became: Mapping[tuple[str, str], str]) -> tuple[JudgementLine, ...]:
    """One line a decision and claim, those about no claim of this run too, in a total order."""
    lines = {line for one in matches for line in _lines(one, became)}
    return tuple(sorted(lines, key=lambda line: line.order))


def _lines(one: Match, became: Mapping[tuple[str, str], str]) -> Iterable[JudgementLine]:
    for found in one.found or (one.subject,):
        known = one.found or one.state is State.STANDS
        claim_id = found.claim_id if known else one.subject.claim_id
        yield _line(one, found if known else one.subject, became.get((one.entry.entry_id, claim_id or "")))


def _line(one: Match, subject: Subject, fact_after: str | None) -> JudgementLine:
    entry: Entry = one.entry
    fact_id = subject.fact_id or entry.fact_id
    return JudgementLine(
        entry.entry_id, one.state.value, entry.act.value, entry.field, entry.value, entry.by, entry.why, entry.at,
        subject.claim_id, fact_id, fact_after, subject.document, subject.digest, subject.type, subject.quote, one.why,
    )  # fmt: skip
