"""Whose answers a questionnaire's numbers are: the side that answered, and the partner that its answers are about.

The side is named once (在韩方城市的问卷中) and holds until another is named; a partner (在中韩友城的问卷中) holds until a side or another
partner is named. The side is a group of cities, not the country: its text is 韩方城市, its place the country's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.rules.counts.number import Number
from pipeline.extract.rules.counts.passages import Passage, any_in
from pipeline.extract.rules.counts.sides import Side, Sides
from pipeline.extract.rules.counts.unnamed import land_of
from pipeline.extract.rules.counts.words import pattern
from pipeline.records.claim import PlaceRef
from pipeline.records.mention import DateMention
from pipeline.records.reading import Reading
from pipeline.records.span import Span

_PAIR = re.compile(
    r"(?<!、)[中日韩美德法英俄澳泰越]{2}(?!韩|日)(?=(?:两国)?(?:友好城市|友城|友好省州|姐妹城市))(?!.{4,8}、)"
)
_SHORTLY = 24  # characters from the date to the questionnaire
_PAIR_UNITS = frozenset({"对", "组", "双"})


@dataclass(slots=True)
class Answers:
    """The state of a survey's account: who answers now, and about whom."""

    asked: tuple[int, ...] = ()  # where the document speaks of a questionnaire
    section: int = -1
    running: bool = False
    side: Side | None = None
    partner: Side | None = None
    when: DateMention | None = None  # of handing out or collecting

    def enter(self, passage: Passage) -> None:
        """A questionnaire is spoken of until a section passes without one."""
        if self.asked and any_in(self.asked, passage.span):
            if not self.running:
                self.when = None
            self.running, self.section = True, passage.section
            self.when = next((d for d in passage.dates if self._is_asked_on(passage, d)), self.when)
        elif passage.section != self.section:
            self.running = False

    def _is_asked_on(self, passage: Passage, date: DateMention) -> bool:
        """2019年7月向……发放问卷: a date shortly before the word for the questionnaire."""
        return any(0 <= at - date.span.end <= _SHORTLY for at in self.asked if at < passage.span.end)

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
    refs = land_of(match["side"]) if match["side"] else ()
    return Side(span, _named(refs[0], reading.words(span)), "group") if refs else None


def _named(ref: PlaceRef, words: str) -> PlaceRef:
    return PlaceRef(words, ref.place_id, ref.name, ref.name_en, ref.country)
