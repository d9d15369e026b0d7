"""Lines between a headline and its text that bear the day of a page, paper or journal among other furniture.

`某某晚报　2018-09-14 08:26　阅读：2047`, `某某服务中心　2022年3月`, 《某某观察》2017年第4期, 本报某地2019年11月6日电.
A line is read only where it is short, has no sentence, one date, and a word of such lines, an hour, or a body that signs before its date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.text.numerals import HAN_DIGIT

LINES, LONGEST = 10, 90  # lines at the top that are looked at, and their characters

_YEAR = rf"(?P<y>(?:19|20)\d\d|(?<=民国)(?:\d{{2,3}}|[一二三四五六七八九十百零○〇]{{2,5}})|[一二][{HAN_DIGIT}]{{3}})"
_MONTH = r"(?P<m>1[0-2]|0?[1-9]|[一二三四五六七八九十]{1,2})"
_DAY = r"(?P<d>[12]\d|3[01]|0?[1-9]|[一二三四五六七八九十]{1,3})"
_WRITTEN = rf"{_YEAR}年{_MONTH}月(?:{_DAY}[日号])?"
_DIGITS = r"(?<![\d.])(?P<y>(?:19|20)\d\d)[-/.](?P<m>1[0-2]|0?[1-9])[-/.](?P<d>[12]\d|3[01]|0?[1-9])(?!\d)"
_DATES = (re.compile(_WRITTEN), re.compile(_DIGITS))
_FURNITURE = re.compile(
    r"[网报刊社台](?:[ \u3000]|(?=\d))|日报|晚报|晨报|时报|新闻网|客户端|公众号|来源|作者|记者|编辑|责编|点击|浏览|阅读|访问|字号|字体|打印"
    r"|发布|更新|编印|编制|印发|供稿|整理|[星期周][一二三四五六日]|\d{1,2}:\d\d"
)
_SIGNED = re.compile(  # a body that signs under the title
    r"[(（]?[^\d,:;，。：；]{1,28}(?:中心|办公室|办|局|处|科|室|会|组|社|部|委|院|所|司|网|报|编|印)[ \u3000]*(?:中华)?(?:民国)?"
)
_CLOSED = re.compile(r"[)）]?\s*")
_SENTENCE = re.compile(r"[。！？!?]|[,，][^,，]*[,，]")
_DISPATCH = (
    re.compile(
        rf"(?:本[报网刊台社]|[^\s，。]{{2,6}}[网报社])(?:讯|电|消息)[ \u3000]*[(（][^()（）\d]{{0,8}}{_WRITTEN}"
    ),
    re.compile(rf"(?:本[报网刊台社]|[^\s，。]{{2,6}}[网报社])[^\d，。]{{0,6}}{_WRITTEN}(?:电|讯|消息)"),
)
_ISSUE = re.compile(r"^[(（]?《[^》]{2,20}》[ \u3000]*(?P<y>(?:19|20)\d\d)年第[\d一二三四五六七八九十]{1,3}期")


def dated_lines(text: str) -> Iterator[re.Match[str]]:
    """The dates of such lines in the order of the text, as matches with a group `y` and mostly `m` and `d`; of a shadow text."""
    for line in text.split("\n")[:LINES]:
        yield from filter(None, (form.search(line[:LONGEST]) for form in _DISPATCH))
        if match := _ISSUE.match(line.strip()):
            yield match
        elif len(line) <= LONGEST and not _SENTENCE.search(line):
            yield from _lone(line.strip())


def _lone(line: str) -> Iterator[re.Match[str]]:
    """The one date of a line that looks like furniture or a signature."""
    found = [match for form in _DATES for match in form.finditer(line)]
    if len(found) == 1 and (_FURNITURE.search(line) or _is_signed(line, found[0])):
        yield found[0]


def _is_signed(line: str, date: re.Match[str]) -> bool:
    return bool(_SIGNED.fullmatch(line, 0, date.start()) and _CLOSED.fullmatch(line, date.end()))
