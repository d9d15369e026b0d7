"""Whether a key may stand alone in a text, decided at build time with jieba's dictionary, so that nothing of it is needed at run time.

0: it may. 1: it needs its kind behind it, its country or province before it, or like places beside it (small places, short names).
2: it needs its kind (names that are words: 和平, 东方). `risk` lists the characters before and after a short name with which its own edge
makes a common word (平台|中, 南通|过): only there the sentence is cut by jieba.
"""

from __future__ import annotations

from collections import defaultdict
from importlib.resources import files

from pipeline.places.build.row import Row
from pipeline.places.build.spelling import stem

FREE, COMPANY, KIND = 0, 1, 2
COMMON = 3  # jieba's count from which a word that is no place name makes a key doubtful
RISKY = 150  # jieba's count from which a two-character word across the edge of a name is likely
SMALL, TOWN, BIG = 15_000, 100_000, 300_000  # inhabitants of places abroad
PLACE_TAGS = {"ns", "nsf", "nt"}
PERSON_TAGS = {"nr", "nrt", "nrfg"}
WHOLE = ("country", "region", "group")
Meant = list[tuple[Row, str]]


class Judge:
    """Guards and risks of keys; `hand` are guards set by hand, which go first."""

    def __init__(self, hand: dict[str, int]) -> None:
        self.hand = hand
        text = (files("jieba") / "dict.txt").read_text(encoding="utf-8")
        self.words = {w: (int(count), tag) for w, count, tag in (line.split() for line in text.splitlines() if line)}
        self.before: dict[str, set[str]] = defaultdict(set)
        self.after: dict[str, set[str]] = defaultdict(set)
        for word, (count, _) in self.words.items():
            if len(word) == 2 and count >= RISKY:
                self.before[word[1]].add(word[0])
                self.after[word[0]].add(word[1])

    def guard(self, key: str, meant: Meant) -> int:
        """0, 1 or 2, as the module says."""
        if key in self.hand:
            return self.hand[key]
        if any(form == "o" or row.level in WHOLE for row, form in meant):
            return FREE
        if len(key) == 2 and stem(key + "市") and key[1] in "县市区镇乡州":
            return FREE if any(_is_high(row) for row, _ in meant) else COMPANY
        if stem(key):
            return (
                FREE
                if any(row.country == "CN" or row.population >= SMALL or row.level != "city" for row, _ in meant)
                else COMPANY
            )
        if any(row.country == "CN" and _is_high(row) for row, _ in meant):
            return FREE
        return self._bare(key, meant)

    def _bare(self, key: str, meant: Meant) -> int:
        count, tag = self.words.get(key, (0, ""))
        if count >= COMMON and tag not in PLACE_TAGS and tag not in PERSON_TAGS:
            return KIND
        known = tag in PLACE_TAGS and count >= COMMON
        if any(row.country == "CN" for row, _ in meant):
            districts = all(row.name_zh.endswith("区") for row, _ in meant if row.country == "CN")
            return FREE if (known or len(key) > 2) and not districts and tag not in PERSON_TAGS else COMPANY
        people = max(row.population for row, _ in meant)
        units = any(row.level != "city" for row, _ in meant)
        if len(key) == 2:
            return FREE if known and people >= TOWN else COMPANY
        if tag in PERSON_TAGS:
            return FREE if people >= BIG or units else COMPANY
        return FREE if people >= SMALL or units else COMPANY

    def risk(self, key: str, guard: int, meant: Meant) -> str:
        """`before|after` for a short name that may stand alone, else empty; states and provinces are seldom undone by what follows."""
        if guard != FREE or len(key) != 2:
            return ""
        high = any(row.level == "country" or (row.level == "adm1" and row.country == "CN") for row, _ in meant)
        before, after = "".join(sorted(self.before[key[0]])), "" if high else "".join(sorted(self.after[key[1]]))
        return f"{before}|{after}"


def _is_high(row: Row) -> bool:
    """A province, a prefecture, or the like."""
    return row.level == "adm1" or (row.country == "CN" and row.place_id.endswith("00"))
