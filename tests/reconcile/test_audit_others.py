"""Periods, series, rank orders, coverage and clashes between sources, each with reports that are in order and some that are not."""

from __future__ import annotations

import pytest

from pipeline.reconcile.audit.words import word_examples, word_pattern
from pipeline.records.finding import FindingKind
from tests.reconcile.reports import findings_of, found

Said = tuple[str, str] | None
PERIODS: list[tuple[str, Said, str]] = [
    (
        "该省结好分三步：1979年至1989年为起步期，1992年至2001年为成长期。第二阶段（1990年至2001年）为结好的成长期。",
        ("contradiction", "1990–2001 in one place and 1992–2001"), "one stage, two beginnings",
    ),
    ("该省结好分三步：1979年至1989年为起步期，1990年至2001年为成长期。", None, "one after the other"),
    ("该省结好分三步：1979年至1990年为起步期，1990年至2001年为成长期。", None, "a boundary year that both share"),
    ("该省结好分三步：1979年至1989年为起步期，1993年至2001年为成长期。", ("gap", "3 years belong to none: 1990–1992"), "a hole"),
    ("该省结好分三步：1979年至1994年为起步期，1990年至2001年为成长期。", ("contradiction", "overlap by 4 years"), "an overlap"),
    ("第一阶段（1981年至1990年）为起步期。第一阶段（1981年至1991年）结好三对。", ("contradiction", "1981–1990"), "one number, two spans"),
]  # fmt: skip
SERIES: list[tuple[tuple[str, ...], Said, str]] = [
    (("截至2010年底，广东省共有国际友城120对。", "截至2015年底，广东省共有国际友城110对。"),
     ("gap", "from 120 (2010-12) to 110"), "a fall by a tenth"),
    (("截至2010年底，广东省共有国际友城120对。", "截至2015年底，广东省共有国际友城118对。"), ("note", "by 2"), "a slight fall"),
    (("截至2010年底，广东省共有国际友城120对。", "截至2015年底，广东省共有国际友城150对。"), None, "ties grow"),
    (("截至2010年底，广东省共有国际友城120对。", "截至2015年底，广东省共有国际友城20对。"), None, "so few are of another kind"),
    (("截至2010年底，广东省共有国际友城120对。", "截至2010年12月31日，广东省共有国际友城118对。"), None, "one day: no series"),
]  # fmt: skip
ORDERS: list[tuple[str, Said, str]] = [
    (
        "截至2014年底，四川省共有国际友城90对，位列全国第二位。湖南省共有国际友城95对，位列全国第三位。",
        ("contradiction", "the larger number has the lower rank"), "ranks against numbers",
    ),
    ("截至2014年底，四川省共有国际友城95对，位列全国第二位。湖南省共有国际友城90对，位列全国第三位。", None, "in order"),
    (
        "截至2014年底，四川省共有国际友城90对，位列全国第二位。湖南省共有国际友城95对，云南省共有国际友城99对。",
        ("contradiction", "2 others have more"), "a second place behind two others",
    ),
    (
        "截至2014年底，友城数量居前5位的省分别为：四川80对、湖南70对、云南72对、贵州30对、青海10对。",
        ("note", "云南 (72) stands after 湖南 (70)"), "a ranking out of order",
    ),
    ("截至2014年底，友城数量居前5位的省分别为：四川80对、湖南72对、云南70对、贵州30对、青海10对。", None, "a ranking in order"),
]  # fmt: skip
DENIED, TOLD = "目前青岛市没有和法国的任何城市结为友城。", "2011年5月8日，青岛市与法国布雷斯特市结为友好城市。"
COVERAGE: list[tuple[str, Said, str]] = [
    ("贵州省是唯一没有中法友城的省份。2012年，贵州省与法国滨海卢瓦尔省结为友好省份。",
     ("contradiction", "贵州省"), "the only one without, and with one"),
    (DENIED + TOLD, ("contradiction", "青岛市–布雷斯特市"), "denied, and told"),
    (DENIED + "2011年5月8日，青岛市与德国曼海姆市结为友好城市。", None, "another country"),
    ("1990年以前" + DENIED[2:] + TOLD, None, "denied of an earlier time"),
]  # fmt: skip


def check(findings: list[tuple[str, str]], said: Said, why: str) -> None:
    if said is None:
        assert findings == [], why
    else:
        assert [severity for severity, _ in findings] == [said[0]], why
        assert said[1] in findings[0][1], why


@pytest.mark.parametrize(("text", "said", "why"), PERIODS)
def test_periods(text: str, said: Said, why: str) -> None:
    check(found(text, kind="period"), said, why)


@pytest.mark.parametrize(("texts", "said", "why"), SERIES)
def test_series(texts: tuple[str, ...], said: Said, why: str) -> None:
    check(found(*texts, kind="series"), said, why)


@pytest.mark.parametrize(("text", "said", "why"), ORDERS)
def test_orders(text: str, said: Said, why: str) -> None:
    check(found(text, kind="order"), said, why)


@pytest.mark.parametrize(("text", "said", "why"), COVERAGE)
def test_coverage(text: str, said: Said, why: str) -> None:
    check(found(text, kind="coverage"), said, why)


def test_a_country_with_no_tie_is_not_one_of_those_said_to_have_some() -> None:
    text = (
        "截至2018年底，河南省与北欧五国共有友城9对。\n\n表1 截至2018年底河南省与北欧五国友城统计\n\n"
        "| 国家 | 友城数 |\n| --- | --- |\n| 瑞典 | 4 |\n| 芬兰 | 3 |\n| 丹麦 | 2 |\n| 冰岛 | 0 |\n| 挪威 | 0 |\n"
    )
    findings = [f for f in findings_of(text) if f.kind is FindingKind.COVERAGE]
    assert [f.severity.value for f in findings] in ([], ["gap"])
    full = findings_of(text.replace("| 0 |", "| 1 |"))
    assert [f for f in full if f.kind is FindingKind.COVERAGE] == []


def test_two_sources_that_date_one_tie_differently() -> None:
    one, other = "1992年6月9日，长沙市与日本鹿儿岛市结为友好城市。", "1992年8月9日，长沙市与日本鹿儿岛市结为友好城市。"
    check(found(one, other, kind="cross-source"), ("contradiction", "1992-0"), "two days")
    check(
        found(one, "1992年，长沙市与日本鹿儿岛市结为友好城市。", kind="cross-source"), None, "a year that holds the day"
    )
    check(found(one, one, kind="cross-source"), None, "the same day")


def test_a_copied_report_adds_no_finding() -> None:
    text = "截至2019年底，四川省有国际友城40对，其中省级友城21对，市级友城30对。"
    (one,), (both,) = findings_of(text), findings_of(text, text + "\n\n转载。")
    assert one.finding_id == both.finding_id
    assert (one.documents, both.documents) == (("0.txt",), ("0.txt", "1.txt"))
    assert len(both.claims) == 2 * len(one.claims)


def test_order_of_documents_changes_nothing() -> None:
    texts = ("截至2010年底，广东省共有国际友城120对。", "截至2015年底，广东省共有国际友城110对。")
    names = [(f.finding_id, f.says) for f in findings_of(*texts)]
    assert names == [(f.finding_id, f.says) for f in findings_of(*reversed(texts))] != []


@pytest.mark.parametrize(("name", "finds", "leaves"), [(n, *both) for n, both in word_examples().items()])
def test_words_find_their_example_and_leave_the_other(name: str, finds: str, leaves: str) -> None:
    assert word_pattern(name).search(finds)
    assert not word_pattern(name).search(leaves)
