"""Ties that a sentence goes on to list without naming the tie again: 其后有B(1981年)、C(1986年); 次年A与B,后年C与D."""

from __future__ import annotations

import re

from pipeline.extract.rules.pairs.context import Context
from pipeline.extract.rules.pairs.draft import pair_draft
from pipeline.extract.rules.pairs.links import FG, find_links, members
from pipeline.extract.rules.pairs.skeleton import Skeleton
from pipeline.extract.rules.pairs.when import When, bracketed
from pipeline.extract.rules.pairs.words import tie_words
from pipeline.records.claim import Draft, Relation

# 其后有B、C; 此前三个是B、C和D; 14座城市结好,其中包括B(1980年)、C; 第二年又有了B
_MORE = re.compile(
    rf"(?:(?P<later>其后|此后|随后|后来|之后|接着|此前|其余|另外|其他|第二年|Ⓣ)[^ⒸⒻⓉ。;,]{{0,6}}(?:又?有了?|是|为|即|包括|分别[是为]|依次[是为])"
    rf"|其中(?:包括|有)|(?<![不含])包括|分别[是为]|依次[是为]|(?:其后|随后|此后)(?:是|有)?(?=(?:Ⓝ的?)?Ⓕ[(]))(?:Ⓝ的?)?(?P<f>{FG})"
)
_DATED_LINKS = re.compile(
    r"(?:Ⓒ(?:—|——|-|--|–)(?:Ⓝ的?)?Ⓕ(?:[(][^()]*[)])?[、,和。]\s*){2,}|(?:Ⓣ,?Ⓒ(?:与|和|同)(?:Ⓝ的?)?Ⓕ[,、。]?\s*){2,}|(?:Ⓒ(?:与|和|同)(?:Ⓝ的?)?Ⓕ[(]Ⓣ[^()]*[)](?:、|,|和)?)+"
)
CONFIDENCE = 0.75


def extract_continued(skeleton: Skeleton, context: Context) -> list[Draft]:
    """Drafts of the partners that a sentence adds to the ties told of just before it, or earlier in it."""
    drafts: list[Draft] = []
    match = _MORE.search(skeleton.text)
    owner = context.pairs[0][0] if context.pairs else context.main
    if match and not (match["later"] or "(Ⓣ" in match["f"]):
        match = None  # 包括 may list anything; with their dates behind them they are ties
    if match and owner is not None and (context.told or tie_words().any_noun.search(skeleton.text, 0, match.start())):
        for foreign in members(skeleton, *match.span("f")):
            shown = (match.start(), match.end())
            when = bracketed(skeleton, foreign)
            drafts.append(
                pair_draft(skeleton, owner, foreign, Relation.SISTER, when, shown, "rules.pairs.continued", CONFIDENCE)
            )
    chain = _DATED_LINKS.search(skeleton.text) if context.told else None
    if chain and not drafts:
        for link in find_links(skeleton):
            if not chain.start() <= link.start < chain.end():
                continue
            date = skeleton.dates.get(link.start - 1) or skeleton.dates.get(link.start - 2)
            ahead = (
                When(date.edtf, "stated", date.span, link.start - 1, link.start)
                if date and "/" not in date.edtf
                else None
            )
            drafts += [
                pair_draft(
                    skeleton,
                    c,
                    f,
                    Relation.SISTER,
                    bracketed(skeleton, f) or ahead,
                    (link.start, link.end),
                    "rules.pairs.continued",
                    CONFIDENCE,
                )
                for c, f in link.pairs
            ]
    return drafts
