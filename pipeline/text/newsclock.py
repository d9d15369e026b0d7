"""News look back and come home: behind 两市1992年7月结好。 a bare 27日 is of the days before the paper, no longer of 1992."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipeline.text.dateclock import Clock, number

BEFORE, AFTER = 45, 10  # days around the paper's own in which a bare day or month is told as news
_DAY = 10  # characters of a date that names its day


def of_the_news(match: re.Match[str], clock: Clock, document: str | None) -> Clock | None:
    """The clock set to the paper's own days, where the date lacks its year and can lie in them; None where it goes on as it was."""
    own = _day_of(document)
    if own is None:
        return None
    if day := _named(match, "ud") or _named(match, "u1"):
        if clock.year == own.year and clock.month is not None:
            return None
        last = own if day <= own.day + AFTER else own.replace(day=1) - timedelta(days=1)
        return Clock(last.year, last.month, None, document)
    month = next((m for name in ("sm", "rm", "tm") if (m := _named(match, name))), 0)
    if not month or clock.year == own.year or not _is_near(own, month, _named(match, "sd") or _named(match, "rd")):
        return None
    return Clock(own.year, None, None, document)


def _is_near(own: date, month: int, day: int) -> bool:
    try:
        told = date(own.year, month, day or (own.day if month == own.month else 28))
    except ValueError:
        return False
    return own - timedelta(days=BEFORE) <= told <= own + timedelta(days=AFTER)


def _day_of(document: str | None) -> date | None:
    if document is None or len(document) != _DAY:
        return None
    try:
        return date.fromisoformat(document)
    except ValueError:
        return None  # 2018-07-XX


def _named(match: re.Match[str], name: str) -> int:
    """The number in a group of the pattern; 0 where the pattern or the match has none."""
    return number(match[name]) if name in match.re.groupindex and match[name] else 0
