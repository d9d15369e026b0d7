"""First and last day of each form of date, and a trusted judge of the same."""

from __future__ import annotations

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.bounds import date_bounds


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("1973-11-30", "1973-11-30", "1973-11-30"),
        ("1976-02", "1976-02-01", "1976-02-29"),
        ("1973", "1973-01-01", "1973-12-31"),
        ("198X", "1980-01-01", "1989-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2013-01/2013-03", "2013-01-01", "2013-03-31"),
        ("1993/1997", "1993-01-01", "1997-12-31"),
        ("../2017-12-07", None, "2017-12-07"),
        ("2004/..", "2004-01-01", None),
        ("2004?", "2004-01-01", "2004-12-31"),
        ("XXXX-05-25", None, None),
        ("2004-13", None, None),
        ("soon", None, None),
        (None, None, None),
        ("", None, None),
    ],
)
def test_bounds(edtf: str | None, first: str | None, last: str | None) -> None:
    assert date_bounds(edtf) == (first, last)


@given(st.dates().map(str), st.sampled_from([4, 7, 10]))
def test_bounds_agree_with_the_edtf_package(day: str, length: int) -> None:
    judge = parse_edtf(day[:length])
    bounds = [f"{d.tm_year:04}-{d.tm_mon:02}-{d.tm_mday:02}" for d in (judge.lower_strict(), judge.upper_strict())]
    assert list(date_bounds(day[:length])) == bounds
