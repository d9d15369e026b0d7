"""Numbers as reports write them; every row says its point."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.numerals import parse_number, parse_year

ROWS = [
    ("1,622", 1622, "thousands comma"),
    ("3.5万", 35_000, "decimal and ten-thousand mark"),
    ("1.6亿", 160_000_000, "hundred-million mark"),
    ("3千", 3000, "thousand mark behind digits"),
    ("二十五", 25, "tens and ones"),
    ("十", 10, "ten alone"),
    ("十二", 12, "ten without a leading one"),
    ("一百零八", 108, "zero inside"),
    ("两千五百", 2500, "两 counts as two"),
    ("三万二千", 32_000, "section before 万"),
    ("廿五", 25, "old tens"),
    ("二〇〇四", 2004, "digit by digit"),
    ("十二点五", 12.5, "point in words"),
]


@pytest.mark.parametrize(("words", "value", "point"), ROWS)
def test_number_words(words: str, value: float, point: str) -> None:
    assert parse_number(words) == value, point


@pytest.mark.parametrize("words", ["", "友好", "三五十", "点五", "1.2.3"])
def test_what_is_no_number_is_refused(words: str) -> None:
    assert parse_number(words) is None


def _in_han(value: int) -> str:
    digits = "零一二三四五六七八九"
    words, zero = "", False
    for unit, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            words += ("零" if zero and words else "") + digits[digit] + mark
            zero = False
        else:
            zero = True
    return words


@given(st.integers(1, 9999))
def test_every_number_up_to_9999_is_read_back(value: int) -> None:
    assert parse_number(_in_han(value)) == value


@given(st.integers(1, 10**9))
def test_arabic_numbers_are_read_back_with_and_without_commas(value: int) -> None:
    assert parse_number(str(value)) == value == parse_number(f"{value:,}")


@pytest.mark.parametrize(
    ("words", "year"), [("1979", 1979), ("一九七九", 1979), ("二○○四", 2004), ("七九", None), ("197九", None)]
)
def test_years(words: str, year: int | None) -> None:
    assert parse_year(words) == year
