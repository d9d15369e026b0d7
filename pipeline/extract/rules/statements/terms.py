"""What the words for ties mean, and by what standard something counts as one: 友城是指…, 所谓…, 以…为认定标准."""

from __future__ import annotations

from pipeline.extract.rules.statements.draft import fields_of, stripped
from pipeline.extract.rules.statements.words import pattern, wordings
from pipeline.records.annotated import Annotated, Sentence
from pipeline.records.claim import Draft
from pipeline.records.reading import BlockKind
from pipeline.records.span import Span
from pipeline.records.statements import TermBody

KINDS = (BlockKind.PARA, BlockKind.LIST, BlockKind.ABSTRACT, BlockKind.NOTE, BlockKind.CAPTION)
CONFIDENCE = {"meaning": 0.85, "standard": 0.75}


def extract_terms(annotated: Annotated, candidates: list[int]) -> list[Draft]:
    """One draft a definition; the first pattern that fits a sentence speaks for it."""
    found = (_of_sentence(annotated, index) for index in candidates)
    return [draft for draft in found if draft is not None]


def _of_sentence(annotated: Annotated, index: int) -> Draft | None:
    sentence = annotated.sentences[index]
    shadow, (start, end) = annotated.reading.shadow, (sentence.span.start, sentence.span.end)
    if annotated.reading.blocks[sentence.block].kind not in KINDS:
        return None
    words = shadow[start:end]
    for use, confidence in CONFIDENCE.items():
        for row in wordings("terms", use):
            match = row.pattern.search(shadow, start, end) if row.may_match(words) else None
            if match is None:
                continue
            span = match.span("term") if "term" in row.pattern.groupindex else _term_before(annotated, index)
            if span is None or pattern("terms", "not").search(shadow, *match.span("definition")):
                continue
            term, definition = stripped(shadow, *span), stripped(shadow, *match.span("definition"))
            if term and definition:
                return _draft(annotated, sentence, term, definition, confidence)
    return None


def _term_before(annotated: Annotated, index: int) -> tuple[int, int] | None:
    """The word for a tie that this sentence or the one before speaks of."""
    shadow = annotated.reading.shadow
    for sentence in annotated.sentences[max(0, index - 1) : index + 1][::-1]:
        if match := pattern("terms", "word").search(shadow, sentence.span.start, sentence.span.end):
            return match.span()
    return None


def _draft(annotated: Annotated, sentence: Sentence, term: Span, definition: Span, confidence: float) -> Draft:
    words = annotated.reading.words
    span = term.hull(definition) if sentence.span.covers(term) else definition
    body = TermBody(words(term), words(definition))
    return Draft(span, body, "rules.terms.definition", confidence, fields_of(span, term=term, definition=definition))
