"""From raw matches to sightings: a name in the text with its kind behind it, free of words that only look like a place.

Nothing is linked here. A sighting knows its characters, its stem and kind, its class, and how much company it needs. Where a name is
turned down, the characters after its first are searched again: 离开江苏 holds 开江 first, then 江苏.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from pipeline.places.gazetteer import word_heads, words
from pipeline.places.kinds import SUFFIX
from pipeline.places.link import candidates
from pipeline.places.matcher import GROUP, NATION, NOT_A_PLACE, PLACE, Matcher, matcher
from pipeline.places.words import stands_alone

AGAIN = 16  # characters searched again behind a name that was turned down
_KIND_STARTS = frozenset("特维壮回联自边直广都首大地行共群市省州县郡府道区町村镇岛盟旗")
# 日语, 德文, 法裔, 美籍: a language or people, not the state. 中国文化, 日本人民 stay.
_NOT_STATE = re.compile(r"语(?!言)|文(?![化明艺学物旅体献件联教创])|族(?!自)|裔|籍|式(?=[^各])")
_STRONG = frozenset("市省州县郡")
_TAKEN = frozenset("市省州县")  # kinds that what follows may take away: 省会, 市场, 州际
_CITY = "城市"  # 交通|城市 is no 通城市
_ONE_OF_TWO = frozenset("中日韩美英法德俄澳朝欧双各外友")  # 日韩|城市 is no 韩城市
_HOW_MANY = frozenset("一二两三四五六七八九十几多各")  # 三城市 are cities, no 三城市
_REALM = frozenset("帝朝")  # 巴比伦帝国 was a realm
_ABOVE = frozenset("省州区道府县")
MARKS = frozenset(["", *"(),、;。\n\0与和同及 "])
_DOT = "·"


@dataclass(slots=True)
class Sighting:
    """A name in the text; `kind` is its class (n, g, p), `suffix` the written kind (市), `guard` the company it needs (0, 1, 2)."""

    start: int
    end: int
    stem: str
    suffix: str
    kind: str
    guard: int


def sightings(text: str) -> list[Sighting]:
    """All sightings of a shadow text, in order, not overlapping."""
    names = matcher()
    classes = names.classes
    seen: list[Sighting] = []
    last = 0
    for pattern, start, end in names.automaton.find_matches_as_indexes(text):
        if start < last or classes[pattern] == NOT_A_PLACE:
            continue
        found = _sighted(text, names, pattern, start, end) or _again(text, names, start + 1, end)
        if found is not None:
            last = found.end
            seen.append(found)
    return seen


def words_behind(text: str, seen: list[Sighting], starts: Container[int]) -> Iterator[Sighting]:
    """韩国天安(1997年): a common word that is also a name, right behind a country or province and before a mark."""
    known, heads = words(), word_heads()
    for above in seen:
        if text[above.end : above.end + 2] not in heads or above.end in starts or above.kind == GROUP:
            continue
        for end in range(above.end + 4, above.end + 1, -1):
            if text[end : end + 1] in MARKS and text[above.end : end] in known and _holds(above):
                yield Sighting(above.end, end, text[above.end : end], "", PLACE, 2)
                break


def _holds(above: Sighting) -> bool:
    """Is it a country or a unit that places are named with?"""
    if above.kind == NATION or above.suffix[-1:] in _ABOVE:
        return True
    found = candidates(above.stem, above.suffix)
    return bool(found) and found[0].place.level == "adm1"


def nation(sighting: Sighting) -> str:
    """The country (ISO 3166-1 alpha-2) that the sighting of a nation names."""
    return candidates(sighting.stem, "")[0].place.country or ""


def again(text: str, sighting: Sighting) -> Sighting | None:
    """Another name that begins inside a sighting which turned out to be none."""
    return _again(text, matcher(), sighting.start + 1, sighting.end)


def _again(text: str, names: Matcher, start: int, before: int) -> Sighting | None:
    for at in range(start, before):
        if text[at : at + 2] in names.heads:
            break
    else:
        return None
    for pattern, low, high in names.automaton.find_matches_as_indexes(text[start : start + AGAIN]):
        if start + low >= before:
            return None
        found = _sighted(text, names, pattern, start + low, start + high)
        if found is not None:
            return found
    return None


def _sighted(text: str, names: Matcher, pattern: int, start: int, end: int) -> Sighting | None:
    kind = names.classes[pattern]
    if kind == NOT_A_PLACE:
        return None
    following = text[end : end + 1]
    if kind == NATION and following and _NOT_STATE.match(text, end):
        return None
    key, suffix = names.names[pattern], ""
    if kind == PLACE:
        own = names.suffixes[pattern]
        if own and following and own[-1] in _TAKEN and not SUFFIX.match(text, end - len(own)):
            return _shorter(text, names, start, end - len(own))
        key, suffix, end = _with_kind(text, key, own, end)
        if not suffix and (following in _REALM or _is_person(text, start, end) or _is_thing(text, end, names)):
            return None
    if _looks_wrong(text, start, end, names.risks[pattern] if not suffix else "", suffix):
        return None
    return Sighting(start, end, key, suffix, kind, names.guards[pattern])


def _shorter(text: str, names: Matcher, start: int, end: int) -> Sighting | None:
    """浙江省会, 西部省会: what follows takes the kind away; the name without it, where it is one."""
    for pattern, low, high in names.automaton.find_matches_as_indexes(text[start:end]):
        if low == 0 and start + high == end:
            return _sighted(text, names, pattern, start, end)
    return None


def _with_kind(text: str, key: str, own: str, end: int) -> tuple[str, str, int]:
    """Stem, kind and end: the kind that the key ends with, or the one that follows it, where a place of that name may have it."""
    if end < len(text) and text[end] in _KIND_STARTS and (match := SUFFIX.match(text, end)) and match.group() != own:
        suffix = match.group()
        abroad = not own and all(c.place.country != "CN" for c in candidates(key, ""))
        if _fits(key, suffix) or (suffix[-1] in _STRONG and abroad):
            return key, suffix, match.end()
    return (key[: -len(own)], own, end) if own else (key, "", end)


def _fits(key: str, suffix: str) -> bool:
    return any(f"kind {suffix}" in c.reason for c in candidates(key, suffix))


def _looks_wrong(text: str, start: int, end: int, risk: str, suffix: str) -> bool:
    """Does an edge of the name make a common word with its neighbour, and does jieba cut it so?"""
    if risk:
        before, _, after = risk.partition("|")
        if (start and text[start - 1] in before) or (end < len(text) and text[end] in after):
            return not stands_alone(text, start, end)
    if suffix != "市" or end - start != 3 or text[end - 2 : end] != _CITY:
        return False
    return text[start] in _HOW_MANY or text[start - 1 : start] in _ONE_OF_TWO or not stands_alone(text, start, end)


def _is_thing(text: str, end: int, names: Matcher) -> bool:
    """名古屋烧, 海南鸡饭, 杭州湾: what follows makes a dish, a game, a bay of the name."""
    return text[end : end + 1] in names.thing_heads and names.things.match(text, end) is not None


def _is_person(text: str, start: int, end: int) -> bool:
    """约翰·伦敦, 华盛顿·欧文: a dot beside the name makes it part of a person's."""
    return (start > 0 and text[start - 1] == _DOT) or (
        text[end : end + 1] == _DOT and "\u4e00" <= text[end + 1 : end + 2] <= "\u9fff"
    )


__all__ = ["GROUP", "MARKS", "NATION", "PLACE", "Sighting", "again", "nation", "sightings", "words_behind"]
