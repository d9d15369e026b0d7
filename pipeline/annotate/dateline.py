"""The document's own date, read before all others, since 昨日, 今年 and dates without a year go by it.

Only places that speak of the document itself are asked: the manifest, a line that is nothing but a date near the top or at the
foot, a signature, a dateline in brackets at the end, 发表于 and 发布时间, 今天 and 昨天 with their dates, a heading's day with the
foot's year, a line of furniture under the headline, the year of a yearbook, the address of the page. None where they are silent.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date as day_of
from datetime import timedelta

from pipeline.annotate.headlines import dated_lines
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
_LABELS = ("发表于", "发布于", "时间", "日期")  # 发布时间, 更新日期
_COLON = r"\s*[:：]?\s*"

# A line that holds a date and nothing else: 2018年9月20日 under a title, 2021-10-29 14:12 under a headline, （2021年7月更新）.
_LINE_END = rf"(?:更新|修订|整理|印发|制表|编印|供稿)?[\s）)]*(?={_CLOCK}\s*(?:\n|$|来源|作者))"
_LINES = tuple(re.compile(rf"(?:^|\n)[\s（(]*{form}{_LINE_END}") for form in (_WRITTEN, _DIGITS))
_YEAR_LINES = re.compile(rf"(?:^|\n)[\s（(【]*{_YEAR}\s*年[\s）)】]*(?=\n|$)")
_LABELLED = tuple(re.compile(_COLON + form) for form in (_DIGITS, _WRITTEN))  # 发表于 2009-12
_FIRST_POST = re.compile(rf"楼主[^\n]{{0,40}}?发表于{_COLON}{_DIGITS}")  # a thread is dated by its first post
_BRACKETED = re.compile(
    rf"[（(](?:[^（）()\n]{{0,12}}[,，\s])?{_WRITTEN}[^（）()\n。]{{0,10}}[)）]\s*$"
)  # …往来。（2004年10月18日）, （2021年6月22日 记者 某某）
_SIGNED = re.compile(
    rf"(?:^|\n)[^。，,；;:：\n\d]{{2,40}}{_YEAR}年\s*{_MONTH}月\s*(?:{_DAY}日)?\s*$"
)  # 某市外事办公室 二〇〇四年一月
_NOW = re.compile(r"[今本昨][天日晚]?\s*[（(]\s*")
_DAYS = (  # behind 今 or 昨, in brackets: 今（113年10月11日）
    re.compile(r"(?:民国)?(?P<y>\d{2,3})年(?P<m>1[0-2]|0?[1-9])月(?P<d>[12]\d|3[01]|0?[1-9])日"),
    re.compile(_WRITTEN),
)
_NEWS_OF = re.compile(rf"(?:^|\n)\s*{_WRITTEN}的?(?:消息|讯|报道|电)")  # 2020年4月的消息：
_HEADED = re.compile(  # 【早报】12月6日 星期三: the day of a bulletin, whose year its foot gives
    r"^[^\n。，]{0,16}?(?P<m>1[0-2]|[1-9])月(?P<d>[12]\d|3[01]|[1-9])日\s*(?:(?:星期|周)(?P<w>[一二三四五六日天]))?\s*(?:\n|$)"
)
_FOOT_YEAR = re.compile(r"(?P<y>20\d\d)年?\s*[)）]?\s*$")
_YEARBOOK = re.compile(r"^[^\n。]{0,16}?年鉴\s*[·•.(（《〈]?\s*(?P<y>(?:19|20)\d\d)(?!\d)")  # 某市年鉴·2012
_ADDRESS = re.compile(
    r"https?://[^\s)]{3,60}?/(?P<y>(?:19|20)\d\d)[-/]?(?P<m>0[1-9]|1[0-2])[-/]?(?P<d>[0-2]\d|3[01])(?=/)"
)
_MONTH_DAY = re.compile(r"(?<!\d)(1[0-2]|[1-9])月([12]\d|3[01]|[1-9])日")
_WEEKDAYS = ("一", "二", "三", "四", "五", "六", "日天")

MINGUO = 1911  # 民国 1 is 1912
FIRST_WESTERN = 1000  # smaller years are counted from 1912
YEAR, DAY = 4, 10  # characters of an EDTF year and day


def document_date(reading: Reading) -> str | None:
    """The document's own date as EDTF, from the manifest or from the text; None where neither gives one for sure."""
    stated = reading.source.bibliography.date if reading.source.bibliography else None
    if stated:
        return stated
    text = reading.shadow
    return next((date for ask in _QUESTIONS if (date := ask(text))), None) or _address(reading.raw, text)


def _labelled(text: str) -> str | None:
    """发表于 2009-12; where labels name several days (a list of news), none of them is the document's but a thread's first."""
    dates = set(_labels(text[: 4 * HEAD])) | set(_labels(text[4 * HEAD :][-TAIL:]))
    return dates.pop() if len(dates) == 1 else _first((_FIRST_POST,), text[:HEAD])


def _labels(text: str) -> Iterator[str]:
    for label in _LABELS:
        at = text.find(label)
        while at >= 0:
            if date := _at(_LABELLED, text, at + len(label)):
                yield date
            at = text.find(label, at + 1)


def _own_line(text: str) -> str | None:
    """A line of its own at the top, or the signature's at the end."""
    found = _line(text)
    if found and len(found) == YEAR and len({match["y"] for match in _YEAR_LINES.finditer(text)}) > 1:
        return _line(_YEAR_LINES.sub("\n", text))  # a chronicle's headings
    return found


def _line(text: str) -> str | None:
    return _first(_LINES, text[:HEAD]) or (_first(_LINES, text[-TAIL:]) if len(text) > HEAD else None)


def _at_the_end(text: str) -> str | None:
    """In brackets, or behind the name of who signs."""
    return _first((_BRACKETED, _SIGNED), text[-TAIL:].rstrip())


def _today(text: str) -> str | None:
    """Today's date in brackets behind 今天, or the day after yesterday's."""
    for match in _NOW.finditer(text[: 4 * HEAD]):
        date = _at(_DAYS, text, match.end())
        if date and (match[0][0] != "昨" or (date := _day_after(date))):
            return date
    return None


def _day_after(edtf: str) -> str | None:
    """The day a report of 昨（1月11日） came out; None where no day is named."""
    if len(edtf) < DAY:
        return None
    return (day_of.fromisoformat(edtf) + timedelta(days=1)).isoformat()


def _news(text: str) -> str | None:
    return _first((_NEWS_OF,), text[:HEAD])


def _headed(text: str) -> str | None:
    """The heading's day in the year that the foot names, where the day of the week bears it out."""
    head, foot = _HEADED.match(text), _FOOT_YEAR.search(text[-TAIL:].rstrip())
    date = _edtf(int(foot["y"]), int(head["m"]), int(head["d"])) if head and foot else None
    if date is None or head is None or not head["w"]:
        return date
    return date if head["w"] in _WEEKDAYS[day_of.fromisoformat(date).weekday()] else None


def _yearbook(text: str) -> str | None:
    return _first((_YEARBOOK,), text[:HEAD])


def _address(raw: str, text: str) -> str | None:
    """The date in the page's address (reading drops addresses), where the text names its month and day too."""
    if "http" not in raw:
        return None
    found = {(m["y"], int(m["m"]), int(m["d"])) for m in _ADDRESS.finditer(raw)}
    if len(found) != 1:
        return None
    year, month, day = found.pop()
    named = {(int(a), int(b)) for a, b in _MONTH_DAY.findall(text)}
    return _edtf(int(year), month, day) if (month, day) in named else None


def _headline(text: str) -> str | None:
    """A line of furniture under the headline, or the dispatch's."""
    return next((date for match in dated_lines(text[:HEAD].lstrip()) if (date := _read(match))), None)


_QUESTIONS: tuple[Callable[[str], str | None], ...] = (
    _labelled,
    _own_line,
    _headed,
    _headline,
    _at_the_end,
    _today,
    _news,
    _yearbook,
)


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> str | None:
    for pattern in patterns:
        for match in pattern.finditer(text):
            if date := _read(match):
                return date
    return None


def _at(patterns: tuple[re.Pattern[str], ...], text: str, at: int) -> str | None:
    """The date that stands right here in one of the forms."""
    return next((date for p in patterns if (match := p.match(text, at)) and (date := _read(match))), None)


def _read(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    return _edtf(_year(match["y"]), _number(parts.get("m")), _number(parts.get("d")))


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
