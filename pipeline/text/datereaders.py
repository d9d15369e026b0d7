"""One reader for each form of date: the match of its pattern and the clock in, EDTF and the clock set anew out."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable

from pipeline.text.dateclock import Clock, Made, at, interval, made, number, year_of, ymd

PREFIX_YEAR = {"同年": 0, "这一年": 0, "那一年": 0, "当年": 0, "是年": 0, "翌年": 1, "次年": 1}
DOC_YEAR = {"今年": 0, "本年": 0, "去年": -1, "前年": -2, "明年": 1}


def _read_minguo(m: re.Match[str], clock: Clock) -> Made:
    year = 1911 + number(m["mgy"])
    month, day = number(m["mgm"] or ""), number(m["mgd"] or "")
    return made(ymd(year, month, day), at(clock, year, month or None, day or None))


def _read_short_minguo(m: re.Match[str], clock: Clock) -> Made:
    """113年10月: a year of three digits with a month can only be counted from 1912."""
    year, month, day = 1911 + int(m["gy"]), number(m["gm"]), number(m["gd"] or "")
    return made(ymd(year, month, day), at(clock, year, month, day or None))


def _read_two_digit_minguo(m: re.Match[str], clock: Clock) -> Made:
    """95年11月 in a text that counts from 1912."""
    year, month, day = 1911 + int(m["hy"]), number(m["hm"] or ""), number(m["hd"] or "")
    return made(ymd(year, month, day), at(clock, year, month or None, day or None))


def _read_years_run_together(m: re.Match[str], clock: Clock) -> Made:
    """19841990年, whose dash the scan lost."""
    first, last = int(m["oy1"]), int(m["oy2"])
    return made(interval(ymd(first), ymd(last)), at(clock, last)) if first < last else None


def _read_day_range(m: re.Match[str], clock: Clock) -> Made:
    year, month = year_of(m["d1y"]), number(m["d1m"])
    year2, month2 = year_of(m["d1y2"]) if m["d1y2"] else year, number(m["d1m2"]) if m["d1m2"] else month
    edtf = interval(ymd(year, month, number(m["d1d"])), ymd(year2, month2, number(m["d1d2"])))
    return made(edtf, at(clock, year, month))


def _read_month_range(m: re.Match[str], clock: Clock) -> Made:
    year = year_of(m["m1y"])
    year2 = year_of(m["m1y2"]) if m["m1y2"] else year
    return made(interval(ymd(year, number(m["m1m"])), ymd(year2, number(m["m1m2"]))), at(clock, year2))


def _read_year_range(m: re.Match[str], clock: Clock) -> Made:
    year, year2 = year_of(m["y1"]), year_of(m["y2"])
    return made(interval(ymd(year), ymd(year2)), at(clock, year2)) if year < year2 else None


def _read_bare_year_range(m: re.Match[str], clock: Clock) -> Made:
    year, year2 = int(m["ry1"]), int(m["ry2"])
    return made(interval(ymd(year), ymd(year2)), at(clock, year2)) if year < year2 else None


def _read_day(m: re.Match[str], clock: Clock) -> Made:
    year, month, day = year_of(m["dy"]), number(m["dm"]), number(m["dd"])
    return made(ymd(year, month, day), at(clock, year, month, day))


def _read_month(m: re.Match[str], clock: Clock) -> Made:
    year, month = year_of(m["ky"]), number(m["km"])
    return made(ymd(year, month), at(clock, year, month))


def _read_decade(m: re.Match[str], clock: Clock) -> Made:
    words = m["xy"]
    decade = year_of(words) if len(words) == 4 else 0
    if not decade:  # 80年代, 八十年代: of the century that the words before name, else the twentieth
        tens = (number(words[:1]) if not words[0].isdecimal() else int(words[0])) * 10
        century = (
            2000 if re.search(r"(?:21|二十一)世纪$|本世纪$", m.string[max(0, m.start() - 5) : m.start()]) else 1900
        )
        decade = century + tens
    return made(f"{decade // 10}X", clock)


def _read_since(m: re.Match[str], clock: Clock) -> Made:
    year = year_of(m["ys"])
    return made(f"{year:04d}/..", at(clock, year))


def _read_year(m: re.Match[str], clock: Clock) -> Made:
    year = year_of(m["yy"])
    end = m["half"] in ("底", "末")
    if m["half"] == "度":
        return made(ymd(year), clock)  # a paper for the year 1991 does not move the story on to 1991
    return made(ymd(year, 12) if end else ymd(year), at(clock, year))


def _read_iso(m: re.Match[str], clock: Clock) -> Made:
    year, month, day = int(m["iy"]), int(m["im"]), int(m["id"])
    return made(ymd(year, month, day), at(clock, year, month, day))


def _read_iso_month(m: re.Match[str], clock: Clock) -> Made:
    month = int(m["jm"] or m["jm1"])
    return made(ymd(int(m["jy"]), month), at(clock, int(m["jy"]), month))


def _read_relative_year(m: re.Match[str], clock: Clock) -> Made:
    word = m["pp"]
    if word in PREFIX_YEAR:
        year = clock.year + PREFIX_YEAR[word] if clock.year else None
    else:
        year = int(clock.document[:4]) + DOC_YEAR[word] if clock.document and clock.document[:4].isdecimal() else None
    if year is None:
        return made(ymd("XXXX", number(m["pm"] or ""), number(m["pd"] or "")), clock, True) if m["pm"] else None
    month, day = number(m["pm"] or ""), number(m["pd"] or "")
    if m["pm3"]:
        return made(interval(ymd(year, month), ymd(year, number(m["pm3"]))), at(clock, year, month), True)
    first = ymd(year, month, day)
    last = ymd(year, number(m["pm2"]) if m["pm2"] else month, number(m["pd2"])) if m["pd2"] else first
    return made(interval(first, last), at(clock, year, month or None, day or None), True)


def _read_inherited_range(m: re.Match[str], clock: Clock) -> Made:
    month = number(m["rm"])
    month2 = number(m["rm2"]) if m["rm2"] else month
    year = clock.year or "XXXX"
    edtf = interval(ymd(year, month, number(m["rd"])), ymd(year, month2, number(m["rd2"])))
    return made(edtf, Clock(clock.year, month2, None, clock.document), True)


def _read_inherited_day(m: re.Match[str], clock: Clock) -> Made:
    month, day = number(m["sm"]), number(m["sd"])
    return made(ymd(clock.year or "XXXX", month, day), Clock(clock.year, month, day, clock.document), True)


def _read_inherited_months(m: re.Match[str], clock: Clock) -> Made:
    year = clock.year or "XXXX"
    return made(interval(ymd(year, number(m["tm1"])), ymd(year, number(m["tm2"]))), clock, True)


def _read_inherited_month(m: re.Match[str], clock: Clock) -> Made:
    month = number(m["tm"])
    return made(ymd(clock.year or "XXXX", month), Clock(clock.year, month, None, clock.document), True)


def _read_bare_days(m: re.Match[str], clock: Clock) -> Made:
    if not clock.month:
        return None
    year = clock.year or "XXXX"
    edtf = interval(ymd(year, clock.month, int(m["u1"])), ymd(year, clock.month, int(m["u2"])))
    return made(edtf, clock, True)


def _read_bare_day(m: re.Match[str], clock: Clock) -> Made:
    if not clock.month:
        return None
    day = int(m["ud"])
    return made(ymd(clock.year or "XXXX", clock.month, day), Clock(clock.year, clock.month, day, clock.document), True)


def _read_relative(m: re.Match[str], clock: Clock) -> Made:
    word, document = m["rel"], clock.document or ""
    if m["reld3"]:  # 是月28日: of the month read last
        return made(ymd(clock.year or "XXXX", clock.month, number(m["reld3"])), clock, True) if clock.month else None
    if word[0] in "当同":
        full = clock.year and clock.month and clock.day
        return made(ymd(clock.year or 0, clock.month or 0, clock.day or 0), clock, True) if full else None
    if len(document) < 7 or not document[:4].isdecimal():
        return None
    year, month = int(document[:4]), int(document[5:7])
    if word[0] in "昨今":
        return _relative_day(word, year, month, document, clock)
    month = month - 1 if word.startswith("上月") else month
    year, month = (year - 1, 12) if month == 0 else (year, month)
    return made(ymd(year, month, number(m["reld"] or m["reld2"] or "")), at(clock, year, month), True)


def _relative_day(word: str, year: int, month: int, document: str, clock: Clock) -> Made:
    if len(document) < 10:
        return None
    day = int(document[8:10]) - (1 if word[0] == "昨" else 0)
    if day == 0:
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
        day = monthrange(year, month)[1]
    return made(ymd(year, month, day), at(clock, year, month, day), True)


READERS: dict[str, Callable[[re.Match[str], Clock], Made]] = {
    "mg": _read_minguo, "gy": _read_short_minguo, "hy": _read_two_digit_minguo, "oy1": _read_years_run_together,
    "d1y": _read_day_range, "m1y": _read_month_range, "y1": _read_year_range, "dy": _read_day,
    "ky": _read_month, "xy": _read_decade, "ys": _read_since, "yy": _read_year, "iy": _read_iso, "jy": _read_iso_month,
    "ry1": _read_bare_year_range, "pp": _read_relative_year, "rm": _read_inherited_range, "sm": _read_inherited_day,
    "tm1": _read_inherited_months, "tm": _read_inherited_month, "u1": _read_bare_days, "ud": _read_bare_day,
    "rel": _read_relative,
}  # fmt: skip
