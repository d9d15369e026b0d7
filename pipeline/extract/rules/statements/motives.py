"""Why a tie was or is made: the reason that a sentence gives, the 缘 that it names, the purposes that a survey was answered with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.extract.rules.statements.draft import fields_of, stripped
from pipeline.extract.rules.statements.sides import Sides, Ties
from pipeline.extract.rules.statements.words import pattern, value_of, wordings
from pipeline.records.annotated import Annotated
from pipeline.records.claim import Draft
from pipeline.records.reading import BlockKind
from pipeline.records.span import Span
from pipeline.records.statements import MotiveBody, SurveyBody

KINDS = (BlockKind.PARA, BlockKind.LIST, BlockKind.ABSTRACT, BlockKind.NOTE)
REASON, BOND, ANSWER = 0.72, 0.8, 0.85  # confidence


def extract_motives(annotated: Annotated, candidates: list[int], ties: Ties, answers: Iterable[Draft]) -> list[Draft]:
    """Drafts of motives: of sentences, and of survey answers to a question for the purpose."""
    drafts = [_of_answer(draft) for draft in answers if isinstance(draft.body, SurveyBody) and _asks_why(draft.body)]
    for index in candidates:
        sentence = annotated.sentences[index]
        if annotated.reading.blocks[sentence.block].kind in KINDS and _concerns_ties(annotated, index):
            drafts += _reasons(annotated, index, ties)
            drafts += _bonds(annotated, index, ties)
    return drafts


def _asks_why(body: SurveyBody) -> bool:
    return body.question is not None and pattern("motives", "asks_why").search(body.question) is not None


def _of_answer(draft: Draft) -> Draft:
    """The answer of a questionnaire as a motive of ties as such; its quote is the same."""
    body, anchors = draft.body, dict(draft.fields)
    words = body.answer if isinstance(body, SurveyBody) else ""
    made = MotiveBody(words, value_of("motives", "bond", words))
    return Draft(draft.span, made, "rules.motives.survey", ANSWER, (("motive", anchors["answer"]),), draft.rejected)


def _concerns_ties(annotated: Annotated, index: int) -> bool:
    """Does the sentence or the one before it in its paragraph speak of making ties?"""
    sentence = annotated.sentences[index]
    before = annotated.sentences[index - 1] if index else sentence
    start = before.span.start if before.block == sentence.block else sentence.span.start
    return pattern("motives", "tie").search(annotated.reading.shadow, start, sentence.span.end) is not None


def _reasons(annotated: Annotated, index: int, ties: Ties) -> Iterator[Draft]:
    """The reasons of a sentence by the first pattern that fits; a list of them (有的基于…, 有的出于…) whole."""
    shadow, span = annotated.reading.shadow, annotated.sentences[index].span
    words = shadow[span.start : span.end]
    for row in wordings("motives", "reason"):
        if not row.may_match(words):
            continue
        matches: list[re.Match[str]] = list(row.pattern.finditer(shadow, span.start, span.end))
        for match in matches:
            motive = stripped(shadow, *match.span("motive"))
            if motive and not pattern("motives", "not").search(shadow[motive.start : motive.end]):
                kind = value_of("motives", "bond", shadow, motive.start, motive.end)
                yield _draft(annotated, motive, Span(*match.span()), kind, ties.of(index), "reason", REASON)
        if matches:
            return


def _bonds(annotated: Annotated, index: int, ties: Ties) -> Iterator[Draft]:
    """Each 缘 that a sentence names."""
    shadow, span = annotated.reading.shadow, annotated.sentences[index].span
    for match in pattern("motives", "named_bond").finditer(shadow, span.start, span.end):
        motive = Span(*match.span("motive"))
        yield _draft(annotated, motive, motive, shadow[motive.start : motive.end], ties.of(index), "bond", BOND)


def _draft(
    annotated: Annotated, motive: Span, quote: Span, kind: str | None, sides: Sides | None, rule: str, confidence: float
) -> Draft:
    a, b = sides or (None, None)
    body = MotiveBody(annotated.reading.words(motive), kind, a.ref if a else None, b.ref if b else None)
    fields = fields_of(quote, motive=motive, a=a.span if a else None, b=b.span if b else None)
    return Draft(quote, body, f"rules.motives.{rule}", confidence, fields)
