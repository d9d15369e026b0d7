"""Examples of what sister cities do: behind 友城之间常有互访 and 例如, a Chinese and a foreign place that act together are partners.

The words themselves state no tie, so the claim says `rules.pairs.example` and its confidence is low; the quote holds the topic
sentence's tie word by its field anchor and the example by its own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.rules.pairs.draft import pair_draft
from pipeline.extract.rules.pairs.links import FG, find_links, members
from pipeline.extract.rules.pairs.skeleton import Skeleton, Skeletons
from pipeline.extract.rules.pairs.words import tie_words
from pipeline.records.annotated import Annotated, Sentence
from pipeline.records.claim import Draft, Relation
from pipeline.records.mention import PlaceMention
from pipeline.records.reading import BlockKind

# 例如…, 以某市为例, 最典型的有…: what comes behind is an instance of the topic
_MARKER = re.compile(r"例如|比如|譬如|诸如|如,|再如|又如|为例|典型的?[有是为]|案例")
# the topic: sister cities as such, without naming one
_TOPIC = re.compile(r"友城|友好城市|结好城市|友好省州|姐妹城市|姊妹城市")
_ACTS = re.compile(  # 某市专家访问B, 参加B组织的比赛: what the Chinese side does there
    rf"(?:访问|到访|出访|参加|赴|前往|走访)(?:了)?(?:Ⓝ的?)?(?P<f>{FG})(?!大学|学院|公司)"
)
_TOGETHER = re.compile(r"互访|访问|共同|合作|举办|交流|签[署订]|来往|往来|参加")
CONFIDENCE = 0.55


def extract_examples(annotated: Annotated, skeletons: Skeletons) -> list[Draft]:
    """Drafts of the partners that a paragraph about sister cities gives as its examples."""
    drafts: list[Draft] = []
    block, begin, topic, marked = -1, 0, False, False
    owner: PlaceMention | None = None
    for sentence in annotated.sentences:
        if annotated.reading.blocks[sentence.block].kind not in (BlockKind.PARA, BlockKind.LIST):
            continue
        if sentence.block != block:
            block, begin, topic, marked, owner = sentence.block, sentence.span.start, False, False, None
        shadow, end = annotated.reading.shadow, sentence.span.end
        if sentence.places:
            owner = next((p for p in sentence.places if p.is_chinese), owner)
        if not _is_statement(sentence):
            topic = topic or bool(_TOPIC.search(shadow, sentence.span.start, end))
        elif topic:
            marked = marked or bool(_MARKER.search(shadow, begin, end))  # in any sentence of the block so far
            drafts += _examples(skeletons.of(sentence), owner) if marked else ()
    return drafts


def _is_statement(sentence: Sentence) -> bool:
    """Does the sentence name a partner itself? Then it is no topic sentence."""
    return sentence.names_abroad()


def _examples(skeleton: Skeleton, owner: PlaceMention | None) -> Iterator[Draft]:
    if tie_words().others.search(skeleton.text) or not _TOGETHER.search(skeleton.text):
        return
    for link in find_links(skeleton):
        if link.certain and not link.dashed:
            for chinese, foreign in link.pairs:
                yield _draft(skeleton, chinese, foreign, (link.start, link.end))
    for match in _ACTS.finditer(skeleton.text):
        before = [(i, p) for i, p in skeleton.places_in(0, match.start()) if skeleton.text[i] == "Ⓒ"]
        start, side = before[-1] if before else (match.start(), owner)
        if side is not None and match.end() - start < 70:
            for foreign in members(skeleton, *match.span("f")):
                yield _draft(skeleton, side, foreign, (start, match.end()))


def _draft(skeleton: Skeleton, chinese: PlaceMention, foreign: PlaceMention, shown: tuple[int, int]) -> Draft:
    return pair_draft(skeleton, chinese, foreign, Relation.SISTER, None, shown, "rules.pairs.example", CONFIDENCE)
