"""Everything in a passage that a count can be about: places, the halves of 中日, regions like 东部地区, and 全国 for China.

A side that is named only to be set apart (仅次于美国, 继天津之后) is none, and neither is one that stands in the whole of a share
(占全国总数的): those words say what is compared, not whose number it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.extract.rules.counts.passages import Passage
from pipeline.extract.rules.counts.words import pattern
from pipeline.extract.rules.refs import place_ref
from pipeline.places import find_blends, place
from pipeline.records.annotated import Annotated
from pipeline.records.claim import PlaceRef
from pipeline.records.mention import PlaceMention
from pipeline.records.reading import Reading
from pipeline.records.span import Span

CHINA = "CN"
_NATION = re.compile(
    r"(?P<society>中国人民(?:对外)友好协会|全国(?:对外)?友协|中国(?:国际)友好城市(?:联合会))|全国(?![人政性])|国内各|中国对外|我国"
)
_GROUPS = frozenset({"group", "region"})
_COUNT_OF_GROUP = re.compile(r"(?:\d+|[十一二三四五六七八九]+)国(?![家际])")
_EACH_OF = re.compile(r"(?:各国|诸国|国家)$")
_NUMBERED = re.compile(r"(?:\d+|[十一二三四五六七八九]+)国$")
_ASIDE = re.compile(r"(?:仅次于|次于|高于|低于|多于|少于|超过|优于|不如|相比于|相较于|除了?|除去)[^，。；、]{0,4}$")
_SOCIETY = re.compile(r"[中日韩美德法]?(?:友协|友好协会|友好会馆|友好议员)")  # 日中友协 is a name
_APART = (
    re.compile(r"继[^，。；]{0,30}?(?:之后|以后|后)"),
    re.compile(r"除了?[^，。；]{0,20}?(?:之?外|以外)|(?:仅次于|次于|与|和)[^，。；]{1,8}(?:大致|基本)?相同"),
    re.compile(r"[(（](?:不含|不包括|除)[^)）]*[)）]"),
    re.compile(r"《[^》]*》"),
    re.compile(r"(?<=[自从])[^，。；自从]{0,14}[与和同][^，。；]{2,16}(?:以来|之后|以后|后)"),
    re.compile(r"(?<=其)中(?=[亚东西南北])"),
)


@dataclass(frozen=True, slots=True)
class Side:
    """One place that a number may be about: `level` as of a place mention, or `nation` for 全国."""

    span: Span
    ref: PlaceRef
    level: str
    blended: bool = False

    @property
    def is_home(self) -> bool:
        """China, or a part of it."""
        return self.ref.country == CHINA

    @property
    def is_wide(self) -> bool:
        """A country or a group of countries."""
        return self.level in ("country", "group", "nation")


Sides = tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """All names of one document, in the order of the text, ready to be asked for a span of it."""

    reading: Reading
    places: tuple[Side, ...]
    blends: tuple[Side, ...]

    def within(self, span: Span) -> Sides:
        """The sides named in `span`; regions first, since 东部 in 其中东部省份 is no 中东."""
        found = list(_regions(self.reading, span))
        for names in (_between(self.places, span), _between(self.blends, span), _nation(self.reading, span)):
            found += [side for side in names if not _overlaps(side.span, found)]
        return tuple(sorted(found, key=lambda side: side.span))

    def of_passage(self, passage: Passage) -> Sides:
        """The sides that `passage` may be about."""
        found, shadow = self.within(passage.span), self.reading.shadow
        if not found:
            return ()
        start, end = passage.span.start, passage.span.end
        apart = [Span(*m.span()) for form in _APART for m in form.finditer(shadow, start, end)]
        return tuple(
            s
            for s in found
            if not _overlaps(s.span, apart)
            and not _ASIDE.search(shadow, max(start, s.span.start - 8), s.span.start)
            and not any(q.span.overlaps(s.span) and not s.span.covers(q.span) for q in passage.quantities)
        )


def naming_of(annotated: Annotated) -> Naming:
    """The names of a document: its place mentions and its blends."""
    groups = _fullest_groups(annotated)
    places = tuple(_of_mention(m, groups) for s in annotated.sentences for m in s.places)
    return Naming(annotated.reading, places, tuple(_blends(annotated.reading)))


def _between(sides: Sides, span: Span) -> Sides:
    first = bisect_left(sides, span.start, key=lambda s: s.span.start)
    return tuple(
        s for s in sides[first : bisect_left(sides, span.end, key=lambda s: s.span.start)] if s.span.end <= span.end
    )


def _fullest_groups(annotated: Annotated) -> dict[str, str]:
    """For each group of countries the name that also says how many they are, where the document has one (东盟10国)."""
    names = {}
    for mention in (p for s in annotated.sentences for p in s.places if p.level in _GROUPS):
        match = _COUNT_OF_GROUP.match(annotated.reading.shadow, mention.span.end)
        if match or _NUMBERED.search(mention.text):
            names[mention.place_id] = mention.text + (match[0] if match else "")
    return names


def _of_mention(mention: PlaceMention, groups: dict[str, str]) -> Side:
    ref, level = place_ref(mention), mention.level
    if level == "country" and mention.country == CHINA:
        ref = replace(ref, name="中国")
    if level in _GROUPS:
        level = "region" if mention.country == CHINA else "group"
        ref = replace(ref, name=groups.get(mention.place_id) or _EACH_OF.sub("", mention.text) or mention.name)
    return Side(mention.span, ref, level)


def _blends(reading: Reading) -> Iterator[Side]:
    """中日 as 中国 and 日本, each on its own character; the name of a society (日中友协) names no sides."""
    for blend in find_blends(reading.shadow):
        if _SOCIETY.match(reading.shadow, blend.end):
            continue
        letters = blend.end - blend.start == len(blend.places)
        for n, ref in enumerate(blend.places):
            span = Span(blend.start + n, blend.start + n + 1) if letters else Span(blend.start, blend.end)
            yield Side(span, replace(ref, text=reading.words(span)), _level_of(ref.place_id), True)


@cache
def _level_of(place_id: str) -> str:
    """The level of a place by the gazetteer; `country` where it knows none."""
    known = place(place_id)
    return known.level if known is not None else "country"


def _regions(reading: Reading, whole: Span) -> Iterator[Side]:
    """东部地区 …, and after one of them the short forms (东部省份六十个，中部三十个)."""
    start, end = whole.start, whole.end
    long_forms = list(pattern("region").finditer(reading.shadow, start, end))
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


def _nation(reading: Reading, whole: Span) -> Iterator[Side]:
    for match in _NATION.finditer(reading.shadow, whole.start, whole.end):
        span = Span(match.start(), match.start() + 2)
        level = "country" if match["society"] else "nation"
        yield Side(span, PlaceRef(reading.words(span), CHINA, "中国", "China", CHINA), level)


def _overlaps(span: Span, others: Sequence[Side | Span]) -> bool:
    return any(span.overlaps(o if isinstance(o, Span) else o.span) for o in others)
