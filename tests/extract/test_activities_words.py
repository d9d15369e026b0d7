"""The word lists of activities: what the tables promise of themselves."""

from __future__ import annotations

import re
import tomllib

import pytest

from pipeline.extract.rules.activities.anniversary import moved, report_years, told_year
from pipeline.extract.rules.activities.finder import finder, first_characters, guarded
from pipeline.extract.rules.activities.words import lexicon
from pipeline.paths import data_file
from pipeline.records.claim import Category

WORDS = (
    "签署协议 换文 荣获奖项 落户 投产 结为姐妹校 选派教师 捐赠 接待 率团 访问 来访 抵达 视察 会见 会谈 致函 演出 展出 学习 "
    "培训 夏令营 应邀 参加 出席 加入 举办 召开 开幕 揭牌 成立 发起 组织企业 建立论坛 接见 走访 回访 赴里昂参加 来华 首列 缔结协议 "
    "备忘录上落笔 赠树苗二十株 会诊 义诊 命名为 互致贺电 联欢 集训 展销 引种 派厨师两名"
)


FIRST = [
    ("访问", "访"),
    ("(?<!拟)(?:签署|续签)", "签续"),
    ("[来抵]沪", "来抵"),
    ("被?授予", "被授"),
    ("(?:荣获|获[得评])奖", "荣获"),
    (r"\d届", "0123456789"),
]


@pytest.mark.parametrize(("word", "expected"), FIRST, ids=[row[0] for row in FIRST])
def test_what_a_word_may_begin_with(word: str, expected: str) -> None:
    assert first_characters(word) == set(expected)


@pytest.mark.parametrize("word", ["[^,]展", ".展", "(?:展", ""])
def test_a_word_that_may_begin_with_anything_is_refused(word: str) -> None:
    with pytest.raises(ValueError):
        first_characters(word)


def test_the_class_that_stands_first_wins_where_two_words_begin_alike() -> None:
    found = finder({"a": ["访问"], "b": ["访", "问"]}).find("访问访到问", [(0, 5)])
    assert [(m.lastgroup, m[0]) for m in found] == [("a", "访问"), ("b", "访"), ("b", "问")]


@pytest.mark.parametrize("word", WORDS.split())
def test_each_of_these_is_a_happening(word: str) -> None:
    assert next(lexicon().trigger.find(word, [(0, len(word))])).start() == 0, word


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


GUARDED = [  # the pattern, whether its first characters are asked first, and why
    ("甲乙|丙", False),  # the engine does so itself
    ("(?<!不)甲|丙丁?|[戊己]", True),
    (r"(?<!不)甲|\d+丙", True),
    ("(?<!不)甲|[^乙]丙", False),  # may begin with anything
    (r"(?<!不)甲|[一\d]丙", False),  # an escape in a class is not understood
    ("(?<!不)甲|乙*丙", True),
]


@pytest.mark.parametrize(("pattern", "asked"), GUARDED)
def test_first_characters_are_asked_first_where_that_helps_and_nothing_else_is_found(pattern: str, asked: bool) -> None:
    assert (guarded(pattern) != pattern) is asked
    text = "甲乙丙丁不甲戊3丙一丙己乙乙丙"
    assert re.findall(guarded(pattern), text) == re.findall(pattern, text)


def test_in_the_lists_too_nothing_else_is_found() -> None:
    with data_file("pipeline.extract.rules", "activities.toml").open("rb") as file:
        table = tomllib.load(file)
    lists = [row["words"] for name in ("event", "topic", "denial", "sign") for row in table[name]]
    for pattern in map("|".join, lists):
        assert re.findall(guarded(pattern), WORDS) == re.findall(pattern, WORDS), pattern
