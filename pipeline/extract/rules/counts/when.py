"""Of when a number is: an as-of date for what stands, a period or day for what happened, nothing for answers and lasting facts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.rules.counts.number import Number
from pipeline.extract.rules.counts.passages import Passage
from pipeline.extract.rules.counts.words import pattern, says
from pipeline.records.claim import FieldAnchor, Measure
from pipeline.records.mention import DateMention

_STOCK = frozenset({Measure.SISTER_PAIRS, Measure.SISTER_PLACES, Measure.PARTNER_COUNTRIES})
_MONEY = re.compile(r"(?:元|美金|马克|英镑|法郎|港币|人民币)$")
_NAMES = re.compile(r"《[^》]*》|“[^”]{1,40}”")
_BRACKET = re.compile(r"[(（]")
_OF_THEN = re.compile(r"的[^，。；]{0,2}")  # 由2010年的40对
_OPEN = re.compile(r"(?P<first>\d{4})/\.\.")
_YEARS = re.compile(r"(?P<n>\d{1,2})年(?:间|来|中|内)")
_NUMBERED = frozenset({"个", "对", "座", "家"})  # 第37个友城: of the day the tie was made


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
    section: int = -1
    block: int = -1
    asof: When = NO_TIME
    asof_level: int = 0  # of the heading it stands under: it holds for deeper headings too
    last: When = NO_TIME
    period: When = NO_TIME
    counted: When = NO_TIME

    def enter(self, passage: Passage) -> None:
        """Forget what a new section, block or passage ends."""
        if passage.section != self.section:
            self.section = passage.section
            if passage.level <= self.asof_level:
                self.asof = NO_TIME
        if passage.block != self.block:
            self.block, self.last, self.period = passage.block, NO_TIME, NO_TIME
        self.counted = NO_TIME

    def leave(self, shadow: str, passage: Passage) -> None:
        """Remember the dates of a passage that was read."""
        for date in passage.dates:
            self.last = When(date.edtf, FieldAnchor(date.span, "sentence"))
            if "/" in date.edtf:
                self.period = self.last
            if _cue(shadow, date, "asof"):
                self.asof, self.asof_level = self.last, passage.level


def time_of(number: Number, measure: Measure, clock: Clock) -> When:
    """The time of one count."""
    if measure is Measure.SURVEY:
        return NO_TIME
    before = [d for d in number.passage.dates if d.span.end <= number.start and not _is_in_a_name(number, d)]
    if measure in _STOCK:
        return _stock_time(number, before, clock)
    if measure is Measure.SHARE:
        return clock.counted if clock.counted.edtf else _stock_time(number, before, clock)
    if measure is Measure.RANK:
        return _rank_time(number, before, clock)
    if measure is Measure.NEW_SISTER_PAIRS:
        return _flow_time(number, before, clock)
    unit = number.quantity.unit
    if measure is Measure.ACTIVITY_COUNT or _MONEY.search(unit) or unit in {"年", "天"}:
        return _deed_time(number, before, clock)
    return _own(before[-1]) if before else clock.counted


def _stock_time(number: Number, before: list[DateMention], clock: Clock) -> When:
    """The as-of date: in brackets after the number, in the words before it, of the document (目前), of the section."""
    for date in number.passage.dates:
        if _stands_after(number, date):
            return _own(date)
    if before and _OF_THEN.fullmatch(number.shadow, before[-1].span.end, number.start):
        return _own(before[-1])
    fit = [d for d in before if not _cue(number.shadow, d, "since") and "/.." not in d.edtf]
    asof = [d for d in fit if _cue(number.shadow, d, "asof")]
    if asof:
        return _own(asof[-1])
    if says("now", number.shadow, fit[-1].span.end if fit else number.passage.span.start, number.start):
        return When(clock.document_date)
    if clock.counted.edtf:
        return clock.counted
    return _own(fit[-1]) if fit else clock.asof


def _stands_after(number: Number, date: DateMention) -> bool:
    """有九对友城（截至2019年底）"""
    if not number.end <= date.span.start <= number.clause.end + 1:
        return False
    return _BRACKET.search(number.shadow, number.end, date.span.start) is not None and _cue(number.shadow, date, "asof")


def _rank_time(number: Number, before: list[DateMention], clock: Clock) -> When:
    """Ranks in ties go with the ties; that a city is a country's second largest is what it is."""
    tied = says("tie", number.shadow, number.end, min(number.clause.end, number.end + 8))
    lasting = number.quantity.unit == "大" and not tied
    if lasting or not (number.passage_says("tie") or clock.counted.edtf):
        own = [d for d in before if number.clause.covers(d.span)]
        return _own(own[-1]) if own else NO_TIME
    if number.quantity.unit in _NUMBERED:
        return _own(before[-1]) if before else clock.last
    return clock.counted if clock.counted.edtf else _stock_time(number, before, clock)


def _flow_time(number: Number, before: list[DateMention], clock: Clock) -> When:
    """The period in the words before, else the period that the block last spoke of."""
    if before:
        return _own(before[-1])
    when = next((w for w in (clock.counted, clock.period) if w.edtf), clock.last)
    years = _YEARS.search(number.shadow, number.passage.span.start, number.end)
    started = _OPEN.fullmatch(when.edtf or "")
    if years and started:  # 自2001年以来 …… 17年间
        first = int(started["first"])
        return When(f"{first}/{first + int(years['n']) - 1}", when.anchor)
    return when


def _deed_time(number: Number, before: list[DateMention], clock: Clock) -> When:
    """The day or period in the words before, else of the count or sentence before; 至2012年 and 自1990年 leave one end open."""
    if not before:
        return clock.counted if clock.counted.edtf else clock.last
    date, anchor = before[-1], FieldAnchor(before[-1].span)
    whole = "/" in date.edtf
    if says("now", number.shadow, date.span.end, number.start):
        return NO_TIME  # 1954年成立，迄今已有近五百家
    if _cue(number.shadow, date, "since") and not whole:
        return When(f"{date.edtf}/..", anchor)
    if _cue(number.shadow, date, "asof") and not whole:
        return When(f"../{date.edtf}", anchor)
    return When(date.edtf, anchor)


def _is_in_a_name(number: Number, date: DateMention) -> bool:
    """“2016年某地论坛”, 《…2014-2015年计划》: the year belongs to the name."""
    names = _NAMES.finditer(number.shadow, number.passage.span.start, number.passage.span.end)
    return any(m.start() < date.span.start and date.span.end < m.end() for m in names)


def _own(date: DateMention) -> When:
    return When(date.edtf, FieldAnchor(date.span))


def _cue(shadow: str, date: DateMention, name: str) -> bool:
    return pattern(name).search(shadow, max(0, date.span.start - 4), date.span.start) is not None
