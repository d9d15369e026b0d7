"""What a date without a year goes by, and how parts of a date become EDTF."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass

from pipeline.text.numerals import parse_number, parse_year


@dataclass(frozen=True, slots=True)
class Clock:
    """What a date without a year goes by: the last year and month read, and the document's own date."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    document: str | None = None

    def year_text(self) -> str:
        """The year as EDTF, XXXX where none is known."""
        return f"{self.year:04d}" if self.year else "XXXX"


Made = tuple[str, Clock, bool] | None


def number(words: str) -> int:
    """The value of a number word as an integer; 0 where it is none."""
    value = parse_number(words)
    return int(value) if value else 0


def year_of(words: str) -> int:
    """A four-digit year; 0 where the words are none."""
    return parse_year(words) or 0


def ymd(year: int | str, month: int = 0, day: int = 0) -> str | None:
    """EDTF of the parts, or None where no calendar has them."""
    text = f"{year:04d}" if isinstance(year, int) else year
    if not month:
        return text
    if not 1 <= month <= 12:
        return None
    if not day:
        return f"{text}-{month:02d}"
    limit = monthrange(year, month)[1] if isinstance(year, int) and year else 31
    return f"{text}-{month:02d}-{day:02d}" if 1 <= day <= limit else None


def interval(first: str | None, last: str | None) -> str | None:
    """EDTF interval of two dates, the date itself where they are one, None where it would run backwards."""
    if first is None or last is None:
        return None
    if first == last:
        return first
    return f"{first}/{last}" if "X" in first or first <= last else None


def made(edtf: str | None, clock: Clock, inherited: bool = False) -> Made:
    """What a reader hands back, or None where the calendar has no such date."""
    return None if edtf is None else (edtf, clock, inherited)


def at(clock: Clock, year: int, month: int | None = None, day: int | None = None) -> Clock:
    """The clock set to a date just read."""
    return Clock(year, month, day, clock.document)
