"""Sides without a place name of their own: regions like 东部地区, 全国 and 我国 for China, 对韩, 上述五国, 三省 for 东北三省."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from pipeline.extract.rules.counts.ownplaces import own_places
from pipeline.extract.rules.counts.sides import CHINA, GROUPS, Side
from pipeline.extract.rules.counts.words import pattern
from pipeline.extract.rules.refs import place_ref
from pipeline.places import find_blends
from pipeline.records.claim import PlaceRef
from pipeline.records.mention import PlaceMention
from pipeline.records.reading import BlockKind, Reading
from pipeline.records.span import Span

_NATION = re.compile(
    r"[中全国我](?:(?P<society>(?<=中)国人民(?:对外)友好协会|(?<=全)国(?:对外)?友协|(?<=中)国(?:国际)友好城市(?:联合会))"
    r"|(?<=全)国(?![人政性])|(?<=国)内各|(?<=中)国对外|(?<=我)国)"
)
TOP = 4  # blocks among which the title stands
_BY_NUMBER = re.compile(r"[二两三四五六七八九十]{1,2}[国省市州](?![际内外])$")


def regions(reading: Reading, whole: Span) -> Iterator[Side]:
    """东部地区 …, and after one of them the short forms (东部省份六十个，中部三十个)."""
    start, end = whole.start, whole.end
    long_forms = list(pattern("region").finditer(reading.shadow, start, end))
    if not long_forms:
        long_forms = list(pattern("region", "alone").finditer(reading.shadow, start, end))
    for match in long_forms:
        yield _region(reading, Span(*match.span()), match[0])
    if not long_forms:
        return
    first = pattern("region", "short").search(long_forms[0][0])
    ending = long_forms[0][0][first.end() :] if first else ""
    for match in pattern("region", "short").finditer(reading.shadow, long_forms[0].end(), end):
        if (
            not any(m.start() <= match.start() < m.end() for m in long_forms)
            and reading.shadow[match.end() : match.end() + 1].isdecimal()
        ):
            yield _region(reading, Span(*match.span()), match[0] + ending)


def _region(reading: Reading, span: Span, name: str) -> Side:
    name = re.sub(r"^(?:中国|我国|全国)", "", name)
    return Side(span, PlaceRef(reading.words(span), f"x-CN-{name}", name, None, CHINA), "region")


def unnamed_sides(reading: Reading, mentions: Sequence[PlaceMention]) -> Iterator[Side]:
    """Sides that are no place names: the country by a pronoun or one character, groups by their number."""
    for match in _NATION.finditer(reading.shadow):
        span = Span(match.start(), match.start() + 2)
        level = "country" if match["society"] else "nation"
        yield Side(span, PlaceRef(reading.words(span), CHINA, "中国", "China", CHINA), level)
    for match in pattern("toward").finditer(reading.shadow):
        for ref in land_of(match["land"]):
            span = Span(*match.span("land"))
            yield Side(span, PlaceRef(reading.words(span), ref.place_id, ref.name, ref.name_en, ref.country), "country")
    for match in pattern("selected").finditer(reading.shadow):
        country = None if match["kind"].startswith("国") else CHINA
        span = Span(*match.span())
        yield Side(span, PlaceRef(reading.words(span), f"x-{match[0]}", match[0], None, country), "group")
    yield from _shortened(reading, mentions)
    yield from own_places(reading, mentions, _title(reading))


def _title(reading: Reading) -> Span | None:
    return next((b.span for b in reading.blocks[:TOP] if b.kind is BlockKind.TITLE), None)


@cache
def land_of(letter: str) -> tuple[PlaceRef, ...]:
    """The country that a character stands for: what 日 means in 日中友好城市."""
    blends = find_blends(f"{letter}{'中' if letter != '中' else '日'}友好城市")
    return blends[0].places[:1] if blends else ()


def _shortened(reading: Reading, mentions: Sequence[PlaceMention]) -> Iterator[Side]:
    """三省 after 东北三省: a group that was named, by its number alone."""
    known: dict[str, PlaceMention] = {}
    for mention in mentions:
        if mention.level in GROUPS and (match := _BY_NUMBER.search(mention.name)):
            known.setdefault(match[0], mention)
    for words, mention in known.items():
        level = "region" if mention.country == CHINA else "group"
        for match in re.finditer(words, reading.shadow[mention.span.end :]):
            start = mention.span.end + match.start()
            ref = replace(place_ref(mention), text=words, name=mention.name)
            yield Side(Span(start, start + len(words)), ref, level)
