"""Of when a number is: an as-of date for what stands, a period or day for what happened, nothing for answers and lasting facts."""

from __future__ import annotations

import re

from pipeline.extract.rules.counts.clock import NO_TIME, Clock, When, cue
from pipeline.extract.rules.counts.number import Number
from pipeline.extract.rules.counts.words import pattern, says
from pipeline.records.claim import FieldAnchor, Measure
from pipeline.records.mention import DateMention
from pipeline.text.numerals import parse_number

_STOCK = frozenset({Measure.SISTER_PAIRS, Measure.SISTER_PLACES, Measure.PARTNER_COUNTRIES})
_MONEY = re.compile(r"(?:元|美金|马克|英镑|法郎|港币|人民币)$")
_NAMES = re.compile(r"《[^》]*》|“[^”]{1,40}”")
_BRACKET = re.compile(r"[(（]")
_OF_THEN = re.compile(r"的[^，。；,;]{0,2}")  # 由2010年的40对
_OPEN = re.compile(r"(?P<first>\d{4})/\.\.")
_YEARS = re.compile(r"(?P<n>\d{1,2})年(?:间|来|中|内)")
_LATER = re.compile(r"(?:此后|其后|随后|以后)(?:的)?(?P<n>\d{1,2}|[二两三四五六七八九十]{1,2})年")
_AND = re.compile(r"[、,和与及]|以及")
_OPEN_START = re.compile(r"/\.\.$")
_NUMBERED = frozenset({"个", "对", "座", "家"})  # 第37个友城: of the day the tie was made


def time_of(number: Number, measure: Measure, clock: Clock) -> When:
    """The time of one count."""
    before = [d for d in clock.dates if d.span.end <= number.start and not _is_in_a_name(number, d)]
    if measure in _STOCK:
        return _stock_time(number, before, clock)
    if measure is Measure.SHARE:
        return clock.counted if clock.counted.edtf else _stock_time(number, before, clock)
    if measure is Measure.RANK:
        return _rank_time(number, before, clock)
    if measure is Measure.NEW_SISTER_PAIRS:
        clock.flows.update(d.span for d in before[-1:])
        return _flow_time(number, before, clock)
    unit = number.quantity.unit
    given = says("given", number.shadow, number.clause.start, number.start)
    if given or measure is Measure.ACTIVITY_COUNT or _MONEY.search(unit) or unit in {"年", "天"}:
        return _deed_time(number, before, clock)
    if says("now", number.shadow, before[-1].span.end if before else number.clause.start, number.start):
        return clock.sent if clock.sent.edtf else When(clock.document_date)
    return _own(before[-1]) if before else clock.counted


def _stock_time(number: Number, before: list[DateMention], clock: Clock) -> When:
    """The as-of date: in brackets after the number, in the words before it, of the document (目前), of the section."""
    if number.is_sum:
        return clock.asof
    for date in clock.dates:
        if _stands_after(number, date):
            return _own(date)
    if before and _OF_THEN.fullmatch(number.shadow, before[-1].span.end, number.start):
        return _own(before[-1])
    fit = [d for d in before if not cue(number.shadow, d, "since") and "/.." not in d.edtf]
    asof = [d for d in fit if cue(number.shadow, d, "asof")]
    if asof:
        clock.stocks.add(asof[-1].span)
        return _own(asof[-1])
    if says("now", number.shadow, fit[-1].span.end if fit else number.passage.span.start, number.start):
        return clock.sent if clock.sent.edtf else When(clock.document_date)
    if clock.counted.edtf:
        return clock.counted
    if fit:
        return _own(fit[-1])
    return next((w for w in (clock.asof, clock.standing) if w.edtf), clock.sent)


def _stands_after(number: Number, date: DateMention) -> bool:
    """有九对友城（截至2019年底）"""
    if not number.end <= date.span.start <= number.clause.end + 1:
        return False
    return _BRACKET.search(number.shadow, number.end, date.span.start) is not None and cue(number.shadow, date, "asof")


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
        return _since(number.shadow, before[-1]) or _own(before[-1])
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
        said = next((w for w in (clock.counted, clock.last) if w.edtf), NO_TIME)
        if later := _years_on(number, said, number.passage.span.start):
            return later
        if said.edtf or says("habit", number.shadow, number.clause.start, number.start):
            return said
        return clock.titled if clock.titled.edtf else clock.sent
    date, anchor, shadow = before[-1], FieldAnchor(before[-1].span), number.shadow
    whole = "/" in date.edtf
    if says("now", shadow, date.span.end, number.start):
        return _since(shadow, date) or NO_TIME  # 1954年成立，迄今已有近五百家; but 1998年起……至今
    if later := _years_on(number, When(date.edtf, anchor), date.span.end):
        return later
    if cue(shadow, date, "since") and not whole:
        return When(f"{date.edtf}/..", anchor)
    if pattern("until_then").match(shadow, date.span.end) and not whole:
        return When(f"../{date.edtf}", anchor)
    if cue(shadow, date, "asof") and not whole and not says("standing", shadow, number.clause.start, number.start):
        begun = _since(shadow, before[-2]) if len(before) > 1 else None
        return When(f"{_OPEN_START.sub('', begun.edtf) if begun and begun.edtf else '..'}/{date.edtf}", anchor)
    return _listed(number, before) or When(date.edtf, anchor)


def _years_on(number: Number, said: When, start: int) -> When | None:
    """此后三年: from the time that was said to so many years later."""
    match = _LATER.search(number.shadow, start, number.start)
    if match is None or said.edtf is None or "/" in said.edtf or not said.edtf[:4].isdecimal():
        return None
    return When(f"{said.edtf}/{int(said.edtf[:4]) + int(parse_number(match['n']) or 0)}", said.anchor)


def _since(shadow: str, date: DateMention) -> When | None:
    """2010年以来, 1998年起: open at its end."""
    if "/" in date.edtf or not pattern("from_then").match(shadow, date.span.end):
        return None
    return When(f"{date.edtf}/..", FieldAnchor(date.span))


def _listed(number: Number, before: list[DateMention]) -> When | None:
    """1983年、1986年和1989年 …… 三次: from the first to the last."""
    first = len(before) - 1
    while first and _AND.fullmatch(number.shadow, before[first - 1].span.end, before[first].span.start):
        first -= 1
    if first == len(before) - 1 or any("/" in d.edtf for d in before[first:]):
        return None
    return When(f"{before[first].edtf}/{before[-1].edtf}", FieldAnchor(before[first].span.hull(before[-1].span)))


def _is_in_a_name(number: Number, date: DateMention) -> bool:
    """“2016年某地论坛”, 《…2014-2015年计划》: the year belongs to the name."""
    names = _NAMES.finditer(number.shadow, number.passage.span.start, number.passage.span.end)
    return any(m.start() < date.span.start and date.span.end < m.end() for m in names)


def _own(date: DateMention) -> When:
    return When(date.edtf, FieldAnchor(date.span))
