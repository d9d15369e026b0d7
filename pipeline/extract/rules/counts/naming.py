"""Everything in a passage that a count can be about: places, the halves of 中日, and the sides that have no name of their own.

A side that is named only to be set apart (仅次于美国, 继天津之后) is none, and neither is one that stands in the whole of a share
(占全国总数的): those words say what is compared, not whose number it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from pipeline.extract.rules.counts.passages import Passage, any_in
from pipeline.extract.rules.counts.sides import CHINA, GROUPS, Side, Sides, overlaps
from pipeline.extract.rules.counts.unnamed import TOP, regions, unnamed_sides
from pipeline.extract.rules.counts.words import pattern
from pipeline.extract.rules.refs import place_ref
from pipeline.places import Blend, find_blends, place
from pipeline.records.annotated import Annotated
from pipeline.records.claim import PlaceRef
from pipeline.records.mention import PlaceMention
from pipeline.records.reading import BlockKind, Reading
from pipeline.records.span import Span

_COUNT_OF_GROUP = re.compile(r"(?:\d+|[十一二三四五六七八九]+)国(?![家际])")
_EACH_OF = re.compile(r"(?:各国|诸国|国家)$")
_NUMBERED = re.compile(r"(?:\d+|[十一二三四五六七八九]+)国$")
_ASIDE = re.compile(r"(?:仅次于|次于|高于|低于|多于|少于|超过|优于|不如|相比于|相较于|除了?|除去)[^，。；,;、]{0,4}$")
_SOCIETY = re.compile(r"[中日韩美德法]?(?:友协|友好协会|友好会馆|友好议员)")  # 日中友协 is a name
_APART = (
    re.compile(r"继[^，。；,;]{0,30}?(?:之后|以后|后)"),
    re.compile(r"除了?[^，。；,;]{0,20}?(?:之?外|以外)|(?:仅次于|次于|与|和)[^，。；,;]{1,8}(?:大致|基本)?相同"),
    re.compile(r"[(（](?:不含|不包括|除)[^)）]*[)）]"),
    re.compile(r"《[^》]*》"),
    re.compile(r"(?<=[自从])[^，。；,;自从]{0,14}[与和同][^，。；,;]{2,16}(?:以来|之后|以后|后)"),
    re.compile(r"(?<=其)中(?=[亚东西南北])"),
)
_MAY_BE_APART = re.compile(
    r"[继除《]|不含|不包括|相同|[自从][^。]*(?:以来|后)|其中"
)  # one of these stands in all that is set apart


@dataclass(frozen=True, slots=True)
class Naming:
    """All names of one document in the order of the text, made into sides where a number asks for them."""

    reading: Reading
    mentions: tuple[PlaceMention, ...]
    mention_starts: tuple[int, ...]
    blends: tuple[Blend, ...]
    blend_starts: tuple[int, ...]
    groups: Mapping[str, str]  # of groups of countries, the fullest name
    region_starts: tuple[int, ...]
    others: tuple[Side, ...]  # 全国, 对俄, 三省 for 东北三省, 上述五国
    other_starts: tuple[int, ...]
    unnamed_starts: tuple[int, ...]  # of all but the mentions
    made: dict[int, Side] = field(default_factory=dict)  # of mentions, by where they begin

    def within(self, span: Span) -> Sides:
        """The sides named in `span`; regions first, since 东部 in 其中东部省份 is no 中东."""
        if not self.names_any(span):
            return tuple(self._named(span))  # nearly always: mentions alone, which are in order
        found = list(regions(self.reading, span)) if any_in(self.region_starts, span) else []
        found += [side for side in self._named(span) if not overlaps(side.span, found)]
        found += [side for side in self._blended(span) if not overlaps(side.span, found)]
        found += [side for side in self._others(span) if not overlaps(side.span, found)]
        return tuple(sorted(found, key=_start))

    def of_passage(self, passage: Passage) -> Sides:
        """The sides that `passage` may be about."""
        found, shadow = self.within(passage.span), self.reading.shadow
        if not found:
            return ()
        start, end = passage.span.start, passage.span.end
        apart: list[Span] = []
        if _MAY_BE_APART.search(shadow, start, end):
            apart = [Span(*m.span()) for form in _APART for m in form.finditer(shadow, start, end)]
        found = tuple([s for s in found if not _ASIDE.search(shadow, max(start, s.span.start - 8), s.span.start)])
        found = tuple([s for s in found if not overlaps(s.span, apart)]) if apart else found
        counted = [q.span for q in passage.quantities]
        return tuple([s for s in found if not _is_counted(s.span, counted)]) if counted else found

    def of_title(self) -> Sides:
        """The sides that the document's title names."""
        blocks = self.reading.blocks[:TOP]
        titles = [b.span for b in blocks if b.kind is BlockKind.TITLE]
        titles += [b.span for b in blocks[:1] if b.kind is BlockKind.HEADING]
        return self.within(titles[0]) if titles else ()

    def names_any(self, span: Span) -> bool:
        """Does any name but a place mention stand in `span`?"""
        return any_in(self.unnamed_starts, span)

    def _named(self, span: Span) -> Iterator[Side]:
        first = bisect_left(self.mention_starts, span.start)
        for mention in self.mentions[first : bisect_left(self.mention_starts, span.end, first)]:
            if mention.span.end <= span.end and not self._is_blend(mention):
                yield self._side(mention)

    def _side(self, mention: PlaceMention) -> Side:
        """The side of a mention, made once: a passage is asked for its sides again and again."""
        side = self.made.get(mention.span.start)
        if side is None:
            side = self.made[mention.span.start] = _of_mention(mention, self.groups)
        return side

    def _is_blend(self, mention: PlaceMention) -> bool:
        """中非 in 中非合作: China and Africa, though a country is called so too."""
        if len(mention.span) > 2 or mention.level != "country":
            return False
        at = bisect_left(self.blend_starts, mention.span.start)
        return at < len(self.blends) and (self.blends[at].start, self.blends[at].end) == (
            mention.span.start,
            mention.span.end,
        )

    def _blended(self, span: Span) -> Iterator[Side]:
        first = bisect_left(self.blend_starts, span.start)
        for blend in self.blends[first : bisect_left(self.blend_starts, span.end, first)]:
            yield from (side for side in _of_blend(blend, self.reading) if side.span.end <= span.end)

    def _others(self, span: Span) -> Iterator[Side]:
        first = bisect_left(self.other_starts, span.start)
        for side in self.others[first : bisect_left(self.other_starts, span.end, first)]:
            if side.span.end <= span.end:
                yield side


def naming_of(annotated: Annotated) -> Naming:
    """The names of a document: its place mentions and its blends."""
    reading = annotated.reading
    mentions = tuple(m for s in annotated.sentences for m in s.places)
    blends = find_blends(reading.shadow)
    others = tuple(sorted(unnamed_sides(reading, mentions), key=_start))
    starts = tuple(b.start for b in blends)
    forms = (pattern("region"), pattern("region", "alone"))
    region_starts = tuple(sorted(m.start() for form in forms for m in form.finditer(reading.shadow)))
    other_starts = tuple(side.span.start for side in others)
    return Naming(
        reading,
        mentions,
        tuple(m.span.start for m in mentions),
        blends,
        starts,
        _fullest_groups(reading, mentions),
        region_starts,
        others,
        other_starts,
        tuple(sorted((*starts, *region_starts, *other_starts))),
    )


def _is_counted(span: Span, counted: Sequence[Span]) -> bool:
    """Does a number reach into the name (三国 in 第三国), rather than stand in it (东盟10国)?"""
    start, end = span.start, span.end
    reaching = [one for one in counted if one.start < end and start < one.end]
    return any(not (start <= one.start and one.end <= end) for one in reaching)


def _start(side: Side) -> int:
    return side.span.start


def _fullest_groups(reading: Reading, mentions: Sequence[PlaceMention]) -> dict[str, str]:
    """For each group of countries the name that also says how many they are, where the document has one (东盟10国)."""
    names = {}
    for mention in mentions:
        if mention.level in GROUPS:
            match = _COUNT_OF_GROUP.match(reading.shadow, mention.span.end)
            if match or _NUMBERED.search(mention.text):
                names[mention.place_id] = mention.text + (match[0] if match else "")
    return names


def _of_mention(mention: PlaceMention, groups: Mapping[str, str]) -> Side:
    level = mention.level
    if level == "country" and mention.country == CHINA:
        return Side(mention.span, place_ref(mention, "中国"), level)
    if level in GROUPS:
        level = "region" if mention.country == CHINA else "group"
        name = groups.get(mention.place_id) or _EACH_OF.sub("", mention.text) or mention.name
        return Side(mention.span, place_ref(mention, name), level)
    return Side(mention.span, place_ref(mention), level)


def _of_blend(blend: Blend, reading: Reading) -> Iterator[Side]:
    """中日 as 中国 and 日本, each on its own character; the name of a society (日中友协) names no sides."""
    if _SOCIETY.match(reading.shadow, blend.end):
        return
    letters = blend.end - blend.start == len(blend.places)
    for n, ref in enumerate(blend.places):
        span = Span(blend.start + n, blend.start + n + 1) if letters else Span(blend.start, blend.end)
        named = PlaceRef(reading.words(span), ref.place_id, ref.name, ref.name_en, ref.country)
        yield Side(span, named, _level_of(ref.place_id), True)


@cache
def _level_of(place_id: str) -> str:
    """The level of a place by the gazetteer; `country` where it knows none."""
    known = place(place_id)
    return known.level if known is not None else "country"
