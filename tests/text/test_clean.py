"""Which characters of a line are words; every row says its point."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.clean import has_blanks, has_glosses, has_markup, is_row, kept_ranges

ROWS = [
    ("截至 2016 年 底", {}, "截至2016年底", "blanks beside Chinese go"),
    ("the sister city of Guangzhou", {}, "the sister city of Guangzhou", "blanks between Latin words stay"),
    ("友 好 往 来 共 1 2 次", {}, "友好往来共12次", "letter-spaced words close up, digits too"),
    ("悉尼 1986 5", {"keep_cells": True}, "悉尼 1986 5", "cells of a row stay apart"),
    ("　　两地结好", {}, "两地结好", "an indent is no word"),
    ("<p>两地<b>结好</b>&nbsp;</p>", {"markup": True}, "两地结好", "tags go"),
    ("见[全文](http://example.org/a)", {"markup": True}, "见全文", "a link's words stay"),
    ("## 友城", {"markup": True}, "友城", "hashes of a heading go"),
    ("姐(jiě)妹(mèi)城(chéng)", {"gloss": True}, "姐妹城", "readings in brackets go"),
    ("签约(草案)", {"gloss": True}, "签约(草案)", "words in brackets stay"),
]


@pytest.mark.parametrize(("line", "options", "expected", "point"), ROWS)
def test_words_of_a_line(line: str, options: dict[str, bool], expected: str, point: str) -> None:
    assert "".join(line[a:b] for a, b in kept_ranges(line, **options)) == expected, point


@given(st.text("友城 　\t12ab<>*[]()#&nbsp;", max_size=50), st.booleans(), st.booleans(), st.booleans())
def test_ranges_are_ordered_and_within(line: str, markup: bool, gloss: bool, cells: bool) -> None:
    at = 0
    for a, b in kept_ranges(line, markup=markup, gloss=gloss, keep_cells=cells):
        assert at <= a < b <= len(line)
        at = b


@given(st.text("友城好市1２ 　", max_size=50))
def test_without_markup_only_blanks_are_dropped(line: str) -> None:
    kept = "".join(line[a:b] for a, b in kept_ranges(line))
    assert "".join(kept.split()) == "".join(line.split())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("西安 奈良 1974", True),
        ("国别 数目 国别 数目", True),
        ("1990 1991 1992", True),
        ("两市 结好，往来 不断", False),
        ("友 好 城 市 往 来", False),
    ],
)
def test_rows_of_flattened_tables(line: str, expected: bool) -> None:
    assert is_row(line) is expected


def test_what_makes_a_text_marked_up_or_glossed() -> None:
    assert has_markup("<p>两市</p>") and has_markup("# 友城") and not has_markup("a < b, 3 * 4")
    assert has_glosses("姐(jiě)妹(mèi)城(chéng)") and not has_glosses("姐(jiě)妹城")


@given(st.text(alphabet="友城a1 \t\u3000\u00a0\r\x0b\u2028，", min_size=1))
def test_a_line_without_blanks_stays_whole(line: str) -> None:
    if not has_blanks(line):
        assert kept_ranges(line) == [(0, len(line))]
    assert has_blanks(f"友 {line}")
    assert has_blanks(f"{line}\r")
