"""The year that annual documents tell of, from title or first entry, and None elsewhere."""

from pathlib import Path

import pytest

from pipeline.annotate.annual import annual_year
from pipeline.read.plain import read_plain
from pipeline.records.source import Kind, Source

ROWS = [
    ("某省友城工作通报（2003年度）\n\n现将情况通报如下。\n", 2003, "a report of a year"),
    ("某市年鉴·2012　外事\n\n5月17日签约。\n", 2011, "a yearbook tells of the year before"),
    ("某市年鉴·2012年条目\n\n5月17日签约。\n", 2012, "unless it names the year of its entries"),
    ("外事往来\n【友城】2014年，接待团组。\n5月3日来访。6月8日回访。9月1日签约。\n", 2014, "the first entry names it"),
    ("2014年，两市结好。此后往来不断。\n", None, "one year at the start of a story"),
    ("西安与奈良的往来\n\n1974年2月1日结好。5月回访。\n", None, "a story"),
    (
        "保定市外事 2012\n\n全年有友城8个。3月来访。5月1日签约。9月回访。此事始于1989年。\n",
        2012,
        "the one year of a title",
    ),
    (
        "保定友城三十年 1982\n\n全年有友城8个。3月来访。5月1日签约。9月回访。2012年庆祝。\n",
        None,
        "a later year: a history",
    ),
    ("保定友城往来 2002-2012\n\n全年有友城8个。3月来访。5月1日签约。9月回访。\n", None, "a period is no year"),
]


@pytest.mark.parametrize(("text", "year", "point"), ROWS)
def test_year_of_annual_documents(text: str, year: int | None, point: str) -> None:
    assert annual_year(read_plain(Source(Path("a.txt"), "a.txt", Kind.TEXT, "0" * 64, len(text)), text)) == year, point
