"""A share against the two numbers that it is made from: what correct rounding explains, what was cut off, what is wrong.

All in exact fractions. Halves may be rounded up, down or to even: all three are correct.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from pipeline.reconcile.audit.stated import Range, Stated

HUNDRED = Fraction(100)
HALF = Fraction(1, 2)


class Verdict(StrEnum):
    """How a stated share stands to part and whole."""

    RIGHT = "right"
    CUT = "cut"  # cut off where it should have been rounded up
    UP = "up"  # raised where it should have been rounded down
    WRONG = "wrong"


def judge_share(part: Range, whole: Range, share: Stated) -> Verdict:
    """Can the share be that of `part` in `whole`? `whole` must be above 0."""
    low, high = HUNDRED * part.low / whole.high, HUNDRED * part.high / whole.low
    if share.allows.low <= high and low <= share.allows.high:
        return Verdict.RIGHT
    if low == high and share.value <= low < share.value + share.digit:
        return Verdict.CUT
    if low == high and share.value - share.digit < low <= share.value:
        return Verdict.UP
    return Verdict.WRONG


def rounded(value: Fraction, digit: Fraction) -> Fraction:
    """`value` to the nearest multiple of `digit`, a half upwards."""
    return (value / digit + HALF).__floor__() * digit


def implied_whole(part: Range, share: Stated) -> Range | None:
    """The wholes of which `part` can be this share; None for a share that may be 0."""
    if share.allows.low <= 0:
        return None
    return Range(HUNDRED * part.low / share.allows.high, HUNDRED * part.high / share.allows.low)
