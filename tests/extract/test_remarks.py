"""Stages of a development and ties that are said not to be there."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.annotate import annotate
from pipeline.extract.rules.remarks import extract_remarks
from pipeline.extract.rules.remarks.words import examples, pattern
from pipeline.read.plain import read_plain
from pipeline.records.source import Kind, Source
from pipeline.records.statements import AbsenceBody, PeriodBody


def remarks(text: str) -> list[object]:
    reading = read_plain(Source(Path("a.txt"), "a.txt", Kind.TEXT, "", len(text)), text)
    return [draft.body for draft in extract_remarks(annotate(reading))]


@pytest.mark.parametrize(
    ("text", "made", "why"),
    [
        ("第二阶段（1985年至1996年）为该省结好的成长期。", [("1985/1996", "成长期", 2)], "number and name"),
        ("1985年至1996年是该省结好的成长期。", [("1985/1996", "成长期", None)], "the name alone"),
        ("其后是停滞期（1997年至1999年）。", [("1997/1999", "停滞期", None)], "the name before the years"),
        ("2001年至今为平稳期。", [("2001/..", "平稳期", None)], "a stage that goes on"),
        ("1985年至1996年，该省结好五对。", [], "a span of years is no stage"),
        ("1985年至1996年，他任该市市长。", [], "neither is a term of office"),
    ],
)
def test_stages(text: str, made: list[tuple[str, str, int | None]], why: str) -> None:
    found = [(b.time, b.name, b.order) for b in remarks(text) if isinstance(b, PeriodBody)]
    assert found == made, why


@pytest.mark.parametrize(
    ("text", "made", "why"),
    [
        ("贵州省是唯一没有中法友城的省份。", (["贵州省"], ["法国"], True), "the only one"),
        ("尚未与巴西结好的省份有青海省和甘肃省。", (["青海省", "甘肃省"], ["巴西"], False), "listed behind"),
        ("至今青岛市没有和法国的任何城市结为友城。", (["青岛市"], ["法国"], False), "denied of one city"),
        ("1990年以前青岛市没有和法国的任何城市结为友城。", None, "denied of an earlier time"),
        ("青岛市没有派团访问法国。", None, "a visit is denied, no tie"),
        ("青岛市与法国布雷斯特市结为友城，没有遇到困难。", None, "nothing is denied of the tie"),
    ],
)
def test_ties_that_are_not_there(text: str, made: tuple[list[str], list[str], bool] | None, why: str) -> None:
    found = [
        ([p.name for p in b.homes], [p.name for p in b.partners], b.only)
        for b in remarks(text)
        if isinstance(b, AbsenceBody)
    ]
    assert found == ([made] if made else []), why


@pytest.mark.parametrize(("name", "example"), list(examples().items()))
def test_each_pattern_finds_its_example(name: str, example: str) -> None:
    before_years = name in ("stage", "named_before")
    text = example.partition("2" if name == "stage" else "1")[0] if before_years else example
    if name == "named_after":
        text = example.partition("年至1994年")[2]
    assert pattern(name).search(text)
