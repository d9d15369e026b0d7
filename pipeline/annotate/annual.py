"""The year that a yearbook or an annual report tells of, which its sentences leave out: 5月17日，签署…"""

from __future__ import annotations

import re

from pipeline.records.reading import Reading

TITLE_REACH = 120  # characters at the top in which the title names the year
TITLE = 60  # characters of the first block
MAX_YEARS = 2  # the year told of and the year of print
MIN_BARE = 3  # dates without a year, fewer and nothing hangs on it

_YEAR = r"(?P<y>(?:19|20)\d\d)"
_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_REPORT_OF = re.compile(  # 2003年度友城工作通报, 2016年外事工作总结
    rf"{_YEAR}年(?:度|[^。\n]{{0,20}}(?:通报|总结|综述|情况|大事记?|概况|回顾|报告|年报|述评|盘点|纪事|往来|条目|外事工作|友城工作))"
)
_YEARBOOK = re.compile(
    r"年鉴[·•.\s(（《〈]*(?P<y>(?:19|20)\d\d)|(?P<y2>(?:19|20)\d\d)年?[^。\n]{0,8}年鉴"
)  # tells of the year before
_OWN_LINE = re.compile(rf"\n[(]?{_YEAR}年度[)]?\n")  # （2022年度） on a line under the title
_FIRST = re.compile(rf"(?:^|\n|[】\]])\s*{_YEAR}年[,，]")  # 【友城往来】2014年，…
_TITLE_BREAK = re.compile(
    r"[。！？!?;；]|年?(?:以来|至今|前)|[-—–~～至到][ ]?(?:19|20)\d\d|(?:19|20)\d\d年?[-—–~～至到]"
)
_OF_A_YEAR = re.compile(r"全年|年内|本年度?(?!\d)|年末|年底|是年|今年|年度")
_BARE = re.compile(r"(?<![年\d])(?:1[0-2]|[1-9])月(?:[12]\d|3[01]|[1-9])?日?")


def annual_year(reading: Reading) -> int | None:
    """The year of an annual document, from its title, or from the first words of an entry; None where it is no such document."""
    shadow = reading.shadow
    head = shadow[:TITLE_REACH]
    if len(set(_ANY_YEAR.findall(head))) > MAX_YEARS:
        return None  # a period or a history, not one year
    if book := _YEARBOOK.search(head):
        told = (
            shadow[book.end("y") :].startswith("年") if book["y"] else False
        )  # 年鉴·2024年条目 names the year told of
        return int(book["y"] or book["y2"]) - (0 if told else 1)
    report = _REPORT_OF.search(shadow[: min(TITLE, reading.blocks[0].span.end)]) or _OWN_LINE.search(head)
    if report:
        return int(report["y"])
    if (titled := _titled(reading)) is not None:
        return titled
    first = _FIRST.search(head)
    if first and len(_BARE.findall(shadow)) >= MIN_BARE and shadow.count("年") < len(_BARE.findall(shadow)) * 4:
        return int(first["y"])
    return None


def _titled(reading: Reading) -> int | None:
    """某市外事 2012: the one year of a title, where dates without a year follow, the text speaks of its year, and none is later."""
    shadow, end = reading.shadow, reading.blocks[0].span.end
    years = set(_ANY_YEAR.findall(shadow[:end])) if end <= TITLE else set()
    if len(years) != 1 or _TITLE_BREAK.search(shadow, 0, end):
        return None
    year = int(years.pop())
    tells = _OF_A_YEAR.search(shadow, end) is not None and len(_BARE.findall(shadow)) >= MIN_BARE
    return year if tells and max(map(int, _ANY_YEAR.findall(shadow))) <= year + 1 else None
