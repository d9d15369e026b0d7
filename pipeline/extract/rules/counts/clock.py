"""The times that a text has said so far: what a number without a date of its own goes by.

A section has its as-of date, a block its last date, a report its year (in the title, at the head of an item, in an as-of date), which
全年 and 年末 stand for; a dispatch has the day on which it was sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.extract.rules.counts.passages import Passage, any_in
from pipeline.extract.rules.counts.words import pattern
from pipeline.records.claim import FieldAnchor
from pipeline.records.mention import DateMention
from pipeline.records.span import Span

_OPENING = re.compile(r"(?:【[^】]*】)?\s*")
_YEAR_ONLY = 4  # characters of an EDTF year
EARLY, LATE = 3, 11  # months in which a look back over a year is of the year before, and of the same year


@dataclass(frozen=True, slots=True)
class When:
    """A time in EDTF with the words it was read from; both None where the number has no time."""

    edtf: str | None = None
    anchor: FieldAnchor | None = None


NO_TIME = When()


@dataclass(slots=True)
class Clock:
    """Times said so far: the document's own, as-of date of the section, last date of the block, last count of the passage."""

    document_date: str | None = None
    of_year: tuple[int, ...] = ()  # where 全年, 年末 and the like stand
    section: int = -1
    block: int = -1
    asof: When = NO_TIME
    asof_level: int = 0  # of the heading it stands under: it holds for deeper headings too
    standing: When = NO_TIME  # the last as-of date of the document
    last: When = NO_TIME
    period: When = NO_TIME
    counted: When = NO_TIME
    dates: tuple[DateMention, ...] = ()  # of the passage, 全年 and 年末 among them
    titled: When = NO_TIME  # the year in the title
    year: str | None = None  # the year that was last set at the head of a block, or by an as-of date
    annual: str | None = None  # the year of an annual document
    told_of: str | None = None  # the year that the document's own date tells of, where no sentence has said one
    sent: When = NO_TIME  # the day of a dispatch
    flows: set[Span] = field(default_factory=set)  # dates that ended a period: as-of dates of nothing that stands
    stocks: set[Span] = field(default_factory=set)  # and those of something that did

    def enter(self, shadow: str, passage: Passage) -> None:
        """Forget what a new section, block or passage ends; read the passage's dates."""
        if passage.section != self.section:
            self.section = passage.section
            if passage.level <= self.asof_level:
                self.asof = NO_TIME
        if passage.block != self.block:
            self.block, self.last, self.period = passage.block, NO_TIME, NO_TIME
        self.counted = NO_TIME
        self.dates = tuple([d for d in passage.dates if not cue(shadow, d, "against")]) if passage.dates else ()
        if self.of_year and any_in(self.of_year, passage.span):
            self.dates = tuple(sorted((*self.dates, *self._of_the_year(shadow, passage)), key=_start))

    def leave(self, shadow: str, passage: Passage) -> None:
        """Remember the dates of a passage that was read."""
        for date in self.dates:
            self.last = When(date.edtf, FieldAnchor(date.span, "sentence"))
            if "/" in date.edtf:
                self.period = self.last
            if (
                cue(shadow, date, "asof")
                and (date.span in self.stocks or date.span not in self.flows)
                and not is_decade(date)
            ):
                self.asof = self.standing = self.last
                self.asof_level = passage.level
                self.year = date.edtf[:4]
            if _leads(shadow, date, passage):
                self.year = date.edtf[:4]
                if passage.order == 0:
                    self.titled = self.last if len(date.edtf) == _YEAR_ONLY else NO_TIME
            if self.sent.edtf is None and pattern("dispatch").match(shadow, date.span.end):
                self.sent = self.last

    def _of_the_year(self, shadow: str, passage: Passage) -> Iterator[DateMention]:
        """全年, 年末: of the year stated before it in the passage, else of the report's."""
        for match in pattern("report_year").finditer(shadow, *_ends(passage)):
            span = Span(*match.span())
            stated = [
                d for d in passage.dates if d.span.end <= span.start and d.basis == "stated" and not d.year_inherited
            ]
            year = stated[-1].edtf[:4] if stated else self.annual or self.titled.edtf or self.year or self.told_of
            if year and year.isdecimal() and not any(d.span.overlaps(span) for d in passage.dates):
                yield DateMention(span, f"{year}-12" if match["end"] else year, "derived", True)


def year_told_of(date: str | None) -> str | None:
    """The year that 全年 means in a document of this date: its own year, that before it in the first months, none in between."""
    if date is None or not date[:4].isdecimal() or "/" in date:
        return None
    month = int(date[5:7]) if date[5:7].isdecimal() else LATE
    return date[:4] if month >= LATE else str(int(date[:4]) - 1) if month <= EARLY else None


def _ends(passage: Passage) -> tuple[int, int]:
    return passage.span.start, passage.span.end


def _start(date: DateMention) -> int:
    return date.span.start


def _leads(shadow: str, date: DateMention, passage: Passage) -> bool:
    """Does a date of its own year open its passage, or stand in the title?"""
    if date.year_inherited or date.basis != "stated" or not date.edtf[:4].isdecimal():
        return False
    return passage.order == 0 or _OPENING.fullmatch(shadow, passage.span.start, date.span.start) is not None


def is_decade(date: DateMention) -> bool:
    """到90年代 tells how things went on: no table is as of a decade."""
    return date.edtf[3:4] == "X"


def cue(shadow: str, date: DateMention, name: str) -> bool:
    """Do words of the table `name` stand right before a date?"""
    return pattern(name).search(shadow, max(0, date.span.start - 4), date.span.start) is not None
