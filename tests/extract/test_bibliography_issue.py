"""Where an article appeared, as its front says; a journal in running text is somebody else's."""

from __future__ import annotations

import pytest

from pipeline.records.source import Bibliography
from tests.extract.test_bibliography import BODY, line

FRONT = "广州与里昂友城交往四十年\n\n陈小明\n\n{}\n\n" + BODY
LINES = [
    ("a head line", "《岭南学刊》2016年第3期", {"container": "岭南学刊", "issue": "3"}),
    ("with a volume", "岭南研究 2016年 第35卷 第3期", {"container": "岭南研究", "volume": "35", "issue": "3"}),
    ("where it came from", "来源：《岭南学刊》2016年第12期", {"container": "岭南学刊", "issue": "12"}),
    ("an article number", "文章编号：1001-0000（2016）03-0012-06", {"issue": "3", "pages": "12-17"}),
    ("of one page", "文章编号：1001-0000（2016）03-0012-01", {"issue": "3", "pages": "12"}),
    ("a DOI", "DOI：10.1234/lnxk.2016.03.002", {"doi": "10.1234/lnxk.2016.03.002"}),
    ("a DOI as an address", "doi: https://doi.org/10.1234/lnxk.2016.03.002。", {"doi": "10.1234/lnxk.2016.03.002"}),
    ("running heads", "Vol. 35 No. 3", {"volume": "35", "issue": "3"}),
    ("the page's address", "原文链接：https://example.org/news/1.html", {"url": "https://example.org/news/1.html"}),
    ("a journal that is only spoken of", "他最早读到的是《岭南学刊》2016年第3期上的文章", {}),
    ("a period is no issue", "第2期友城培训班", {}),
]
APPEARED = ("container", "volume", "issue", "pages", "doi", "url")


def appeared(found: Bibliography) -> dict[str, str]:
    return {name: getattr(found, name) for name in APPEARED if getattr(found, name)}


@pytest.mark.parametrize(("point", "words", "expected"), LINES, ids=[row[0] for row in LINES])
def test_where_it_appeared(point: str, words: str, expected: dict[str, str]) -> None:
    assert appeared(line(FRONT.format(words))) == expected, point
