"""The year that a report tells of, worked out from an anniversary: 结好25周年 of a tie made in 1981 is 2006.

A date without its year would else take the year of the tie, since that is the year the text names last.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_ANNIVERSARY = re.compile(r"(?P<n>\d{1,3})周年")
_MADE = re.compile(r"自(?P<y>(?:19|20)\d\d)年[^。，,]{0,8}(?:建立|缔结|结成|结为|结好|结缘)")
DIGITS = 3  # of the number before 周年
REACH = 100  # characters on either side in which the tie's year stands
YEAR = 4  # characters of an EDTF year


def report_years(shadow: str) -> Mapping[str, str]:
    """For the year of each tie whose anniversary is told of, the year of the anniversary."""
    years: dict[str, str] = {}
    at = shadow.find("周年")
    while at >= 0:
        match = _ANNIVERSARY.search(shadow, max(0, at - DIGITS), at + 2)
        made = _MADE.search(shadow, max(0, at - REACH), at + REACH) if match else None
        if match and made:
            years[made["y"]] = str(int(made["y"]) + int(match["n"]))
        at = shadow.find("周年", at + 1)
    return years


def moved(edtf: str, years: Mapping[str, str]) -> str:
    """The date with the report's year in place of the tie's, in both ends of a period."""
    return "/".join(years.get(part[:YEAR], part[:YEAR]) + part[YEAR:] for part in edtf.split("/"))


def told_year(words: str, years: Mapping[str, str]) -> tuple[str, int, int] | None:
    """The year of the anniversary that the words name, and where they name it."""
    match = _ANNIVERSARY.search(words)
    year = next((y for tie, y in years.items() if match and int(y) - int(tie) == int(match["n"])), None)
    return (year, *match.span()) if match and year else None
