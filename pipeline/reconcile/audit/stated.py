"""A stated number and the true values that it allows, in exact fractions.

Counted things are exact. A number with decimals, a percentage or one in 万 stands for all values that round to it: half a unit of
the last digit written, to either side. 约, 近, 余 and their kin have tolerances of their own; the words are data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from pipeline.reconcile.audit.words import word_pattern

_WRITTEN = re.compile(r"(?P<whole>\d[\d,]*)(?:\.(?P<decimals>\d+))?\s*(?P<scale>[千万亿]*)")
_SCALES = {"千": 1000, "万": 10_000, "亿": 100_000_000}
ABOUT = Fraction(1, 10)  # share by which 约 and 左右 may miss
UNDER = Fraction(3, 20)  # share by which 近 and 不足 may lie above the true value
HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Range:
    """All values from `low` to `high`, both allowed."""

    low: Fraction
    high: Fraction

    def meets(self, other: Range) -> bool:
        """Is there a value that both allow?"""
        return self.low <= other.high and other.low <= self.high

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, self.high + other.high)


@dataclass(frozen=True, slots=True)
class Stated:
    """A number as it was written: `value`, the unit of its last digit, and the values that it allows."""

    value: Fraction
    digit: Fraction
    allows: Range
    exact: bool  # neither rounded nor approximate


def read_stated(value: float, words: str, *, approximate: bool = False, is_share: bool = False) -> Stated:
    """The number `value` as `words` write it; a share is always rounded, a count only where it has decimals or 万 behind it."""
    number, digit = _written(value, words)
    rounded = is_share or digit != 1
    if approximate:
        return Stated(number, digit, _roughly(number, digit, words), False)
    slack = digit * HALF if rounded else Fraction(0)
    return Stated(number, digit, Range(number - slack, number + slack), not rounded)


def total(numbers: Iterable[Stated]) -> Range:
    """The sums that the numbers allow: every term with its own slack."""
    whole = Range(Fraction(0), Fraction(0))
    for number in numbers:
        whole = whole + number.allows
    return whole


def _written(value: float, words: str) -> tuple[Fraction, Fraction]:
    """Value and unit of the last digit; what is not written in Arabic digits has the unit 1."""
    match = _WRITTEN.search(words)
    if match is None:
        return Fraction(str(value)), Fraction(1)
    decimals = match["decimals"] or ""
    number = Fraction(match["whole"].replace(",", "") + (f".{decimals}" if decimals else ""))
    digit = Fraction(1, 10 ** len(decimals))
    for mark in match["scale"]:
        number, digit = number * _SCALES[mark], digit * _SCALES[mark]
    if abs(float(number) - value) > 1e-6 * max(1.0, abs(value)):
        return Fraction(str(value)), Fraction(1)  # read otherwise than written here: no digits are known
    return number, digit


def _roughly(number: Fraction, digit: Fraction, words: str) -> Range:
    """近30: up to 30; 30余: from 30 to under 40; 超过30: from 30; 约30: a tenth to either side."""
    last = _last_place(number, digit)
    if word_pattern("approx_above").search(words):
        return Range(number, number + last)
    if word_pattern("approx_over").search(words):
        return Range(number, number * 3)
    if word_pattern("approx_below").search(words):
        return Range(number * (1 - UNDER), number)
    slack = max(number * ABOUT, last * HALF) if digit >= 1 else digit
    return Range(number - slack, number + slack)


def _last_place(number: Fraction, digit: Fraction) -> Fraction:
    """The place of the last digit that is not 0: 100 of 1300."""
    place = digit
    while number and number % (place * 10) == 0:
        place *= 10
    return place
