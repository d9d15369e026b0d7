"""Several partners on one line of a list, each with its date or kind in brackets: 日本高知市（1985年）　韩国水原市（2011年9月，交流）."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.rules.pairs.draft import pair_draft
from pipeline.extract.rules.pairs.skeleton import Skeleton
from pipeline.extract.rules.pairs.when import When
from pipeline.extract.rules.pairs.words import relation_of, tie_words
from pipeline.records.claim import Draft, Relation
from pipeline.records.mention import PlaceMention

_ITEM = r"(?:Ⓝ[的·\s]*)?Ⓕ\s*[(（][^()（）ⒸⒻ]*[)）]"
_ROW = re.compile(rf"\s*(?:[^ⒸⒻ。;,]{{1,6}}[:：])?\s*{_ITEM}(?:[\s、，,;；]*{_ITEM})+[\s。;；]*")
_EACH = re.compile(r"(?P<f>Ⓕ)\s*[(（](?P<said>[^()（）ⒸⒻ]*)[)）]")
_NO_TIE = re.compile(r"谈判|[洽商]谈|待(?![核考查补])|拟|存疑|未签|未结|取消|无效")
_KINDS = ((re.compile("交流"), Relation.EXCHANGE), (re.compile("意向|备忘录"), Relation.INTENT))


def row_entries(skeleton: Skeleton, relation: Relation, chinese: PlaceMention | None) -> Iterator[Draft]:
    """The drafts of a line that is nothing but such partners; those still negotiated come rejected. `relation` is the heading's."""
    if chinese is None or not _ROW.fullmatch(skeleton.text):
        return
    for match in _EACH.finditer(skeleton.text):
        said = match["said"]
        date = next(
            (d for _, d in skeleton.dates_in(*match.span("said")) if "/" not in d.edtf.removesuffix("/..")), None
        )
        when = When(date.edtf.removesuffix("/.."), "stated", date.span, match.start(), match.end()) if date else None
        yield pair_draft(
            skeleton, chinese, skeleton.places[match.start("f")], kind_said(said, relation), when, match.span(),
            "rules.pairs.list", 0.92 if when else 0.85, why_no_tie(said),
        )  # fmt: skip


def why_no_tie(said: str) -> str | None:
    """The reason why the words in an entry's brackets keep it from being a tie."""
    undone = _NO_TIE.search(said)
    return f"a plan, request or approval, not the tie itself: {undone[0]}" if undone else None


def kind_said(said: str, heading: Relation) -> Relation:
    """The kind of tie of an entry: the heading's, unless that is the plain one and the brackets say another."""
    if heading is not Relation.SISTER:
        return heading  # 友好交流城市 … （1996年，备忘录）: the paper, not the kind
    named = relation_of(said) if tie_words().any_noun.search(said) else None
    return named or next((relation for words, relation in _KINDS if words.search(said)), heading)
