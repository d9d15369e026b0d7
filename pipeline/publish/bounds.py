"""First and last day that an EDTF date may mean, as plain ISO dates: what a database can sort and compare.

Only the forms that the project writes are known: days, months, years, decades and centuries with X, an unknown year, a doubt
mark, intervals, open sides. A side that nothing bounds is None.
"""

from __future__ import annotations

import re
from calendar import monthrange

_DATE = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d\d)(?:-(\d\d))?)?$")


def date_bounds(edtf: str | None) -> tuple[str | None, str | None]:
    """(first day, last day) of an EDTF date; None where it is open, unknown, or not of a form written here."""
    if not edtf:
        return None, None
    first, slash, last = edtf.partition("/")
    return _side(first)[0], _side(last if slash else first)[1]


def _side(text: str) -> tuple[str | None, str | None]:
    match = _DATE.match(text.rstrip("?~%"))
    if not match:
        return None, None
    year, month, day = match.groups()
    low, high = year.replace("X", "0"), year.replace("X", "9")
    if day:
        return f"{low}-{month}-{day}", f"{high}-{month}-{day}"
    if not month:
        return f"{low}-01-01", f"{high}-12-31"
    if not 1 <= int(month) <= 12:
        return None, None
    return f"{low}-{month}-01", f"{high}-{month}-{monthrange(max(1, int(high)), int(month))[1]:02d}"
