"""Which Chinese and foreign places of a sentence are joined: A与B, B同A, A—B, lists that 分别 aligns, A（B）."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.rules.pairs.skeleton import Skeleton
from pipeline.extract.rules.pairs.words import tie_words
from pipeline.records.mention import PlaceMention

_ASIDE = r"(?:[(][^()ⒸⒻ]{0,24}[)])?"
_AND = r"(?:、|,|和|与|及|以及|暨)"


def group(sign: str) -> str:
    """A place or a list of places of one side: Ⓕ、Ⓕ和Ⓕ等城市; the county behind its state (Ⓕ的Ⓕ) is one place."""
    one = rf"(?:Ⓝ的)?(?:{sign}的)?{sign}{_ASIDE}"
    return rf"{one}(?:{_AND}{one})*(?:等(?:\d+|[一二三四五六七八九十两]+)?[个座]?(?:国际)?(?:友好)?(?:城市|地区|地|市|省|州)*)?"


CG, FG = group("Ⓒ"), group("Ⓕ")
WITH = r"(?:与|和|同|跟|及|以及|暨)"
_FREE = r"[^ⒸⒻ。;!?]"
_NEAR = r"[^ⒸⒻ。;!?,]"
_DASH = r"\s*(?:--?|——?|–|―|─|~|一|·|:|/|\|)\s*"
_LINK = re.compile(
    rf"(?P<c1>{CG}){_DASH}(?P<f1>{FG})|(?P<f2>{FG}){_DASH}(?P<c2>{CG})"
    rf"|(?P<c3>Ⓒ)[(](?P<f3>{FG})[)]"
    rf"|(?P<c4>{CG})(?P<m4>{_FREE}{{0,30}}?){WITH}(?P<n4>{_NEAR}{{0,14}}?)(?P<f4>{FG})"
    rf"|(?P<f5>{FG})(?P<m5>{_FREE}{{0,30}}?){WITH}(?P<n5>{_NEAR}{{0,14}}?)(?P<c5>{CG})"
)
_ALIGNED = re.compile("分别|各自|依次|相应")


@dataclass(frozen=True, slots=True)
class Link:
    """Two joined sides. `start` and `end` are skeleton indices; `pairs` what is tied with what; `certain` False where a list on
    each side has no word that aligns them."""

    start: int
    end: int
    pairs: tuple[tuple[PlaceMention, PlaceMention], ...]
    certain: bool
    dashed: bool


def find_links(skeleton: Skeleton) -> list[Link]:
    """All links of a sentence in order."""
    found: list[Link] = []
    if "Ⓒ" not in skeleton.text or "Ⓕ" not in skeleton.text:
        return found
    for match in _LINK.finditer(skeleton.text):
        n = next(n for n in "12345" if match[f"c{n}"])
        chinese = members(skeleton, *match.span(f"c{n}"))
        foreign = members(skeleton, *match.span(f"f{n}"))
        aligned = bool(_ALIGNED.search(match[0]) or _ALIGNED.search(skeleton.text[match.end() : match.end() + 8]))
        pairs, certain = _align(chinese, foreign, aligned)
        if not pairs:
            continue
        found.append(Link(match.start(), match.end(), pairs, certain, n in "123"))
    return found


def members(skeleton: Skeleton, start: int, end: int) -> list[PlaceMention]:
    """The places of a group: of Ⓕ的Ⓕ only the second, which lies in the first; none that begins a body's name."""
    found = skeleton.places_in(start, end)
    inner = [(i, p) for i, p in found if skeleton.text[i] != "Ⓝ" and skeleton.text[i + 1 : i + 3] not in ("的Ⓕ", "的Ⓒ")]
    return [place for i, place in inner if not tie_words().bodies.match(skeleton.text, i + 1)]


def _align(
    chinese: list[PlaceMention], foreign: list[PlaceMention], aligned: bool
) -> tuple[tuple[tuple[PlaceMention, PlaceMention], ...], bool]:
    if len(chinese) > 1 and len(foreign) > 1:
        if len(chinese) == len(foreign):
            return tuple(zip(chinese, foreign, strict=True)), aligned
        return tuple((c, f) for c in chinese for f in foreign), False
    return tuple((c, f) for c in chinese for f in foreign), True
