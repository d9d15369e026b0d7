"""When two spellings name one place, and two dates or amounts say the same: the tolerance of the score, all of it here.

A suffix may be left out (上海, 上海市) but not exchanged (长野县, 长野市); a date may be coarser than the other, not different.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

_EVEN = str.maketrans("區縣鎮鄉臺灣國州", "区县镇乡台湾国州")
_DROPPED = re.compile(r"[\s·•・\-—－]+")
_SUFFIXES = (
    *(
        "特别行政区",
        "特别自治区",
        "特别自治道",
        "自治区",
        "自治州",
        "自治县",
        "直辖市",
        "特别市",
        "广域市",
        "大都会",
        "首都区",
    ),
    *("联邦区", "特区", "大区", "地区", *"省市州县府道区町村郡镇都盟"),
)
_PLAIN_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
_SCALES = {"千": 1e3, "万": 1e4, "亿": 1e8}

Spellings = frozenset[str]


def even(name: str) -> str:
    """A name without blanks, dots and dashes, width and the common traditional suffixes evened."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", name)).translate(_EVEN)


def stem_of(name: str) -> tuple[str, str]:
    """An evened name and its administrative suffix; at least two characters stay with the name."""
    suffix = max((s for s in _SUFFIXES if name.endswith(s)), key=len, default="")
    return (name[: len(name) - len(suffix)], suffix) if len(name) - len(suffix) >= 2 else (name, "")


def same_name(a: str, b: str) -> bool:
    """Do two evened names agree, or differ by a suffix that one of them leaves out?"""
    (stem_a, suffix_a), (stem_b, suffix_b) = stem_of(a), stem_of(b)
    return a == b or stem_a == b or stem_b == a or (stem_a == stem_b and suffix_a == suffix_b)


def spellings(entry: object) -> Spellings:
    """The evened spellings of one place: a gold list, or a claim's place object."""
    if isinstance(entry, dict):
        names: Sequence[object] = [entry.get("text"), entry.get("name")]
    else:
        names = entry if isinstance(entry, list) else [entry]
    return frozenset(even(name) for name in names if isinstance(name, str) and name)


def same_place(a: Spellings, b: Spellings) -> bool:
    """Does a spelling of the one agree with a spelling of the other?"""
    return any(same_name(x, y) for x in a for y in b)


def same_member(a: Spellings, b: Spellings) -> bool:
    """As `same_place`; in a scope a name may also carry what it lies in (上海市嘉定区, 嘉定区)."""
    tails = (min(len(x), len(y)) >= 3 and (x.endswith(y) or y.endswith(x)) for x in a for y in b)
    return same_place(a, b) or any(tails)


def scope_f1(mine: Sequence[object] | None, gold: Sequence[object] | None) -> float:
    """F1 of the places of a scope; 1 where both are empty."""
    ours, theirs = [spellings(p) for p in mine or []], [spellings(p) for p in gold or []]
    if not ours or not theirs:
        return float(not ours and not theirs)
    right = sum(any(same_member(o, t) for t in theirs) for o in ours) / len(ours)
    found = sum(any(same_member(o, t) for o in ours) for t in theirs) / len(theirs)
    return f1(right, found)


def f1(precision: float, recall: float) -> float:
    """The harmonic mean; 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def same_time(mine: str | None, gold: object) -> bool:
    """Equal dates, or plain dates of which one is the coarser; gold may offer several."""
    if isinstance(gold, list):
        return any(same_time(mine, one) for one in gold)
    a, b = mine or "", gold if isinstance(gold, str) else ""
    if _PLAIN_DATE.fullmatch(a) and _PLAIN_DATE.fullmatch(b):
        return a.startswith(b) or b.startswith(a)
    return a == b


def amounts(value: object, units: object) -> set[tuple[float | None, str]]:
    """The value in each of its units, 千, 万 and 亿 multiplied out."""
    found = set()
    for unit in units if isinstance(units, list) else [units]:
        number, words = number_of(value), "".join(str(unit or "").split())
        while number is not None and words[:1] in _SCALES:
            number, words = number * _SCALES[words[0]], words[1:]
        found.add((None if number is None else round(number, 6), words))
    return found


def number_of(value: object) -> float | None:
    """A number, or None where the value is none."""
    try:
        return float(value) if isinstance(value, int | float | str) else None
    except ValueError:
        return None


def joined(entries: Iterable[object]) -> tuple[str, ...]:
    """The spellings of several places as one comparable value."""
    return tuple(sorted("|".join(sorted(spellings(entry))) for entry in entries))


def listed(entries: Iterable[object] | None) -> str:
    """The places of a scope as people read them, one spelling each; `-` for none."""
    return "; ".join(next(iter(spellings(entry)), "") for entry in entries or ()) or "-"
