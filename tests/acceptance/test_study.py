"""Tables and figures that the seed reports draw themselves, drawn again from their counts: number by number, as they print them.

Of the figures only those that rest on numbers of the text can be drawn again. Expected numbers are by place id; of answers, by their order.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from pipeline.publish.opened import Release, open_release
from pipeline.publish.study.study import Study

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("score")]
CEEC = "group:ceec"
OF_000, OF_002 = "000_20c33ccb00681978.txt", "002_ed5a0f34227ad3e7.txt"
BY_COUNTRY = {
    "PL": 36, "HU": 35, "RO": 33, "CZ": 12, "BG": 11, "RS": 6, "SK": 4, "HR": 4, "SI": 4, "LV": 4, "LT": 4, "ME": 3, "AL": 2, "BA": 1,
    "MK": 1, "EE": 0,
}  # fmt: skip
BY_PROVINCE = {
    11: 7, 12: 3, 13: 5, 37: 8, 32: 12, 31: 9, 33: 3, 35: 6, 44: 9, 46: 6, 14: 3, 41: 10, 34: 3, 42: 8, 43: 4, 36: 5, 23: 8, 22: 6, 21: 5,
    51: 5, 53: 3, 52: 2, 50: 3, 61: 7, 62: 5, 64: 4, 63: 1, 65: 1, 15: 2, 45: 7, 54: 0,
}  # fmt: skip


@pytest.fixture(scope="module")
def release(run_of: Callable[[str], Any]) -> Release:
    return open_release(run_of("seeds").out)


def stated(study: Study, column: str = "stated") -> dict[str, float]:
    """The numbers of a column by their row's key, those that are there; the total left out."""
    values = study.frame.set_index("key")[column].dropna()
    return {str(key): float(value) for key, value in values.items() if key != "total"}


def holds(release: Release, study: Study, column: str) -> bool:
    """Does every figure of a column lead to claims?"""
    cells = [study.fact_ids(row, column) for row in range(len(study.frame)) if pd.notna(study.frame[column].iloc[row])]
    return all(cells) and all(len(release.evidence(fact_id)) for fact_id in set().union(*cells))


def test_the_first_report_by_country(release: Release) -> None:
    study = release.table("by-country", within=CEEC, document=OF_000)
    assert stated(study) == BY_COUNTRY
    (total,) = study.stated
    assert (total.value, sum(BY_COUNTRY.values())) == (160, 160)
    assert 0 < total.named < 80 and total.warns
    assert study.warnings and study.frame.warning.iloc[0]
    assert [f.value for f in study.figures if f.key == "top_ten_stated"] == [93.1]
    assert holds(release, study, "stated")


def test_the_first_report_by_region_and_province(release: Release) -> None:
    regions = release.table("by-region", within=CEEC, document=OF_000)
    assert stated(regions) == {"east": 68, "central": 33, "west": 40, "northeast": 19}
    assert stated(regions, "provinces_stated") == stated(regions)  # each region's provinces sum to its number
    assert stated(regions, "stated_share") == {"east": 42.5, "central": 20.6, "west": 25.0, "northeast": 11.9}
    provinces = release.table("by-province", within=CEEC, document=OF_000)
    assert stated(provinces) == {f"{code}0000": value for code, value in BY_PROVINCE.items()}
    assert regions.warnings and provinces.warnings
    assert holds(release, provinces, "stated") and holds(release, regions, "provinces_stated")


def test_the_first_report_by_decade_year_and_level(release: Release) -> None:
    decades = release.table("by-decade", within=CEEC, document=OF_000)
    assert stated(decades) == {"1980–1989": 11, "1990–1999": 32, "2000–2009": 38, "2010–2019": 79}
    assert decades.frame.stated_cumulative.dropna().tolist() == [11, 43, 81, 160]
    assert decades.frame.span.dropna().tolist()[-1] == "2010–2017"
    years = release.table("by-year", within=CEEC, document=OF_000)
    assert list(stated(years).values()) == [8, 5, 5, 10, 6, 15, 21, 9]
    assert stated(release.table("by-level", within=CEEC, document=OF_000)) == {"province": 60, "below": 100}
    assert decades.warnings and holds(release, decades, "stated_cumulative")


def test_the_third_report_by_country_and_time(release: Release) -> None:
    """Figures 1 to 4."""
    countries = release.table("by-country", document=OF_002)
    assert stated(countries) == {"JP": 251, "KR": 182}
    assert stated(countries, "stated_share") == {"JP": 9.9, "KR": 7.2}
    assert [t.value for t in countries.stated] == [2531]
    assert stated(release.table("by-year", document=OF_002), "stated_stock") == {"2017": 2531}
    japan = stated(release.table("by-period", within="JP", document=OF_002))
    assert japan == {"1973–1974": 5, "1978": 1, "1979–2000": 208, "1994": 20, "2001–2017": 38}
    korea = stated(release.table("by-period", within="KR", document=OF_002))
    five = {"1993–1997": 34, "1998–2002": 30, "2003–2007": 37, "2008–2012": 35, "2013–2017": 46}
    assert korea == {**five, "2008–2017": 81, "2012": 13}
    assert sum(five.values()) == 182


def test_the_third_report_by_province_and_region(release: Release) -> None:
    """Figures 5 to 8."""
    provinces = stated(release.table("by-province", document=OF_002))
    assert provinces == {"320000": 314, "440000": 188, "370000": 187, "540000": 9, "520000": 17, "630000": 20}
    regions = release.table("by-region", document=OF_002)
    assert stated(regions) == {"east": 1380, "central": 673, "west": 493}
    assert (
        stated(regions, "stated_share")
        == stated(regions, "stated_percent")
        == {"east": 54.2, "central": 26.4, "west": 19.4}
    )
    japan = stated(release.table("by-province", within="JP", document=OF_002))
    assert japan == {"320000": 35, "330000": 22, "210000": 19, "520000": 0, "630000": 0, "540000": 0}
    assert stated(release.table("by-region", within="JP", document=OF_002), "stated_percent") == {
        "east": 57.8,
        "central": 26.7,
        "west": 15.5,
    }
    assert stated(release.table("by-region", within="KR", document=OF_002), "stated_percent") == {
        "east": 56.0,
        "central": 29.2,
        "west": 14.8,
    }
    assert stated(release.table("by-province", within="KR", document=OF_002)) == {"530000": 0}


HOW, TREND, WHY, WHAT = "评估", "变化", "目的", "哪方面"
CHINESE, JAPANESE, WITH_JAPAN, WITH_KOREA = "中方城市", "日方城市", "中日友好城市", "中韩友好城市"


@pytest.mark.parametrize(
    ("question", "who", "answers", "shares"),
    [
        (HOW, CHINESE, [67, 50, 13, 3], [50.4, 37.6, 9.8, 2.3]),
        (HOW, WITH_JAPAN, [30, 30, 5, 2], [44.8, 44.8, 7.4, 3.0]),
        (HOW, WITH_KOREA, [37, 20, 8, 1], [56.1, 30.3, 12.1, 1.5]),
        (HOW, JAPANESE, [135, 65, 55], [50.9, 24.5, 20.8]),
        (TREND, CHINESE, [59, 31, 22, 19, 2], [44.4, 23.3, 16.5, 14.3, 1.5]),
        (WHY, CHINESE, [116, 111, 105, 103, 42], [87.2, 83.5, 78.9, 77.4, 31.6]),
        (WHY, JAPANESE, [218, 35, 22, 14], [82.2, 13.2, 8.3, 5.2]),
        (WHAT, CHINESE, [64, 46, 17, 1, 1], [48.1, 34.6, 12.8, 0.8, 0.8]),
        (WHAT, JAPANESE, [117, 79, 38, 9, 3], [44.2, 29.8, 14.3, 3.4, 1.1]),
    ],
    ids=["9", "10", "11", "12", "13", "14", "15", "16", "17"],
)
def test_the_third_report_questionnaires(
    release: Release, question: str, who: str, answers: list[float], shares: list[float]
) -> None:
    """Figures 9 to 17, each by its number."""
    study = release.table("survey", document=OF_002)
    frame = study.frame[study.frame.question.str.contains(question) & (study.frame.answer != "Σ")]
    assert sorted(frame[f"answers: {who}"].dropna(), reverse=True) == answers
    assert sorted(frame[f"share: {who}"].dropna(), reverse=True) == shares
    assert holds(release, study, f"share: {who}")


def test_kinds_of_activities_beside_the_answers(release: Release) -> None:
    """The order of figures 16 and 17, through the crosswalk, beside what is named here."""
    rows = release.table("activities", scheme="survey", document=OF_002).frame.set_index("key")
    chinese, japanese = (rows[f"answered: {who}"].dropna().to_dict() for who in (CHINESE, JAPANESE))
    assert chinese == {
        "culture": 48.1,
        "officials": 34.6,
        "people": 12.8,
        "industry": 0.8,
        "trade": 0.8,
    }
    assert japanese == {
        "culture": 44.2,
        "officials": 29.8,
        "people": 14.3,
        "industry": 1.1,
        "trade": 3.4,
    }
