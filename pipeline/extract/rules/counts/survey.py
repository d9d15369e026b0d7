"""Whose answers a questionnaire's numbers are: the side that answered, and the partner that its answers are about.

The side is named once (在韩方城市的问卷中) and holds until another is named; a partner (在中韩友城的问卷中) holds until a side or another
partner is named. The side is a group of cities, not the country: its text is 韩方城市, its place the country's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.rules.counts.number import Number
from pipeline.extract.rules.counts.passages import Passage
from pipeline.extract.rules.counts.sides import Side, Sides
from pipeline.extract.rules.counts.words import pattern, says
from pipeline.places import find_blends
from pipeline.records.claim import PlaceRef
from pipeline.records.reading import Reading
from pipeline.records.span import Span

_PAIR = re.compile(
    r"(?<!、)[中日韩美德法英俄澳泰越]{2}(?!韩|日)(?=(?:两国)?(?:友好城市|友城|友好省州|姐妹城市))(?!.{4,8}、)"
)
_BLENDABLE = "友好城市"  # 日方 is read by asking what 中日 means before these words
_PAIR_UNITS = frozenset({"对", "组", "双"})


@dataclass(slots=True)
class Answers:
    """The state of a survey's account: who answers now, and about whom."""

    section: int = -1
    running: bool = False
    side: Side | None = None
    partner: Side | None = None

    def enter(self, shadow: str, passage: Passage) -> None:
        """A questionnaire is spoken of until a section passes without one."""
        if says("survey", shadow, passage.span.start, passage.span.end):
            self.running, self.section = True, passage.section
        elif passage.section != self.section:
            self.running = False

    def scope(self, reading: Reading, number: Number) -> Sides:
        """Respondents and partner of one number; where ties are counted, the two countries of the ties."""
        self._listen(reading, number)
        if number.quantity.unit in _PAIR_UNITS:
            return tuple(s for s in number.before() if s.blended)[-2:]
        return tuple(s for s in (self.side, self.partner) if s is not None) if self.side else ()

    def _listen(self, reading: Reading, number: Number) -> None:
        """Take up what the passage says up to the end of the number's clause: a new side ends the talk of a partner."""
        start, shadow = number.passage.span.start, number.shadow
        named = list(pattern("respondent").finditer(shadow, start, number.clause.end))
        pairs = list(_PAIR.finditer(shadow, start, number.start))
        for match in sorted([*named, *pairs], key=lambda m: m.start()):
            if match.re is _PAIR:
                self.partner = self._other(number.sides, Span(*match.span()))
            elif (side := _respondent(reading, match, number.sides)) is not None:
                self.side, self.partner = side, None

    def _other(self, sides: Sides, span: Span) -> Side | None:
        """Of the two countries of a pair the one that does not answer."""
        pair = [s for s in sides if s.blended and span.covers(s.span)]
        own = self.side.ref.country if self.side else "CN"
        others = [s for s in pair if s.ref.country != own]
        return others[0] if len(others) == 1 and len(pair) == 2 else None


def _respondent(reading: Reading, match: re.Match[str], sides: Sides) -> Side | None:
    span = Span(*match.span())
    for side in sides:
        if span.covers(side.span):
            return Side(span, _named(side.ref, reading.words(span)), "group")
    letter = match["side"] or ""
    for blend in find_blends(_asked(letter)):
        ref = blend.places[0]
        return Side(span, _named(ref, reading.words(span)), "group")
    return None


def _asked(letter: str) -> str:
    """日方 means the country that 日 means in 日中友好城市."""
    return f"{letter}{'中' if letter != '中' else '日'}{_BLENDABLE}"


def _named(ref: PlaceRef, words: str) -> PlaceRef:
    return PlaceRef(words, ref.place_id, ref.name, ref.name_en, ref.country)
