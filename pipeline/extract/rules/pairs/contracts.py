"""Papers signed in an account of ties: 成都与班加罗尔2013年签约 names no tie, but where the document tells of ties nothing else was signed.

Only two sides that the sentence itself joins count, and only where the verb ends its clause: 签约共建园区 is another matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from pipeline.extract.rules.pairs.draft import pair_draft
from pipeline.extract.rules.pairs.links import CG, FG, Link, find_links, members
from pipeline.extract.rules.pairs.skeleton import Skeleton
from pipeline.extract.rules.pairs.when import When, bracketed
from pipeline.extract.rules.pairs.words import tie_words
from pipeline.records.claim import Draft, Relation

ABOUT_TIES = 3  # tie nouns that make a document an account of ties
SHORT, ABOUT_SHORT = 800, 2  # characters of a short document, and the nouns that make it one
REACH = 16  # skeleton characters between the sides and the verb, or between date and sides
_ENDS_CLAUSE = re.compile(r"(?:了)?(?:[,。;:)!?]|$|以来|之后|后[,])")
_ELSE = re.compile("合作|项目|企业|公司|学校|大学|医院|港口|贸易|投资|采购|旅游|航线|班列|银行|协会|供货|订单")
CONFIDENCE = 0.65


_HAND_IN_HAND = re.compile(
    rf"(?P<c>{CG})(?:先后|分别|各自|依次|已|又|再|正式|就|便)*[“\"]?(?:牵手|结亲|联姻|攀亲)[”\"]?(?:了|过)?(?:Ⓝ的?)?(?P<f>{FG})"
)


def is_about_ties(text: str) -> bool:
    """Is a document an account of ties, by the tie nouns in its shadow text?"""
    enough = ABOUT_SHORT if len(text) <= SHORT else ABOUT_TIES
    return sum(1 for _ in islice(tie_words().any_noun.finditer(text), enough)) >= enough


def extract_contracts(skeleton: Skeleton) -> Iterator[Draft]:
    """Drafts of the pairs that sign; none where the sentence speaks of trade, projects or bodies, plans or denials."""
    words = tie_words()
    if _ELSE.search(skeleton.text) or words.others.search(skeleton.text):
        return
    yield from _hand_in_hand(skeleton)
    links = [link for link in find_links(skeleton) if link.certain]
    for verb in words.contracts.finditer(skeleton.text):
        link = next((k for k in reversed(links) if k.end <= verb.start() + 1), None)
        if link is None or not _ENDS_CLAUSE.match(skeleton.text, verb.end()):
            continue
        gap = skeleton.text[link.end : verb.start()]
        before = skeleton.text[max(0, link.start - REACH) : verb.start()]
        if len(gap) > REACH or set("ⒸⒻ。;") & set(gap) or words.plans.search(before) or words.negations.search(before):
            continue
        for chinese, foreign in link.pairs:
            when = bracketed(skeleton, foreign) or _near(skeleton, link, verb.start())
            start = min(link.start, when.start) if when else link.start
            shown = start, verb.end()
            yield pair_draft(
                skeleton, chinese, foreign, Relation.SISTER, when, shown, "rules.pairs.contract", CONFIDENCE
            )


def _hand_in_hand(skeleton: Skeleton) -> Iterator[Draft]:
    """A、B分别牵手C和D: the verb itself joins the sides, in their order."""
    for match in _HAND_IN_HAND.finditer(skeleton.text):
        chinese, foreign = members(skeleton, *match.span("c")), members(skeleton, *match.span("f"))
        if len(chinese) == 1:
            chinese = chinese * len(foreign)
        if len(chinese) != len(foreign):
            continue
        for side, other in zip(chinese, foreign, strict=True):
            when = bracketed(skeleton, other)
            shown = match.span()
            yield pair_draft(skeleton, side, other, Relation.SISTER, when, shown, "rules.pairs.contract", CONFIDENCE)


def _near(skeleton: Skeleton, link: Link, verb: int) -> When | None:
    """The date between the sides and the verb, else within or just before the sides."""
    ranges = (link.end, verb), (link.start, link.end), (max(0, link.start - REACH), link.start)
    for start, end in ranges:
        dates = [(i, d) for i, d in skeleton.dates_in(start, end) if "/" not in d.edtf]
        if dates:
            index, date = dates[-1]
            return When(date.edtf, date.basis, date.span, index, index + 1)
    return None
