"""The document's own date, read before all others, since 昨日, 今年 and dates without a year go by it.

Only places that speak of the document itself are asked: the manifest, a line that is nothing but a date near the top or at the
foot, a dateline in brackets at the end, 发表于 and 发布时间, 今天 with its date, the address of the page. None where they are silent.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable

from pipeline.records.reading import Reading
from pipeline.text.numerals import HAN_DIGIT, parse_number, parse_year

HEAD = 1200  # characters at the top in which a line that is only a date is the document's own
TAIL = 400  # at the end: datelines and signatures

_YEAR = rf"(?P<y>(?:19|20)\d\d|[一二][{HAN_DIGIT}]{{3}})"
_MONTH = r"(?P<m>1[0-2]|0?[1-9]|[一二三四五六七八九十]{1,2})"
_DAY = r"(?P<d>[12]\d|3[01]|0?[1-9]|[一二三四五六七八九十]{1,3})"
_WRITTEN = rf"{_YEAR}\s*年\s*(?:{_MONTH}\s*月\s*(?:{_DAY}\s*[日号])?)?"
_DIGITS = r"(?P<y>(?:19|20)\d\d)[-/.](?P<m>1[0-2]|0?[1-9])(?:[-/.](?P<d>[12]\d|3[01]|0?[1-9]))?(?!\d)"
_CLOCK = r"(?:\s+\d{1,2}:\d\d(?::\d\d)?)?"
_LABEL = r"(?:发表于|发布于|(?:发布|发表|更新|刊登|出版)(?:时间|日期)|日期|时间)\s*[:：]?\s*"

# A line that holds a date and nothing else: 2018年9月20日 under a title, 2021-10-29 14:12 under a headline.
_LINE_END = rf"[\s）)]*(?={_CLOCK}\s*(?:\n|$|来源|作者))"
_LINES = tuple(re.compile(rf"(?:^|\n)[\s（(]*{form}{_LINE_END}") for form in (_WRITTEN, _DIGITS))
_LABELLED = tuple(re.compile(_LABEL + form) for form in (_DIGITS, _WRITTEN))  # 发表于 2009-12
_BRACKETED = re.compile(
    rf"[（(](?:[^（）()\n]{{0,12}}[,，\s])?{_WRITTEN}[^（）()\n]{{0,4}}[)）]\s*$"
)  # …往来。（2004年10月18日）
_NOW = r"(?:今[天日]?|本日)\s*[（(]\s*"
_TODAY_MINGUO = re.compile(
    _NOW + r"(?:民国)?(?P<y>\d{2,3})年(?P<m>1[0-2]|0?[1-9])月(?P<d>[12]\d|3[01]|0?[1-9])日"
)  # 今（113年10月11日）
_TODAY = re.compile(_NOW + _WRITTEN)
_NEWS_OF = re.compile(rf"(?:^|\n)\s*{_WRITTEN}的?(?:消息|讯|报道|电)")  # 2020年4月的消息：
_ADDRESS = re.compile(
    r"https?://[^\s)]{3,60}?/(?P<y>(?:19|20)\d\d)[-/]?(?P<m>0[1-9]|1[0-2])[-/]?(?P<d>[0-2]\d|3[01])(?=/)"
)
_MONTH_DAY = re.compile(r"(?<!\d)(1[0-2]|[1-9])月([12]\d|3[01]|[1-9])日")

MINGUO = 1911  # 民国 1 is 1912
FIRST_WESTERN = 1000  # smaller years are counted from 1912


def document_date(reading: Reading) -> str | None:
    """The document's own date as EDTF, from the manifest or from the text; None where neither gives one for sure."""
    stated = reading.source.bibliography.date if reading.source.bibliography else None
    if stated:
        return stated
    text = reading.shadow
    return next((date for ask in _QUESTIONS if (date := ask(text))), None) or _address(reading.raw, text)


def _labelled(text: str) -> str | None:
    """发表于 2009-12; where labels name several days (a list of news), none of them is the document's."""
    dates = {date for pattern in _LABELLED for match in pattern.finditer(text) if (date := _read(match))}
    return dates.pop() if len(dates) == 1 else None


def _own_line(text: str) -> str | None:
    """A line of its own at the top, or the signature's at the end."""
    return _first(_LINES, text[:HEAD]) or (_first(_LINES, text[-TAIL:]) if len(text) > HEAD else None)


def _end_bracket(text: str) -> str | None:
    return _first((_BRACKETED,), text[-TAIL:].rstrip())


def _today(text: str) -> str | None:
    return _first((_TODAY_MINGUO, _TODAY), text[: 4 * HEAD])


def _news(text: str) -> str | None:
    return _first((_NEWS_OF,), text[:HEAD])


def _address(raw: str, text: str) -> str | None:
    """The date in the page's address (reading drops addresses), where the text names its month and day too."""
    found = {(m["y"], int(m["m"]), int(m["d"])) for m in _ADDRESS.finditer(raw)}
    if len(found) != 1:
        return None
    year, month, day = found.pop()
    named = {(int(a), int(b)) for a, b in _MONTH_DAY.findall(text)}
    return _edtf(int(year), month, day) if (month, day) in named else None


_QUESTIONS: tuple[Callable[[str], str | None], ...] = (_labelled, _own_line, _end_bracket, _today, _news)


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> str | None:
    for pattern in patterns:
        for match in pattern.finditer(text):
            if date := _read(match):
                return date
    return None


def _read(match: re.Match[str]) -> str | None:
    return _edtf(_year(match["y"]), _number(match["m"]), _number(match["d"]))


def _year(words: str) -> int:
    year = int(words) if words.isascii() else parse_year(words) or 0
    return year + MINGUO if 0 < year < FIRST_WESTERN else year


def _number(words: str | None) -> int:
    return int(parse_number(words) or 0) if words else 0


def _edtf(year: int, month: int, day: int) -> str | None:
    """EDTF of the parts, or None where no calendar has them."""
    if not year or month > 12:
        return None
    if not month:
        return f"{year:04d}"
    if not day:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{day:02d}" if day <= monthrange(year, month)[1] else None
