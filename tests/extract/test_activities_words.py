"""The word lists of activities: what the tables promise of themselves."""

from __future__ import annotations

import re
import tomllib

import pytest

from pipeline.extract.rules.activities.anniversary import moved, report_years, told_year
from pipeline.extract.rules.activities.words import lexicon
from pipeline.paths import data_file
from pipeline.records.claim import Category

WORDS = (
    "签署协议 换文 荣获奖项 落户 投产 结为姐妹校 选派教师 捐赠 接待 率团 访问 来访 抵达 视察 会见 会谈 致函 演出 展出 学习 "
    "培训 夏令营 应邀 参加 出席 加入 举办 召开 开幕 揭牌 成立 发起 组织企业 建立论坛 接见 走访 回访 赴里昂参加 来华 首列 缔结协议"
)


def test_every_word_begins_with_a_character_that_is_asked_first() -> None:
    fast = lexicon().trigger
    slow = re.compile(fast.pattern.split(")", 1)[1])
    assert [m.span() for m in fast.finditer(WORDS)] == [m.span() for m in slow.finditer(WORDS)]


@pytest.mark.parametrize("word", WORDS.split())
def test_each_of_these_is_a_happening(word: str) -> None:
    assert lexicon().trigger.match(word), word


def test_every_category_but_the_agreement_has_words_of_its_own_field() -> None:
    assert {topic.category for topic in lexicon().topics} == set(Category)


def test_every_table_names_a_known_category() -> None:
    with data_file("pipeline.extract.rules", "activities.toml").open("rb") as file:
        table = tomllib.load(file)
    assert {row["category"] for row in table["topic"]} <= {c.value for c in Category}


def test_the_year_of_an_anniversary() -> None:
    years = report_years("结好20周年庆典举行。两市自1988年缔结友好关系以来往来不断。")
    assert years == {"1988": "2008"}
    assert moved("1988-06-03/1988-06-05", years) == "2008-06-03/2008-06-05"
    assert told_year("举行20周年庆典", years) == ("2008", 2, 6)
    assert told_year("举行30周年庆典", years) is None
