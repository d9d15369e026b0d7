"""The last walk: a name that could not be linked here takes the place that the document gives it elsewhere, where it gives but one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from pipeline.places.gazetteer import place
from pipeline.places.kinds import split_kind
from pipeline.places.making import NOWHERE
from pipeline.records.mention import PlaceMention

SCORE = 0.7


def agreed(mentions: list[PlaceMention]) -> list[PlaceMention]:
    """The mentions, those without a place or without a country settled by the rest of the document."""
    linked, typed = defaultdict(set), defaultdict(set)
    for mention in mentions:
        stem = split_kind(mention.name)[0]
        if not mention.place_id.startswith("x-"):
            linked[stem].add(mention.place_id)
        if mention.place_id.startswith("x-") and mention.country != NOWHERE:
            typed[mention.place_id.rpartition("-")[2]].add((mention.place_id, mention.country))
    return [_settled(m, linked, typed) if m.place_id.startswith("x-") else m for m in mentions]


def _settled(
    mention: PlaceMention, linked: dict[str, set[str]], typed: dict[str, set[tuple[str, str | None]]]
) -> PlaceMention:
    meant = linked.get(split_kind(mention.name)[0], set())
    if len(meant) == 1 and meant <= set(mention.candidates) and (where := place(next(iter(meant)))):
        return replace(
            mention, place_id=where.place_id, name_en=where.name_en, country=where.country, level=where.level,
            score=SCORE, reason="one of several of this name, the one that the document names elsewhere", candidates=(),
        )  # fmt: skip
    same = typed.get(mention.place_id.rpartition("-")[2], set())
    if mention.country != NOWHERE:  # 周庄镇, which the document has in 昆山市 elsewhere
        same = {one for one in same if one[1] == mention.country and one[0].count("-") > mention.place_id.count("-")}
    if len(same) == 1:
        (place_id, country) = next(iter(same))
        return replace(
            mention, place_id=place_id, country=country, reason=f"{mention.reason}, where it lies is named elsewhere"
        )
    return mention
