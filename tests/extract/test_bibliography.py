"""The bibliographic line: fronts of our own making, and what each gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extract.rules.bibliography import extract_document
from pipeline.read.plain import read_plain
from pipeline.records.annotated import Annotated
from pipeline.records.claim import DocumentBody, Draft
from pipeline.records.source import Bibliography, Kind, Source

BODY = (
    "广州市与里昂市的交往已有三十多年，双方的学校、医院和企业往来不断，每年都有新的项目，参加的人也越来越多。"
    "本文先看交往的历史，再看今天的做法，最后谈几点想法，供两地的朋友参考，也欢迎读者来信指正，一起把事情做好。"
    "里昂的丝绸与广州的丝绸，早在两百年前就已经相识，今天的往来不过是老朋友重逢，值得好好记下来。"
)


def drafts(text: str, date: str | None = None) -> list[Draft]:
    reading = read_plain(Source(Path("own.txt"), "own.txt", Kind.TEXT, "", len(text)), text)
    return extract_document(Annotated(reading, (), date))


def line(text: str, date: str | None = None) -> Bibliography:
    (draft,) = drafts(text, date)
    assert isinstance(draft.body, DocumentBody)
    return draft.body.bibliography


FRONTS = [
    (
        "a journal: names with numbers, bodies in brackets",
        f"广州与里昂友城交往四十年\n\n陈小明 1 李芳 2\n\n（1. 中山大学，广州；2. 广州外事研究中心，广州）\n\n一、引言\n\n{BODY}",
        Bibliography("广州与里昂友城交往四十年", ("陈小明", "李芳"), ("中山大学", "广州外事研究中心")),
    ),
    (
        "a report: its bodies each on a line, the group as author",
        f"# 岭南友城年度报告\n\n广州外事研究中心\n\n岭南友城报告编写组\n\n# 前言\n\n{BODY}",
        Bibliography("岭南友城年度报告", ("岭南友城报告编写组",), ("广州外事研究中心", "岭南友城报告编写组")),
    ),
    (
        "the author's mark behind the title",
        f"广州与里昂：丝绸之城\n□ 陈小明\n{BODY}",
        Bibliography("广州与里昂：丝绸之城", ("陈小明",)),
    ),
    (
        "names spread out",
        f"广州与里昂友城交往四十年\n\n陈  明   欧阳小芳\n\n{BODY}",
        Bibliography("广州与里昂友城交往四十年", ("陈明", "欧阳小芳")),
    ),
    (
        "a paper and its reporter",
        f"里昂市长访问广州\n来源：羊城日报　记者 陈明\n\n　　{BODY}",
        Bibliography("里昂市长访问广州", ("陈明",), ("羊城日报",)),
    ),
    (
        "a reporter and a paper in brackets",
        f"里昂市长访问广州\n【记者陈小明/广州报道】{BODY}",
        Bibliography("里昂市长访问广州", ("陈小明",)),
    ),
    (
        "a body that signs at the foot",
        f"全市友城工作通报\n\n各区外事办公室：\n\n{BODY}\n\n广州市外事办公室",
        Bibliography("全市友城工作通报", (), ("广州市外事办公室",)),
    ),
    (
        "a body in brackets at the foot",
        f"全市友城工作通报\n\n{BODY}\n\n（广州外事研究中心供稿）",
        Bibliography("全市友城工作通报", (), ("广州外事研究中心",)),
    ),
    (
        "a thread of a forum",
        f"羊城论坛›城市›[闲聊]广州的友城有多少\n楼主 珠江小船 | 发表于 2011-3-9\n{BODY}",
        Bibliography("广州的友城有多少", ("珠江小船",)),
    ),
    (
        "a labelled author",
        f"里昂丝绸在广州\n\n作者：欧阳小明\n\n{BODY}",
        Bibliography("里昂丝绸在广州", ("欧阳小明",)),
    ),
    (
        "a report on the news",
        f"### 里昂市长访问广州\n\n羊城网消息（早间新闻）：{BODY}",
        Bibliography("里昂市长访问广州", (), ("羊城网", "早间新闻")),
    ),
    (
        "a title that was passed on",
        f"论坛 【转】广州与里昂又近了一步\n\n{BODY}",
        Bibliography("广州与里昂又近了一步"),
    ),
]


@pytest.mark.parametrize(("point", "text", "expected"), FRONTS, ids=[row[0] for row in FRONTS])
def test_what_the_front_gives(point: str, text: str, expected: Bibliography) -> None:
    assert line(text) == expected, point


SILENT = [
    ("a text that begins at once", BODY),
    ("a section of something longer", f"四、友城往来\n\n{BODY}"),
    ("a table", "签字时间 | 中方 | 外方\n1988年 | 广州 | 里昂\n"),
]


@pytest.mark.parametrize(("point", "text"), SILENT, ids=[row[0] for row in SILENT])
def test_nothing_where_the_text_gives_nothing(point: str, text: str) -> None:
    assert drafts(text) == [], point


CIP = (
    "# 岭南与里昂\n\n# 图书在版编目(CIP)数据\n\n"
    "岭南与里昂：丝路两端 / 陈小明主编. —广州：岭南友城出版社，2014. 5\n\nISBN {isbn}\n\n" + BODY
)


def test_the_imprint_of_a_book() -> None:
    found = line(CIP.format(isbn="978-7-301-00001-4"))
    assert found == Bibliography(
        "岭南与里昂：丝路两端",
        ("陈小明",),
        (),
        "2014-05",
        "岭南友城出版社",
        "978-7-301-00001-4",
        publication_place="广州",
    )


def test_a_number_whose_check_digit_fails_is_no_isbn() -> None:
    assert line(CIP.format(isbn="978-7-301-00001-5")).isbn is None


def test_the_quote_holds_the_front_and_each_field_its_own_words() -> None:
    text = FRONTS[0][1]
    (draft,) = drafts(text)
    reading = read_plain(Source(Path("own.txt"), "own.txt", Kind.TEXT, "", len(text)), text)
    assert reading.words(draft.span).startswith("广州与里昂")
    assert [reading.words(anchor.span) for name, anchor in draft.fields if name == "authors"] == ["陈小明", "李芳"]


def test_the_date_comes_from_the_document() -> None:
    assert line(FRONTS[2][1], date="2019-03").date == "2019-03"
