"""Dates and periods of Chinese reports as EDTF (ISO 8601-2 level 1), never finer than the text.

One pass over the half-width simplified shadow. A date that lacks its year (同年11月, 3月26日) takes it from the date before it in
the text; with none before it, from the document's own date, else the year is written XXXX.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.text.dateclock import Clock, Made
from pipeline.text.datereaders import DOC_YEAR, PREFIX_YEAR, READERS
from pipeline.text.newsclock import of_the_news
from pipeline.text.numerals import HAN_DIGIT

_HAN2 = "[一二三四五六七八九十廿卅]"
_Y = rf"(?:(?:1[6-9]|20)\d\d|[一二][{HAN_DIGIT}]{{3}})"
_M = rf"(?:1[0-2]|0?[1-9]|{_HAN2}{{1,2}})"
_D = rf"(?:[12]\d|3[01]|0?[1-9]|{_HAN2}{{1,3}})"
_TO = r"(?:至|到|~|-|—|–|―|─|一(?=\d))+"
_PREFIX = r"(?:同年|这一年|那一年|当年|是年|翌年|次年|今年|本年|去年|前年|明年)"
_SEP = r"[./\-]"

# Order matters: the longest form of each kind stands first. Each alternative names its groups uniquely.
_FORMS = rf"""
 (?P<mg>(?:民国|中华民国))(?P<mgy>\d{{1,3}}|{_HAN2}{{1,4}})年(?:(?P<mgm>{_M})月(?:(?P<mgd>{_D})[日号])?)?
|(?<!\d)(?P<gy>1[01]\d)年(?P<gm>{_M})月(?:(?P<gd>{_D})[日号])?
|(?<![\d.])(?P<oy1>(?:19|20)\d\d)(?P<oy2>(?:19|20)\d\d)年
|(?<!\d)(?P<ys>{_Y})年?(?:{_TO}|以)今(?![年天日])
|(?<!\d)(?P<d1y>{_Y})年(?P<d1m>{_M})月(?P<d1d>{_D})[日号]?{_TO}(?:(?P<d1y2>{_Y})年)?(?:(?P<d1m2>{_M})月)?(?P<d1d2>{_D})[日号]
|(?<!\d)(?P<m1y>{_Y})年(?P<m1m>{_M})月?{_TO}(?:(?P<m1y2>{_Y})年)?(?P<m1m2>{_M})月(?!\d)
|(?<!\d)(?P<y1>{_Y})年?[初底末]?{_TO}(?P<y2>{_Y})年(?:底|末)?
|(?<!\d)(?P<dy>{_Y})年(?P<dm>{_M})月(?P<dd>{_D})[日号]
|(?<!\d)(?P<ky>{_Y})年(?P<km>{_M})月(?:份|初|底|末|[上中下]旬)?
|(?<!\d)(?P<xy>{_Y}|\d{{2}}0|[一二三四五六七八九][〇零]|\d0)年代(?:初|末|中期)?
|(?<!\d)(?P<yy>{_Y})年(?!代)(?P<half>[上下]半年|[一二三四]季度|度|[初底末])?
|(?<![\d.])(?P<iy>(?:1[89]|20)\d\d){_SEP}(?P<im>1[0-2]|0?[1-9]){_SEP}(?P<id>[12]\d|3[01]|0?[1-9])(?![\d.])
|(?<![\d./-])(?P<jy>(?:19|20)\d\d)(?:[./-](?P<jm>1[0-2]|0[1-9])|\.(?P<jm1>[1-9]))(?![\d./-]|[万亿元%])
|(?<![\d.])(?P<ry1>(?:1[89]|20)\d\d)(?:-|~|—|–|―)+(?P<ry2>(?:1[89]|20)\d\d)(?![\d.])
|(?P<pp>{_PREFIX})(?:(?P<pm>{_M})月(?:(?P<pd>{_D})[日号])?(?:{_TO}(?:(?:(?P<pm2>{_M})月)?(?P<pd2>{_D})[日号]|(?P<pm3>{_M})月))?)?
|(?<![\d第])(?P<rm>{_M})月(?P<rd>{_D})[日号]?{_TO}(?:(?P<rm2>{_M})月)?(?P<rd2>{_D})[日号]
|(?<![\d第])(?P<sm>{_M})月(?P<sd>{_D})[日号]
|(?<![\d第.])(?P<tm1>{_M})月?{_TO}(?P<tm2>{_M})月(?!\d)
|(?<![\d第个])(?P<tm>{_M})月(?:份|初|底|末|[上中下]旬)?(?![\d饼球亮])
|(?<![\d第月])(?P<u1>[12]\d|3[01]|[1-9])日{_TO}(?P<u2>[12]\d|3[01]|[1-9])日
|(?<![\d第月节生今昨明假周])(?P<ud>[12]\d|3[01]|[1-9])日(?![本元游均常報报])
|(?P<rel>昨[日天晚]|今[日天晚](?!的)|(?:是|该|当|同)月(?P<reld3>{_D})[日号]|当[日天]|同日|同一天|上月(?P<reld>{_D})[日号]|本月(?P<reld2>{_D})[日号]|上月|本月)
"""
# Looked at first, one character and then its neighbours: nearly every other place in a text ends here. The character is read, not looked
# ahead at, since the engine runs through a text for a class three times as fast; `[0-9]`, since a class with `\d` is slow again.
_BEGINS = re.compile(
    rf"[0-9{HAN_DIGIT}十民中同这那当是该翌次今本去前明昨上](?<=(?="
    rf"(?<!\d)\d+[年月日号初底末./\-~—–―─一至到以]|[{HAN_DIGIT}十][{HAN_DIGIT}十年月日号]|(?:中华)?民国|同[年月日一]|[这那]一年|当[年月日天]|[是该][年月]|[翌次]年|今[年日天晚]|本[年月]|[去前明]年|昨[日天晚]|上月"
    r").)"
)
_PATTERN = re.compile(_FORMS.replace("\n", "").replace(" ", ""))
# Where a text counts from 1912 at all, years of two digits do so too: 於95年11月, 至98年.
_MINGUO = re.compile(r"民国|1[01]\d年(?<!\d{4}年)\d{1,2}月")
_SHORT_YEAR = re.compile(
    r"(?<![\d第国])(?:(?<=[于於在至到自从])|(?=\d\d年\d{1,2}月))(?P<hy>[5-9]\d)年(?:(?P<hm>1[0-2]|[1-9])月(?:(?P<hd>[12]\d|3[01]|[1-9])日)?)?"
)
_SENTENCE_END = re.compile(r"[。！？!?;\n]")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in the text: half-open range, EDTF, `stated` or `derived`, and whether its year stands in an earlier date."""

    start: int
    end: int
    edtf: str
    basis: str = "stated"
    year_inherited: bool = False


def find_dates(shadow: str, document_date: str | None = None, annual_year: int | None = None) -> list[FoundDate]:
    """All dates of a document's shadow text in order; `document_date` (EDTF) resolves 今年, 上月28日, and years that stand nowhere.

    `annual_year` is the year that a yearbook or annual report tells of: there a date without its year is of that year, unless
    its own sentence names another before it. In a text dated to the day, so is a month and day of the weeks before that day.
    """
    clock = Clock(document=document_date)
    if document_date and document_date[:4].isdecimal():
        clock = Clock(int(document_date[:4]), document=document_date)
    found: list[FoundDate] = []
    dated = 0  # where the last date with its own year ended
    for match in _matches(shadow):
        if annual_year and clock.year != annual_year and _SENTENCE_END.search(shadow, dated, match.start()):
            clock = Clock(annual_year, None, None, document_date)
        elif clock.year and (near := of_the_news(match, clock, document_date)):
            clock = near if not dated or _SENTENCE_END.search(shadow, dated, match.start()) else clock
        read = _reader_of(match)(match, clock)
        if read is None:
            continue
        edtf, moved, inherited = read
        if shadow.rfind("《", dated, match.start()) <= shadow.rfind("》", dated, match.start()):
            clock = moved  # a year within 《…》 is of the paper, not of the story
        if not inherited:
            dated = match.end()
        found.append(FoundDate(match.start(), match.end(), edtf, _basis(match), inherited))
    return found


def _matches(shadow: str) -> Iterator[re.Match[str]]:
    """All forms of dates in order; years of two digits only where the text counts from 1912, and before other readings of them."""
    if not _MINGUO.search(shadow):
        yield from _forms(shadow)
        return
    short = list(_SHORT_YEAR.finditer(shadow))
    taken = {m.start() for m in short}
    inside = {i for m in short for i in range(m.start() + 1, m.end())}
    others = (m for m in _forms(shadow) if m.start() not in taken and m.start() not in inside)
    yield from sorted([*short, *others], key=lambda m: m.start())


def _forms(shadow: str) -> Iterator[re.Match[str]]:
    """The forms of dates where one may begin, none over another."""
    free = 0
    for begin in _BEGINS.finditer(shadow):
        at = begin.start()
        if at >= free and (match := _PATTERN.match(shadow, at)):
            free = match.end()
            yield match


def _basis(match: re.Match[str]) -> str:
    """Derived where the year was worked out (次年, 昨日), else stated."""
    named = match.re.groupindex
    worked_out = "pp" in named and (match["pp"] in PREFIX_YEAR or match["pp"] in DOC_YEAR or match["rel"])
    return "derived" if worked_out else "stated"


@cache
def _readers() -> dict[str, Callable[[re.Match[str], Clock], Made]]:
    """The reader for every named group: of the groups of one alternative the first names its reader."""
    readers, reader = {}, READERS["mg"]
    for name in sorted(_PATTERN.groupindex, key=_PATTERN.groupindex.__getitem__):
        reader = READERS.get(name, reader)
        readers[name] = reader
    return readers


def _reader_of(match: re.Match[str]) -> Callable[[re.Match[str], Clock], Made]:
    """The reader of the alternative that matched."""
    return READERS["hy"] if match.re is _SHORT_YEAR else _readers()[match.lastgroup or "mg"]
