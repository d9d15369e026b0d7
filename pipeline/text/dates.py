"""Dates and periods of Chinese reports as EDTF (ISO 8601-2 level 1), never finer than the text.

One pass over the half-width simplified shadow. A date that lacks its year (同年11月, 3月26日) takes it from the date before it in
the text; with none before it, from the document's own date, else the year is written XXXX.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace

from pipeline.text.numerals import HAN_DIGIT, parse_number, parse_year

_HAN2 = "[一二三四五六七八九十廿卅]"
_Y = rf"(?:(?:1[6-9]|20)\d\d|[一二][{HAN_DIGIT}]{{3}})"
_M = rf"(?:1[0-2]|0?[1-9]|{_HAN2}{{1,2}})"
_D = rf"(?:[12]\d|3[01]|0?[1-9]|{_HAN2}{{1,3}})"
_TO = r"(?:至|到|~|-|—|–|―|─|一(?=\d))+"
_PREFIX = r"(?:同年|这一年|那一年|当年|是年|翌年|次年|今年|本年|去年|前年|明年)"
_PREFIX_YEAR = {"同年": 0, "这一年": 0, "那一年": 0, "当年": 0, "是年": 0, "翌年": 1, "次年": 1}
_DOC_YEAR = {"今年": 0, "本年": 0, "去年": -1, "前年": -2, "明年": 1}
_SEP = r"[./\-]"

# Order matters: the longest form of each kind stands first. Each alternative names its groups uniquely.
_FORMS = rf"""
 (?P<mg>(?:民国|中华民国))(?P<mgy>\d{{1,3}}|{_HAN2}{{1,4}})年(?:(?P<mgm>{_M})月(?:(?P<mgd>{_D})[日号])?)?
|(?<!\d)(?P<gy>1[01]\d)年(?P<gm>{_M})月(?:(?P<gd>{_D})[日号])?
|(?<!\d)(?P<ys>{_Y})年?(?:{_TO}|以)今(?![年天日])
|(?<!\d)(?P<d1y>{_Y})年(?P<d1m>{_M})月(?P<d1d>{_D})[日号]?{_TO}(?:(?P<d1y2>{_Y})年)?(?:(?P<d1m2>{_M})月)?(?P<d1d2>{_D})[日号]
|(?<!\d)(?P<m1y>{_Y})年(?P<m1m>{_M})月?{_TO}(?:(?P<m1y2>{_Y})年)?(?P<m1m2>{_M})月(?!\d)
|(?<!\d)(?P<y1>{_Y})年?[初底末]?{_TO}(?P<y2>{_Y})年(?:底|末)?
|(?<!\d)(?P<dy>{_Y})年(?P<dm>{_M})月(?P<dd>{_D})[日号]
|(?<!\d)(?P<ky>{_Y})年(?P<km>{_M})月(?:份|初|底|末|[上中下]旬)?
|(?<!\d)(?P<xy>{_Y}|\d{{2}}0|[一二三四五六七八九][〇零]|\d0)年代(?:初|末|中期)?
|(?<!\d)(?P<yy>{_Y})年(?!代)(?P<half>[上下]半年|[一二三四]季度|度|[初底末])?
|(?<![\d.])(?P<iy>(?:1[89]|20)\d\d){_SEP}(?P<im>1[0-2]|0?[1-9]){_SEP}(?P<id>[12]\d|3[01]|0?[1-9])(?![\d.])
|(?<![\d./-])(?P<jy>(?:19|20)\d\d)[./-](?P<jm>1[0-2]|0[1-9])(?![\d./-])
|(?<![\d.])(?P<ry1>(?:1[89]|20)\d\d)(?:-|~|—|–|―)+(?P<ry2>(?:1[89]|20)\d\d)(?![\d.])
|(?P<pp>{_PREFIX})(?:(?P<pm>{_M})月(?:(?P<pd>{_D})[日号])?(?:{_TO}(?:(?P<pm2>{_M})月)?(?P<pd2>{_D})[日号])?)?
|(?<![\d第])(?P<rm>{_M})月(?P<rd>{_D})[日号]?{_TO}(?:(?P<rm2>{_M})月)?(?P<rd2>{_D})[日号]
|(?<![\d第])(?P<sm>{_M})月(?P<sd>{_D})[日号]
|(?<![\d第.])(?P<tm1>{_M})月?{_TO}(?P<tm2>{_M})月(?!\d)
|(?<![\d第个])(?P<tm>{_M})月(?:份|初|底|末|[上中下]旬)?(?![\d饼球亮])
|(?<![\d第月])(?P<u1>[12]\d|3[01]|[1-9])日{_TO}(?P<u2>[12]\d|3[01]|[1-9])日
|(?<![\d第月节生今昨明假周])(?P<ud>[12]\d|3[01]|[1-9])日(?![本元游均常報报])
|(?P<rel>昨[日天]|今[日天](?!的)|当[日天]|上月(?P<reld>{_D})[日号]|本月(?P<reld2>{_D})[日号]|上月|本月)
"""
_STARTS = rf"(?=[\d{HAN_DIGIT}十民中同这那当是翌次今本去前明昨上])"  # looked at first: every other character ends here, 6 times as fast
_PATTERN = re.compile(f"{_STARTS}(?:{_FORMS})".replace("\n", "").replace(" ", ""))


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in the text: half-open range, EDTF, `stated` or `derived`, and whether its year stands in an earlier date."""

    start: int
    end: int
    edtf: str
    basis: str = "stated"
    year_inherited: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """What a date without a year goes by: the last year and month read, and the document's own date."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    document: str | None = None

    def year_text(self) -> str:
        return f"{self.year:04d}" if self.year else "XXXX"


def find_dates(shadow: str, document_date: str | None = None) -> list[FoundDate]:
    """All dates of a document's shadow text in order; `document_date` (EDTF) resolves 今年, 上月28日, and years that stand nowhere."""
    clock = Clock(document=document_date)
    if document_date and document_date[:4].isdecimal():
        clock = replace(clock, year=int(document_date[:4]))
    found = []
    for match in _PATTERN.finditer(shadow):
        made = _reader_of(match)(match, clock)
        if made is None:
            continue
        edtf, clock, inherited = made
        basis = "derived" if match["pp"] in _PREFIX_YEAR or match["pp"] in _DOC_YEAR or match["rel"] else "stated"
        found.append(FoundDate(match.start(), match.end(), edtf, basis, inherited))
    return found


Made = tuple[str, Clock, bool] | None


def _num(words: str) -> int:
    value = parse_number(words)
    return int(value) if value else 0


def _year(words: str) -> int:
    return parse_year(words) or 0


def _ymd(year: int | str, month: int = 0, day: int = 0) -> str | None:
    """EDTF of the parts, or None where no calendar has them."""
    text = f"{year:04d}" if isinstance(year, int) else year
    if not month:
        return text
    if not 1 <= month <= 12:
        return None
    if not day:
        return f"{text}-{month:02d}"
    limit = monthrange(year, month)[1] if isinstance(year, int) and year else 31
    return f"{text}-{month:02d}-{day:02d}" if 1 <= day <= limit else None


def _interval(first: str | None, last: str | None) -> str | None:
    if first is None or last is None:
        return None
    if first == last:
        return first
    return f"{first}/{last}" if "X" in first or first <= last else None


def _made(edtf: str | None, clock: Clock, inherited: bool = False) -> Made:
    return None if edtf is None else (edtf, clock, inherited)


def _at(clock: Clock, year: int, month: int | None = None, day: int | None = None) -> Clock:
    return replace(clock, year=year, month=month, day=day)


def _read_minguo(m: re.Match[str], clock: Clock) -> Made:
    year = 1911 + _num(m["mgy"])
    month, day = _num(m["mgm"] or ""), _num(m["mgd"] or "")
    return _made(_ymd(year, month, day), _at(clock, year, month or None, day or None))


def _read_short_minguo(m: re.Match[str], clock: Clock) -> Made:
    """113年10月: a year of three digits with a month can only be counted from 1912."""
    year, month, day = 1911 + int(m["gy"]), _num(m["gm"]), _num(m["gd"] or "")
    return _made(_ymd(year, month, day), _at(clock, year, month, day or None))


def _read_day_range(m: re.Match[str], clock: Clock) -> Made:
    year, month = _year(m["d1y"]), _num(m["d1m"])
    year2, month2 = _year(m["d1y2"]) if m["d1y2"] else year, _num(m["d1m2"]) if m["d1m2"] else month
    edtf = _interval(_ymd(year, month, _num(m["d1d"])), _ymd(year2, month2, _num(m["d1d2"])))
    return _made(edtf, _at(clock, year, month))


def _read_month_range(m: re.Match[str], clock: Clock) -> Made:
    year = _year(m["m1y"])
    year2 = _year(m["m1y2"]) if m["m1y2"] else year
    return _made(_interval(_ymd(year, _num(m["m1m"])), _ymd(year2, _num(m["m1m2"]))), _at(clock, year2))


def _read_year_range(m: re.Match[str], clock: Clock) -> Made:
    year, year2 = _year(m["y1"]), _year(m["y2"])
    return _made(_interval(_ymd(year), _ymd(year2)), _at(clock, year2)) if year < year2 else None


def _read_bare_year_range(m: re.Match[str], clock: Clock) -> Made:
    year, year2 = int(m["ry1"]), int(m["ry2"])
    return _made(_interval(_ymd(year), _ymd(year2)), _at(clock, year2)) if year < year2 else None


def _read_day(m: re.Match[str], clock: Clock) -> Made:
    year, month, day = _year(m["dy"]), _num(m["dm"]), _num(m["dd"])
    return _made(_ymd(year, month, day), _at(clock, year, month, day))


def _read_month(m: re.Match[str], clock: Clock) -> Made:
    year, month = _year(m["ky"]), _num(m["km"])
    return _made(_ymd(year, month), _at(clock, year, month))


def _read_decade(m: re.Match[str], clock: Clock) -> Made:
    words = m["xy"]
    decade = _year(words) if len(words) == 4 else 0
    if not decade:  # 80年代, 八十年代: of the century that the words before name, else the twentieth
        tens = (_num(words[:1]) if not words[0].isdecimal() else int(words[0])) * 10
        century = (
            2000 if re.search(r"(?:21|二十一)世纪$|本世纪$", m.string[max(0, m.start() - 5) : m.start()]) else 1900
        )
        decade = century + tens
    return _made(f"{decade // 10}X", clock)


def _read_since(m: re.Match[str], clock: Clock) -> Made:
    year = _year(m["ys"])
    return _made(f"{year:04d}/..", _at(clock, year))


def _read_year(m: re.Match[str], clock: Clock) -> Made:
    year = _year(m["yy"])
    end = m["half"] in ("底", "末")
    return _made(_ymd(year, 12) if end else _ymd(year), _at(clock, year))


def _read_iso(m: re.Match[str], clock: Clock) -> Made:
    year, month, day = int(m["iy"]), int(m["im"]), int(m["id"])
    return _made(_ymd(year, month, day), _at(clock, year, month, day))


def _read_iso_month(m: re.Match[str], clock: Clock) -> Made:
    return _made(_ymd(int(m["jy"]), int(m["jm"])), _at(clock, int(m["jy"]), int(m["jm"])))


def _read_relative_year(m: re.Match[str], clock: Clock) -> Made:
    word = m["pp"]
    if word in _PREFIX_YEAR:
        year = clock.year + _PREFIX_YEAR[word] if clock.year else None
    else:
        year = int(clock.document[:4]) + _DOC_YEAR[word] if clock.document and clock.document[:4].isdecimal() else None
    if year is None:
        return _made(_ymd("XXXX", _num(m["pm"] or ""), _num(m["pd"] or "")), clock, True) if m["pm"] else None
    month, day = _num(m["pm"] or ""), _num(m["pd"] or "")
    first = _ymd(year, month, day)
    last = _ymd(year, _num(m["pm2"]) if m["pm2"] else month, _num(m["pd2"])) if m["pd2"] else first
    return _made(_interval(first, last), _at(clock, year, month or None, day or None), True)


def _read_inherited_range(m: re.Match[str], clock: Clock) -> Made:
    month = _num(m["rm"])
    month2 = _num(m["rm2"]) if m["rm2"] else month
    year = clock.year or "XXXX"
    edtf = _interval(_ymd(year, month, _num(m["rd"])), _ymd(year, month2, _num(m["rd2"])))
    return _made(edtf, replace(clock, month=month2, day=None), True)


def _read_inherited_day(m: re.Match[str], clock: Clock) -> Made:
    month, day = _num(m["sm"]), _num(m["sd"])
    return _made(_ymd(clock.year or "XXXX", month, day), replace(clock, month=month, day=day), True)


def _read_inherited_months(m: re.Match[str], clock: Clock) -> Made:
    year = clock.year or "XXXX"
    return _made(_interval(_ymd(year, _num(m["tm1"])), _ymd(year, _num(m["tm2"]))), clock, True)


def _read_inherited_month(m: re.Match[str], clock: Clock) -> Made:
    month = _num(m["tm"])
    return _made(_ymd(clock.year or "XXXX", month), replace(clock, month=month, day=None), True)


def _read_bare_days(m: re.Match[str], clock: Clock) -> Made:
    if not clock.month:
        return None
    year = clock.year or "XXXX"
    edtf = _interval(_ymd(year, clock.month, int(m["u1"])), _ymd(year, clock.month, int(m["u2"])))
    return _made(edtf, clock, True)


def _read_bare_day(m: re.Match[str], clock: Clock) -> Made:
    if not clock.month:
        return None
    day = int(m["ud"])
    return _made(_ymd(clock.year or "XXXX", clock.month, day), replace(clock, day=day), True)


def _read_relative(m: re.Match[str], clock: Clock) -> Made:
    word, document = m["rel"], clock.document or ""
    if word.startswith("当"):
        full = clock.year and clock.month and clock.day
        return _made(_ymd(clock.year or 0, clock.month or 0, clock.day or 0), clock, True) if full else None
    if len(document) < 7 or not document[:4].isdecimal():
        return None
    year, month = int(document[:4]), int(document[5:7])
    if word[0] in "昨今":
        return _relative_day(word, year, month, document, clock)
    month = month - 1 if word.startswith("上月") else month
    year, month = (year - 1, 12) if month == 0 else (year, month)
    return _made(_ymd(year, month, _num(m["reld"] or m["reld2"] or "")), _at(clock, year, month), True)


def _relative_day(word: str, year: int, month: int, document: str, clock: Clock) -> Made:
    if len(document) < 10:
        return None
    day = int(document[8:10]) - (1 if word[0] == "昨" else 0)
    if day == 0:
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
        day = monthrange(year, month)[1]
    return _made(_ymd(year, month, day), _at(clock, year, month, day), True)


_READERS: dict[str, Callable[[re.Match[str], Clock], Made]] = {
    "mg": _read_minguo, "gy": _read_short_minguo, "d1y": _read_day_range, "m1y": _read_month_range, "y1": _read_year_range, "dy": _read_day,
    "ky": _read_month, "xy": _read_decade, "ys": _read_since, "yy": _read_year, "iy": _read_iso, "jy": _read_iso_month,
    "ry1": _read_bare_year_range, "pp": _read_relative_year, "rm": _read_inherited_range, "sm": _read_inherited_day,
    "tm1": _read_inherited_months, "tm": _read_inherited_month, "u1": _read_bare_days, "ud": _read_bare_day,
    "rel": _read_relative,
}  # fmt: skip


def _reader_of(match: re.Match[str]) -> Callable[[re.Match[str], Clock], Made]:
    """The reader of the alternative that matched, by its first named group."""
    return next(_READERS[name] for name in _READERS if match[name] is not None)
