"""Entries of partners, as gazetteers and office pages have them: 【仓敷市】日本冈山县。1997年11月18日结好。

The partner is named once, in brackets before the text or alone in a heading; its sentences then speak of the tie without a side.
"""

from __future__ import annotations

import re

from pipeline.extract.rules.pairs.context import Context
from pipeline.extract.rules.pairs.skeleton import Skeletons
from pipeline.records.annotated import Annotated, Sentence
from pipeline.records.reading import BlockKind

_OPENING = "【[〖［"
_BRACKETED = re.compile(r"\s*[【\[〖［]\s*(?:Ⓝ[·・\s]*)?(?P<f>Ⓕ)\s*[】\]〗］]")
_ALONE = re.compile(
    r"\s*(?:[(（]?[\d一二三四五六七八九十]{1,3}[)）.、:\s]*)?(?:Ⓝ[的·・\s]*)?(?P<f>Ⓕ)\s*(?:[(（][^()（）]*[)）])?\s*"
)
_HEADS = (BlockKind.HEADING, BlockKind.TITLE)


def enter_entry(annotated: Annotated, sentence: Sentence, context: Context, skeletons: Skeletons) -> None:
    """At the first sentence of a block: tell `context` of the entry that it begins, or that a new heading ends one."""
    is_head = annotated.reading.blocks[sentence.block].kind in _HEADS
    form = _ALONE if is_head else _BRACKETED
    abroad = any(place.is_foreign for place in sentence.places[:2])
    match = None
    if abroad and (is_head or annotated.reading.shadow[sentence.span.start] in _OPENING):
        text = skeletons.of(sentence).text
        match = form.fullmatch(text) if is_head else form.match(text)
    if match is not None:
        context.entry, context.headed = skeletons.of(sentence).places[match.start("f")], is_head
    elif is_head:
        context.entry, context.headed = None, False
