"""Bare case titles: 天津市与神户市 as a heading or an entry of the contents, in a document about ties."""

from __future__ import annotations

import re
from itertools import islice

from pipeline.extract.rules.pairs.contracts import (
    ABOUT_TIES,  # fewer, and two places in a title may be a match or a road
)
from pipeline.extract.rules.pairs.draft import draft_of
from pipeline.extract.rules.pairs.skeleton import Skeletons
from pipeline.extract.rules.pairs.words import tie_words
from pipeline.records.annotated import Annotated
from pipeline.records.claim import Draft, Relation
from pipeline.records.reading import BlockKind
from pipeline.records.span import Span

_TITLE = re.compile(
    r"[\s\d.、一二三四五六七八九十()案例—–―-]*(?:Ⓒ(?:与|和|—|-|——|一)Ⓕ|Ⓕ(?:与|和|—|-|——|一)Ⓒ)(?P<tie>的?.{0,10})?[\s.…·\d]*"
)
_WHERE = (BlockKind.TOC, BlockKind.HEADING, BlockKind.TITLE)


def extract_titles(annotated: Annotated, skeletons: Skeletons) -> list[Draft]:
    """Ties that only a title names; of low confidence, since the title itself states none."""
    reading, words = annotated.reading, tie_words()
    if sum(1 for _ in islice(words.any_noun.finditer(reading.shadow), ABOUT_TIES)) < ABOUT_TIES:
        return []
    drafts = []
    for sentence in annotated.sentences:
        if reading.blocks[sentence.block].kind not in _WHERE or len(sentence.places) != 2:
            continue
        match = _TITLE.fullmatch(skeletons.of(sentence).text)
        if match and not words.others.search(match[0]) and not words.ends.search(match["tie"] or ""):
            first, second = sentence.places
            chinese, foreign = (first, second) if first.is_chinese else (second, first)
            span = Span(first.span.start, second.span.end)
            drafts.append(draft_of(span, chinese, foreign, Relation.SISTER, None, "rules.pairs.title", 0.65))
    return drafts
