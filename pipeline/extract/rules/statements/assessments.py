"""What authors hold of ties: problems, factors, recommendations, candidates, awards, each with whose it is and what about.

Two sources: the items under a heading that names them (…存在的问题: 第一，…), whose topic is the item's first clause, and sentences that
say so themselves (…是主要瓶颈, 建议…, 荣获…奖).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.rules.refs import place_ref
from pipeline.extract.rules.statements.draft import fields_of, stripped
from pipeline.extract.rules.statements.words import pattern, value_of, wordings
from pipeline.records.annotated import Annotated, Sentence
from pipeline.records.claim import Draft
from pipeline.records.reading import BlockKind
from pipeline.records.span import Span
from pipeline.records.statements import Assessed, AssessmentBody
from pipeline.text.numerals import parse_number

HEADS = (BlockKind.HEADING, BlockKind.TITLE)
PROSE = (BlockKind.PARA, BlockKind.LIST, BlockKind.ABSTRACT, BlockKind.NOTE)
ITEM, INLINE = 0.85, 0.72  # confidence
AUTHORS = (Assessed.RECOMMENDATION, Assessed.PROBLEM, Assessed.FACTOR)
LED = 40  # sentences behind an announcement in which its items stand
LAST = 99
_ORDER = {"首先": 1, "先": 1, "次": 2, "其次": 2, "再次": 3, "再者": 3, "此外": 98, "最后": LAST}
_FIRST = frozenset("第首其再最一二三四五六七八九(0123456789①②③④⑤⑥⑦⑧⑨*此")


@dataclass(slots=True)
class _Section:
    """The heading that governs: what its items are, and whose."""

    kind: Assessed | None = None
    level: int = 0
    of: Span | None = None
    at: int = -1  # sentence of the heading


def extract_assessments(annotated: Annotated, candidates: list[int]) -> list[Draft]:
    """Drafts of items and of sentences; a sentence that is an item says nothing else."""
    drafts = {draft.span.start: draft for draft in _items(annotated, candidates)}
    for index in candidates:
        for draft in _led(annotated, index):
            drafts.setdefault(draft.span.start, draft)
    starts, said = sorted(drafts), list[Draft]()
    for index in candidates:
        span = annotated.sentences[index].span
        if bisect_left(starts, span.start) == bisect_left(starts, span.end):
            said += _inline(annotated, index)
    return [*drafts.values(), *said]


def _items(annotated: Annotated, candidates: Sequence[int]) -> Iterator[Draft]:
    """Items of all sections whose heading is a candidate."""
    blocks = annotated.reading.blocks
    for index in candidates:
        block = blocks[annotated.sentences[index].block]
        if block.kind in HEADS and annotated.sentences[index].span.start == block.span.start:
            section = _opened(annotated, index, block.level or 1)
            if section.kind is not None:
                yield from _under(annotated, section)


def _led(annotated: Annotated, index: int) -> Iterator[Draft]:
    """Items of running text behind a sentence that announces them; they count upwards, and end where counting begins anew."""
    shadow, sentence = annotated.reading.shadow, annotated.sentences[index]
    if annotated.reading.blocks[sentence.block].kind not in PROSE or not _may_lead(annotated, index):
        return
    if not _concerns_ties(annotated, index):
        return
    for row in wordings("assessments", "lead"):
        match = row.pattern.search(shadow, sentence.span.start, sentence.span.end)
        if match is None:
            continue
        section, rank = _Section(Assessed(row.value), at=index), 0
        if item := pattern("assessments", "item").match(shadow, match.end(), sentence.span.end):
            rank = _rank(item[0])
            yield from _item(annotated, sentence, item.end(), section)
        for behind, following in enumerate(annotated.sentences[index + 1 : index + 1 + LED]):
            kind = annotated.reading.blocks[following.block].kind
            item = _enumerated(shadow, following) if kind in PROSE else None
            if (
                kind in HEADS
                or (item and _rank(item[0]) <= rank)
                or (rank == 0 and item and not _opens(item))
                or (rank == 0 and behind > 1)
            ):
                return
            if item:
                rank = _rank(item[0])
                yield from _item(annotated, following, item.end(), section)
        return


def _may_lead(annotated: Annotated, index: int) -> bool:
    """Does the sentence hold a colon, or one of the next two begin as an item does?"""
    shadow, span = annotated.reading.shadow, annotated.sentences[index].span
    following = annotated.sentences[index + 1 : index + 3]
    return shadow.find(":", span.start, span.end) >= 0 or any(shadow[s.span.start] in _FIRST for s in following)


def _opens(item: re.Match[str] | None) -> bool:
    """Does a list begin here?"""
    return item is not None and _rank(item[0]) == 1


def _rank(words: str) -> int:
    """The place of an item in its list: 首先 1, 第三 3, 最后 the last."""
    plain = words.strip("*第其()是、,.")
    if plain in _ORDER:
        return _ORDER[plain]
    number = parse_number(plain.rstrip("是、,)."))
    return int(number) if number else LAST


def _opened(annotated: Annotated, index: int, level: int) -> _Section:
    shadow, sentence = annotated.reading.shadow, annotated.sentences[index]
    for row in wordings("assessments", "heading"):
        if match := row.pattern.search(shadow, sentence.span.start, sentence.span.end):
            of = stripped(shadow, *match.span("of")) if match["of"] else None
            return _Section(Assessed(row.value), level, of, index)
    return _Section()


def _under(annotated: Annotated, section: _Section) -> Iterator[Draft]:
    """The items up to the next heading of this level, or one that opens another kind."""
    shadow, blocks = annotated.reading.shadow, annotated.reading.blocks
    last = -1
    for at in range(section.at + 1, len(annotated.sentences)):
        sentence = annotated.sentences[at]
        block = blocks[sentence.block]
        if block.kind in HEADS:
            known = value_of("assessments", "heading", shadow, sentence.span.start, sentence.span.end)
            if (block.level or 1) <= section.level or (known and not _enumerated(shadow, sentence)):
                return
        elif block.kind not in PROSE:
            continue
        if sentence.block != last or shadow[sentence.span.start] in "第其首再最*":
            last = sentence.block
            if match := _enumerated(shadow, sentence):
                yield from _item(annotated, sentence, match.end(), section)


def _enumerated(shadow: str, sentence: Sentence) -> re.Match[str] | None:
    if shadow[sentence.span.start] not in _FIRST:
        return None
    return pattern("assessments", "item").match(shadow, sentence.span.start, sentence.span.end)


def _item(annotated: Annotated, sentence: Sentence, start: int, section: _Section) -> Iterator[Draft]:
    shadow = annotated.reading.shadow
    topic = stripped(shadow, start, sentence.span.end)
    if topic and section.kind:
        yield _draft(annotated, sentence, section.kind, topic, section.of, ITEM, "item", "heading")


def _inline(annotated: Annotated, index: int) -> Iterator[Draft]:
    """What one sentence says itself, one claim a kind."""
    sentence, shadow = annotated.sentences[index], annotated.reading.shadow
    start, end = sentence.span.start, sentence.span.end
    words = shadow[start:end]
    if annotated.reading.blocks[sentence.block].kind not in PROSE or not _concerns_ties(annotated, index):
        return
    done: set[str] = set()
    for row in wordings("assessments", "sentence"):
        if row.value in done or not row.may_match(words):
            continue
        for match in row.pattern.finditer(shadow, start, end):
            if draft := _judged(annotated, index, Assessed(row.value), match):
                done.add(row.value)
                yield draft
            if row.value in AUTHORS:
                break


def _judged(annotated: Annotated, index: int, kind: Assessed, match: re.Match[str]) -> Draft | None:
    """The claim of one match; None where its topic says nothing, where no place won, or where the advice was given on a day."""
    sentence, shadow = annotated.sentences[index], annotated.reading.shadow
    topic = stripped(shadow, *match.span("topic"))
    if topic is None or pattern("assessments", "not").match(shadow[topic.start : topic.end]):
        return None
    if kind is Assessed.RECOMMENDATION and any(d.span.start < match.start() for d in sentence.dates):
        return None
    of = stripped(shadow, *match.span("of")) if match.groupdict().get("of") else None
    if kind not in AUTHORS and not (of and _places(sentence, of)):
        if of and pattern("assessments", "person").search(shadow, of.start, of.end):
            return None
        of = _subject(annotated, index, match.end())
        if of is None:
            return None
    return _draft(annotated, sentence, kind, topic, of, INLINE, "sentence", "sentence")


def _concerns_ties(annotated: Annotated, index: int) -> bool:
    """Does the sentence, or the one before it in its paragraph, speak of ties or of what cities do abroad?"""
    sentence = annotated.sentences[index]
    before = annotated.sentences[index - 1] if index else sentence
    start = before.span.start if before.block == sentence.block else sentence.span.start
    return pattern("assessments", "domain").search(annotated.reading.shadow, start, sentence.span.end) is not None


def _subject(annotated: Annotated, index: int, before: int) -> Span | None:
    """Who won or is to be asked: the place named last before it, in the sentence or the one before."""
    sentence = annotated.sentences[index]
    own = [p.span for p in sentence.places if p.span.start < before and (p.is_chinese or p.is_foreign)]
    if own or index == 0 or annotated.sentences[index - 1].block != sentence.block:
        return own[-1] if own else None
    told = [p.span for p in annotated.sentences[index - 1].places if p.is_chinese]
    return told[0] if told else None


def _places(sentence: Sentence, span: Span) -> bool:
    return any(span.covers(p.span) for p in sentence.places)


def _draft(
    annotated: Annotated,
    sentence: Sentence,
    kind: Assessed,
    topic: Span,
    of: Span | None,
    confidence: float,
    rule: str,
    inherited: str,
) -> Draft:
    words = annotated.reading.words
    span = topic.hull(of) if of and sentence.span.covers(of) else topic
    named = {p.place_id: place_ref(p) for p in sentence.places if span.covers(p.span)}
    body = AssessmentBody(kind, words(of) if of else None, words(topic), tuple(named.values()))
    return Draft(span, body, f"rules.assessments.{rule}", confidence, fields_of(span, inherited, of=of, topic=topic))
