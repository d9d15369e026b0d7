"""An EDTF date as what reconciliation compares: the days that it may mean, and the year, month and day that it is sure of."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache

_SIDE = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d\d)(?:-(\d\d))?)?$")
NO_DAY = -1
OPEN_LOW, OPEN_HIGH = 0, 99_991_231  # as year, month, day in one number


@dataclass(frozen=True, slots=True)
class Stamp:
    """`low` and `high` are the first and last day as YYYYMMDD; year, month and day are 0 where the date does not fix them."""

    low: int
    high: int
    year: int = 0
    month: int = 0
    day: int = 0

    @property
    def steps(self) -> int:
        """How fine it is: 3 to the day, 2 to the month, 1 to the year, 0 vaguer."""
        return (self.year > 0) + (self.month > 0) + (self.day > 0)

    def agrees(self, other: Stamp) -> bool:
        """Does one lie within the other, so that both can be true of one event?"""
        return (self.low <= other.low and other.high <= self.high) or (
            other.low <= self.low and self.high <= other.high
        )


@lru_cache(maxsize=100_000)
def stamp(edtf: str) -> Stamp:
    """The stamp of an EDTF date as the project writes them: any day for an unknown year (XXXX-05-25), no day for another form."""
    first, slash, last = edtf.partition("/")
    low, high = _days(first)[0], _days(last if slash else first)[1]
    same = [a == b for a, b in zip(_parts(low), _parts(high), strict=True)]
    if not same[0] or low == NO_DAY:
        return Stamp(low, high)
    year, month, day = _parts(low)
    return Stamp(low, high, year, month if same[1] else 0, day if same[1] and same[2] else 0)


def agree(a: str | None, b: str | None) -> bool:
    """Do two dates agree, one of them perhaps coarser or not given (1973 and 1973-06-24)?"""
    return a is None or b is None or a == b or stamp(a).agrees(stamp(b))


def order_of(edtf: str | None) -> tuple[int, int]:
    """Dates in the order of time, by their last day and then their first; what has no date comes first."""
    if edtf is None:
        return OPEN_LOW, OPEN_LOW
    when = stamp(edtf)
    return when.high, when.low


def years_between(first: str, last: str) -> int | None:
    """Whole calendar years from one date to a later one; None where either is vaguer than a year or they are the other way round."""
    a, b = stamp(first), stamp(last)
    return b.year - a.year if a.year and b.year and a.low <= b.high else None


def _days(side: str) -> tuple[int, int]:
    match = _SIDE.match(side.rstrip("?~%"))
    if not match:
        return (OPEN_LOW, OPEN_HIGH) if side in ("", "..") or side.startswith("XXXX") else (NO_DAY, NO_DAY)
    year, month, day = match.groups()
    low, high = int(year.replace("X", "0")) * 10_000, int(year.replace("X", "9")) * 10_000
    if day:
        return low + int(month) * 100 + int(day), high + int(month) * 100 + int(day)
    if not month:
        return low + 101, high + 1231
    last = monthrange(max(1, high // 10_000), int(month))[1] if 1 <= int(month) <= 12 else 31
    return low + int(month) * 100 + 1, high + int(month) * 100 + last


def _parts(day: int) -> tuple[int, int, int]:
    return day // 10_000, day // 100 % 100, day % 100
