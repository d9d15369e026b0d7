"""All pair rules over one document, in reading order, with what a reader keeps in mind between the sentences."""

from __future__ import annotations

import re
from dataclasses import replace
from operator import attrgetter

from pipeline.extract.rules.pairs.context import Context, main_place
from pipeline.extract.rules.pairs.continued import extract_continued
from pipeline.extract.rules.pairs.contracts import extract_contracts, is_about_ties
from pipeline.extract.rules.pairs.entries import enter_entry
from pipeline.extract.rules.pairs.examples import extract_examples
from pipeline.extract.rules.pairs.lists import extract_lists
from pipeline.extract.rules.pairs.running import extract_running, note_pair
from pipeline.extract.rules.pairs.skeleton import Skeletons
from pipeline.extract.rules.pairs.tables import extract_tables
from pipeline.extract.rules.pairs.titles import extract_titles
from pipeline.extract.rules.pairs.words import tie_words
from pipeline.records.annotated import Annotated, Sentence
from pipeline.records.claim import Draft, PairBody, Relation
from pipeline.records.reading import BlockKind

_REFERENCE = re.compile(
    r"\[[JMDNCRSPZ](?:/OL)?\]|出版社|https?:|学报|\d{4}\s?[(]\d+[)]"
)  # a note that names a source states no tie
_NO_PROSE = (BlockKind.TOC, BlockKind.TABLE, BlockKind.FURNITURE)


def extract_pairs(annotated: Annotated, skeletons: Skeletons | None = None) -> list[Draft]:
    """Drafts of the ties that a document states, in reading order; `skeletons` are its own, where others ask for them too."""
    reading, words, skeletons = annotated.reading, tie_words(), skeletons or Skeletons(annotated)
    if not words.trigger.search(reading.shadow):
        return []
    context = Context(main=main_place(annotated), about=is_about_ties(reading.shadow))
    drafts = [
        *extract_tables(annotated, context.main),
        *extract_lists(annotated, context.main, skeletons),
        *extract_titles(annotated, skeletons),
    ]
    for sentence in annotated.sentences:
        kind = reading.blocks[sentence.block].kind
        if kind in _NO_PROSE or (
            kind is BlockKind.NOTE and _REFERENCE.search(reading.shadow, sentence.span.start, sentence.span.end)
        ):
            continue
        if sentence.block != context.block:
            context.enter(sentence.block)
            enter_entry(annotated, sentence, context, skeletons)
        drafts += _of_sentence(annotated, sentence, context, skeletons)
    known = {_key(draft) for draft in drafts}
    drafts += [draft for draft in extract_examples(annotated, skeletons) if _key(draft) not in known]
    return sorted(_loose_sense(drafts), key=attrgetter("order"))


def _of_sentence(annotated: Annotated, sentence: Sentence, context: Context, skeletons: Skeletons) -> list[Draft]:
    """Drafts of one sentence of prose; most are told apart by their places alone, before anything is folded."""
    shadow, words = annotated.reading.shadow, tie_words()
    start, end = sentence.span.start, sentence.span.end
    if not (sentence.places or context.entry) and not (context.pairs and words.both.search(shadow, start, end)):
        return []  # names no side and points at none
    abroad = sentence.names_abroad()
    triggered = bool(words.trigger.search(shadow, start, end))
    found: list[Draft] = []
    if triggered and (abroad or _points_abroad(sentence, context, shadow)):
        found = extract_running(annotated, sentence, context, skeletons)
    elif abroad and not triggered:
        note_pair(sentence, context, skeletons)
    else:
        context.saw(sentence.places)
    if (
        not found
        and abroad
        and (context.told or triggered or (context.told_before and _GOES_ON.match(shadow, start, end)))
    ):
        found = extract_continued(skeletons.of(sentence), context)
    if not found and context.about and abroad and _may_sign(shadow, start, end):
        found = list(extract_contracts(skeletons.of(sentence)))
    context.told = triggered or bool(found)
    return found


def _may_sign(shadow: str, start: int, end: int) -> bool:
    return bool(tie_words().contracts.search(shadow, start, end))


_GOES_ON = re.compile(
    "(?:其中|此外|另外|另有|还有|其余|最早的|最晚的|此前|随后|之后)"
)  # a paragraph that goes on with the one before


def _points_abroad(sentence: Sentence, context: Context, shadow: str) -> bool:
    """Names no place abroad: does it speak of one told of before (两市, 与A结好)?"""
    if context.entry is not None:
        return True
    if context.foreign is None and not context.pairs:
        return False
    home = any(place.is_chinese for place in sentence.places)
    return home or bool(tie_words().both.search(shadow, sentence.span.start, sentence.span.end))


def _key(draft: Draft) -> tuple[str, str]:
    body = draft.body
    return (body.a.place_id, body.b.place_id) if isinstance(body, PairBody) else ("", "")


def _loose_sense(drafts: list[Draft]) -> list[Draft]:
    """友城 said of a pair that the same document makes an exchange tie is the word's loose sense, no sister tie of its own."""
    made = {
        (_key(d), d.body.relation)
        for d in drafts
        if isinstance(d.body, PairBody) and d.rejected is None and d.extractor in _MADE
    }
    loose = {key for key, relation in made if relation is Relation.EXCHANGE and (key, Relation.SISTER) not in made}
    return [
        replace(d, rejected="友城 in its loose sense: the document makes it an exchange tie")
        if isinstance(d.body, PairBody)
        and d.body.relation is Relation.SISTER
        and d.extractor not in _MADE
        and _key(d) in loose
        else d
        for d in drafts
    ]


_MADE = ("rules.pairs.link", "rules.pairs.table", "rules.pairs.list", "rules.pairs.anaphor")
