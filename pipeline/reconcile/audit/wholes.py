"""The whole that a share is a share of: found by the words behind 占, among the numbers that the document states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.places import find_blends
from pipeline.reconcile.audit.entries import Entry, alike
from pipeline.reconcile.audit.holding import CHINA
from pipeline.reconcile.audit.parts import Part
from pipeline.reconcile.audit.words import word_pattern
from pipeline.records.claim import Measure

DAYS = 45  # apart at most: totals of one day
BACK = 8  # numbers back in which a whole that is called just 总数 was stated
_DATE = re.compile(r"(?:\.\./)?(\d{4})(?:-(\d\d))?(?:-(\d\d))?$")


@dataclass(frozen=True, slots=True)
class Wholes:
    """The ties that stand by a document, and the names of its places."""

    stocks: tuple[Entry, ...]
    names: tuple[tuple[str, str], ...]  # name, place id; the longest first

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Wholes:
        """Of all numbers of a document."""
        stocks = tuple(e for e in entries if e.body.measure is Measure.SISTER_PAIRS and not e.body.approximate)
        names = {
            (words, p.place_id) for e in entries for p in e.body.scope for words in (p.text, p.name) if len(words) > 1
        }
        return cls(stocks, tuple(sorted(names, key=lambda n: (-len(n[0]), n))))

    def behind(self, part: Part, seen: Sequence[Entry]) -> list[Entry]:
        """The wholes that the share may be of, all of its day; empty where none is stated."""
        number = part.numbers[0]
        if number.body.measure is Measure.SURVEY:
            return self._asked(part, seen)
        if word_pattern("plain_whole").search(part.base):
            return self._just_said(part, seen)
        named = self.named(part)
        return [s for s in self.stocks if s.places == named and _of_one_day(s, part.share) and s not in part.numbers]

    def named(self, part: Part) -> frozenset[str]:
        """The places that the words for the whole name; for 所有 those that all numbers of the list share."""
        found, words = set[str](), part.base
        for blend in find_blends(words):
            found |= {ref.place_id for ref in blend.places}
        for name, place_id in self.names:
            if name in words:
                found.add(place_id)
                words = words.replace(name, "，")
        if word_pattern("nation").search(words):
            found.add(CHINA)
        if not found and len(part.numbers) > 1 and word_pattern("all_ties").search(part.base):
            return frozenset.intersection(*(n.places for n in part.numbers))
        return frozenset(found)

    def nearby(self, named: frozenset[str], share: Entry) -> Entry | None:
        """The total of those places on a day near the share's, where one is stated."""
        near = [s for s in self.stocks if s.places == named and _near(s.body.time, share.body.time)]
        return near[0] if near and len({s.stated.value for s in near}) == 1 else None

    def _asked(self, part: Part, seen: Sequence[Entry]) -> list[Entry]:
        """The questionnaires of which the answers are: those last named as a whole."""
        if not word_pattern("plain_whole").search(part.base) and "问卷" not in part.base:
            return []
        number = part.numbers[0]
        earlier = [e for e in seen if e.context.start < number.context.start and e.body.unit == number.body.unit]
        bases = [e for e in earlier if word_pattern("survey_base").search(e.context.tail)]
        return bases[-1:] if bases and bases[-1].context.section == number.context.section else []

    def _just_said(self, part: Part, seen: Sequence[Entry]) -> list[Entry]:
        """A larger number of the same kind right before the part, whose places hold the part's or are as many."""
        number = part.numbers[0]
        earlier = [e for e in seen if e.context.start < number.context.start and alike(e, number)]
        return [e for e in earlier[-BACK:] if e.stated.value > number.stated.value and _is_wider(e, number)]


def _is_wider(whole: Entry, part: Entry) -> bool:
    """Does the whole name fewer places than the part: 中国 for 中国 and one country?"""
    return whole.places < part.places and whole.context.section == part.context.section


def _of_one_day(a: Entry, b: Entry) -> bool:
    return a.body.time == b.body.time


def _near(a: str | None, b: str | None) -> bool:
    """Are two as-of dates at most `DAYS` apart, a month taken at its end?"""
    days = [_day(edtf) for edtf in (a, b)]
    return days[0] is not None and days[1] is not None and abs((days[0] - days[1]).days) <= DAYS


def _day(edtf: str | None) -> date | None:
    match = _DATE.match(edtf or "")
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2] or 12), int(match[3] or 28))
    except ValueError:
        return None
