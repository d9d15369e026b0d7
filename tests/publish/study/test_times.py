"""Ties by time: whole years alone, running sums, periods as the reports have them."""

from __future__ import annotations

import pandas as pd

from pipeline.records.claim import Measure
from tests.publish.study.conftest import CHINA, KYOTO, LUND, NARA, XIAN, Make, number, tie

NEW = Measure.NEW_SISTER_PAIRS


def test_decades_with_the_years_that_a_number_speaks_of(release_of: Make) -> None:
    study = release_of(
        tie(XIAN, NARA, "1974-02-01"), tie(XIAN, KYOTO, "199X"), tie(XIAN, LUND),
        number(4, "1980/1989", CHINA, measure=NEW), number(6, "1990/1995", CHINA, measure=NEW),
    ).table("by-decade")  # fmt: skip
    rows = study.frame.set_index("key")
    assert rows.index.tolist() == ["1970–1979", "1980–1989", "1990–1999", "?", "total"]
    assert rows.named.tolist() == [1, 0, 1, 1, 3]  # 199X lies in its decade, though in no year
    assert rows.cumulative.tolist()[:3] == [1, 1, 2]
    assert rows.span["1990–1999"] == "1990–1995"
    assert rows.stated_cumulative["1990–1999"] == 10 and pd.isna(rows.stated_cumulative["1970–1979"])


def test_a_gap_ends_a_running_sum(release_of: Make) -> None:
    numbers = (number(n, year, CHINA, measure=NEW) for n, year in ((1, "2010"), (2, "2011"), (4, "2013")))
    rows = release_of(tie(XIAN, NARA, "2012-01"), *numbers).table("by-year").frame.set_index("key")
    assert rows.stated_cumulative.dropna().to_dict() == {"2010": 1, "2011": 3}
    assert rows.named.to_dict() == {"2010": 0, "2011": 0, "2012": 1, "2013": 0, "total": 1}


def test_periods_may_overlap(release_of: Make) -> None:
    numbers = number(5, "1970/1979", CHINA, measure=NEW), number(9, "1970/1999", CHINA, measure=NEW)
    study = release_of(tie(XIAN, NARA, "1974"), tie(XIAN, KYOTO, "1985"), *numbers).table("by-period")
    rows = study.frame.set_index("key")
    assert rows.named.to_dict() == {"1970–1979": 1, "1970–1999": 2, "total": 2}
    assert rows.coverage.to_dict()["1970–1979"] == 20.0


def test_no_dates_no_rows(release_of: Make) -> None:
    assert release_of(tie(XIAN, NARA)).table("by-year").frame.key.tolist() == ["?", "total"]
