"""Sums: parts and whole, sums behind a list, tables and their totals, regions, periods, averages, answers of a survey."""

from __future__ import annotations

import pytest

from tests.reconcile.reports import found

SILENT: list[tuple[str, str]] = []

# (report, what must be said: severity and a piece of the sentence; None where nothing may be said, why)
SUMS: list[tuple[str, tuple[str, str] | None, str]] = [
    # a whole and its parts
    ("截至2019年底，四川省有国际友城58对，其中省级友城21对，以及市级友城30对。",
     ("gap", "21 + 30 = 51"), "a closed list that falls short"),
    ("截至2019年底，四川省有国际友城51对，其中省级友城21对，以及市级友城30对。", None, "the parts make the whole"),
    ("截至2019年底，四川省有国际友城58对，其中省级友城21对，市级友城30对。", None, "an open list: others are not told"),
    ("截至2019年底，四川省有国际友城40对，其中省级友城21对，市级友城30对。",
     ("contradiction", "21 + 30 = 51"), "parts that exceed the whole"),
    ("截至2019年底，四川省有国际友城48对，其中欧洲30多对，亚洲近20对。", None, "30多 and 近20 may make 47: no clash is certain"),
    # a list and its sum
    ("2018年底，成都有友城36对、绵阳有友城8对、德阳有友城6对，三市共计50对。", None, "36 + 8 + 6 = 50"),
    ("2018年底，成都有友城36对、绵阳有友城8对、德阳有友城6对，三市共计52对。", ("contradiction", "36 + 8 + 6 = 50"), "not their sum"),
    ("2018年底，成都有友城36对、绵阳有友城8对、德阳有友城6对，四川全省现有友城92对。", None, "the province is no sum of three cities"),
    # periods
    (
        "2000年至2004年，湘法新增友城3对。2005年至2009年，湖南省与法国新增友城4对，2010年至2014年湖南省与法国新增友城6对。"
        "2000年至2014年，湖南省与法国新增友城12对。",
        None, "periods that do not cover the whole one may fall short",
    ),
    (
        "2001年至2005年，湖南省与法国新增友城5对；2006年至2010年，湖南省与法国新增友城4对。2001年至2010年，湖南省与法国新增友城8对。",
        ("contradiction", "5 + 4 = 9"), "two halves of a period exceed it",
    ),
    (
        "2001年至2005年，湖南省与法国新增友城5对；2006年至2010年，湖南省与法国新增友城4对。2001年至2010年，湖南省与法国新增友城9对。",
        None, "two halves make the period",
    ),
    (
        "截至2010年底，湖南省与法国共有友城8对。2001年至2005年，湖南省与法国新增友城5对；2006年至2010年，湖南省与法国新增友城4对。",
        ("contradiction", "8 ties are said to stand"), "more were made than stand",
    ),
    (
        "截至2010年底，湖南省与法国共有友城14对。2001年至2005年，湖南省与法国新增友城5对；2006年至2010年，湖南省与法国新增友城4对。",
        None, "others are older",
    ),
    # averages
    ("2005年至2009年，中法新增友城17对，年均3.4对。", None, "17 over 5 years"),
    ("2005年至2009年，中法新增友城17对，年均4.1对。", ("contradiction", "is 3.4 a year"), "an average that is none"),
    ("2004年至2009年，中法新增友城17对，年均2.8对。", None, "17 / 6 = 2.83, rounded"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said", "why"), SUMS)
def test_sums_of_running_text(text: str, said: tuple[str, str] | None, why: str) -> None:
    findings = found(text, kind="sum")
    if said is None:
        assert findings == SILENT, why
    else:
        assert [severity for severity, _ in findings] == [said[0]], why
        assert said[1] in findings[0][1]


def table(*rows: str, caption: str = "表1 截至2020年底江苏省国际友城分布") -> str:
    return f"江苏省友城统计\n\n截至2020年底的友城分布如下。\n\n{caption}\n\n" + "\n".join(rows) + "\n"


HEAD = ("| 国家 | 友城数 |", "| --- | --- |")
TABLES: list[tuple[str, tuple[str, str] | None, str]] = [
    (table(*HEAD, "| 日本 | 35 |", "| 韩国 | 25 |", "| 法国 | 12 |", "| 合计 | 72 |"), None, "the total is the sum"),
    (
        table(*HEAD, "| 日本 | 35 |", "| 韩国 | 25 |", "| 法国 | 12 |", "| 合计 | 75 |"),
        ("contradiction", "= 72"),
        "the total is not",
    ),
    (table(*HEAD, "| 日本 | 35 |", "| 韩国 | 25 |", "| 法国 | 12 |"), None, "no total, no whole in the text"),
]


@pytest.mark.parametrize(("text", "said", "why"), TABLES)
def test_sums_of_tables(text: str, said: tuple[str, str] | None, why: str) -> None:
    findings = found(text, kind="sum")
    if said is None:
        assert findings == SILENT, why
    else:
        assert [severity for severity, _ in findings] == [said[0]], why
        assert said[1] in findings[0][1]


ASKED = "我们就友城往来做了问卷调查。在日方城市的120份问卷中，认为“很满意”的有{a}份，认为“满意”的有{b}份，认为“不满意”的有{c}份。"
ANSWERS: list[tuple[str, tuple[str, str] | None, str]] = [
    (ASKED.format(a=60, b=40, c=20), None, "all answered"),
    (ASKED.format(a=60, b=40, c=12), ("gap", "8 answers are not reported"), "missing answers are a gap, no wrong sum"),
    (ASKED.format(a=60, b=44, c=20), ("contradiction", "only 120"), "more answers than questionnaires, by a slip"),
    (ASKED.format(a=100, b=90, c=80), None, "so many that several answers must have been allowed"),
]


@pytest.mark.parametrize(("text", "said", "why"), ANSWERS)
def test_answers_of_a_survey(text: str, said: tuple[str, str] | None, why: str) -> None:
    findings = found(text, kind="sum")
    if said is None:
        assert findings == SILENT, why
    else:
        assert [severity for severity, _ in findings] == [said[0]], why
        assert said[1] in findings[0][1]
