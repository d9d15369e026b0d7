"""Shares of part and whole: what rounding explains is never flagged, what was cut off is, implied wholes must meet."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reconcile.audit.rounding import Verdict, implied_whole, judge_share, rounded
from pipeline.reconcile.audit.stated import Range, read_stated, total
from tests.reconcile.reports import found

FIRST = "我们就友城往来做了问卷调查。"
ASKED = FIRST + "在中方城市的80份问卷中，选择“有”的有{n}份，占{share}%。"
ROWS: list[tuple[str, tuple[str, str] | None, str]] = [
    (ASKED.format(n=27, share="33.8"), None, "33.75 rounds to 33.8"),
    (ASKED.format(n=27, share="33.7"), None, "a half may be rounded to even"),
    (ASKED.format(n=29, share="36.2"), None, "36.25: a half, rounded to even"),
    (ASKED.format(n=23, share="28.7"), None, "28.75: a half cut is a half rounded down"),
    (ASKED.format(n=53, share="66.2"), None, "66.25 again"),
    (ASKED.format(n=31, share="38.7"), None, "38.75"),
    (ASKED.format(n=25, share="31.2"), None, "31.25"),
    (FIRST + "在中方城市的90份问卷中，选择“有”的有50份，占55.5%。", ("contradiction", "cut off"), "55.56 cut off"),
    (FIRST + "在中方城市的90份问卷中，选择“有”的有50份，占55.6%。", None, "55.56 rounded"),
    (FIRST + "在中方城市的90份问卷中，选择“有”的有50份，占56%。", None, "to whole percents"),
    (FIRST + "在中方城市的90份问卷中，选择“有”的有50份，占62.0%。", ("contradiction", "55.56 %"), "another number altogether"),
    (FIRST + "在中方城市的90份问卷中，选择“有”或“无”的各有50份和31份，分别占55.6%和34.4%。", None, "two answers, two shares"),
    (FIRST + "在中方城市的90份问卷中，选择“有”或“无”的各有50份和31份，分别占55.6%和34.9%。",
     ("contradiction", "31 of 90"), "the second is wrong"),
    (
        "截至2016年底，中国共有国际友城2400对。其中，中国与巴西的友城为57对，占2.4%。",
        None, "57 / 2400 = 2.375",
    ),
    (
        "截至2016年底，中国共有国际友城2400对。其中，中国与巴西的友城为57对，占2.9%。",
        ("contradiction", "2.38 %"), "no rounding makes 2.9 of it",
    ),
    (
        "截至2016年底，浙江省有友城120对，占全国友城总数的4.8%；福建省有友城100对，占全国友城总数的5.3%。",
        ("contradiction", "both cannot be shares of one whole"), "2500 against 1900",
    ),
    (
        "截至2016年底，浙江省有友城120对，占全国友城总数的4.8%；福建省有友城100对，占全国友城总数的4.0%。",
        None, "both of about 2500",
    ),
    (
        "截至2016年底，中国与巴西有友城50对、中国与智利有友城20对、中国与秘鲁有友城10对，占所有友城的40%。截至2016年底，中国共有友城200对。",
        None, "80 of 200 is 40 %",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said", "why"), ROWS)
def test_shares_of_reports(text: str, said: tuple[str, str] | None, why: str) -> None:
    findings = found(text, kind="share")
    if said is None:
        assert findings == [], why
    else:
        assert [severity for severity, _ in findings] == [said[0]], why
        assert said[1] in findings[0][1]


COUNTS = st.integers(1, 5000)
DIGITS = st.integers(0, 3)


def exactly(number: int) -> Range:
    return Range(Fraction(number), Fraction(number))


def stated(value: Fraction, digits: int) -> str:
    return f"{float(value):.{digits}f}%"


@given(COUNTS, COUNTS, DIGITS)
def test_a_rounded_share_is_right(a: int, b: int, digits: int) -> None:
    part, whole = min(a, b), max(a, b)
    value = rounded(Fraction(100 * part, whole), Fraction(1, 10**digits))
    share = read_stated(float(value), stated(value, digits), is_share=True)
    assert judge_share(exactly(part), exactly(whole), share) is Verdict.RIGHT


@given(COUNTS, COUNTS, DIGITS)
def test_a_share_cut_off_is_found_where_rounding_differs(a: int, b: int, digits: int) -> None:
    part, whole = min(a, b), max(a, b)
    exact, unit = Fraction(100 * part, whole), Fraction(1, 10**digits)
    cut = (exact / unit).__floor__() * unit
    verdict = judge_share(exactly(part), exactly(whole), read_stated(float(cut), stated(cut, digits), is_share=True))
    rest = (exact - cut) / unit
    assert verdict is (Verdict.CUT if rest > Fraction(1, 2) else Verdict.RIGHT)


@given(COUNTS, COUNTS, DIGITS, st.integers(2, 50))
def test_a_share_off_by_two_units_is_wrong(a: int, b: int, digits: int, off: int) -> None:
    part, whole = min(a, b), max(a, b)
    unit = Fraction(1, 10**digits)
    value = rounded(Fraction(100 * part, whole), unit) + off * unit
    share = read_stated(float(value), stated(value, digits), is_share=True)
    assert judge_share(exactly(part), exactly(whole), share) is Verdict.WRONG


@given(COUNTS, COUNTS, DIGITS)
def test_the_implied_whole_holds_the_true_one(a: int, b: int, digits: int) -> None:
    part, whole = min(a, b), max(a, b)
    value = rounded(Fraction(100 * part, whole), Fraction(1, 10**digits))
    made = implied_whole(exactly(part), read_stated(float(value), stated(value, digits), is_share=True))
    assert made is None or made.low <= whole <= made.high


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=12))
def test_rounded_terms_always_allow_their_true_sum(thousandths: list[int]) -> None:
    exact = [Fraction(n, 1000) for n in thousandths]
    terms = [rounded(value, Fraction(1, 10)) for value in exact]
    made = total(read_stated(float(t), stated(t, 1), is_share=True) for t in terms)
    assert made.low <= sum(exact) <= made.high


@pytest.mark.parametrize(
    ("words", "value", "approximate", "low", "high"),
    [
        ("251对", 251, False, 251, 251),
        ("2.5万人", 25000, False, 24500, 25500),
        ("30余对", 30, True, 30, 40),
        ("200多种", 200, True, 200, 300),
        ("近500个", 500, True, 425, 500),
        ("1300多对", 1300, True, 1300, 1400),
        ("超过100对", 100, True, 100, 300),
        ("1,240对", 1240, False, 1240, 1240),
        ("三十对", 30, False, 30, 30),
    ],
)
def test_what_a_written_number_allows(words: str, value: float, approximate: bool, low: int, high: int) -> None:
    allowed = read_stated(value, words, approximate=approximate).allows
    assert (allowed.low, allowed.high) == (low, high)
