"""Fingerprints: what a line break or a page cannot change, what a copy shows, and what stays small."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records.works import Sketch
from pipeline.text.sketch import LEAST, SHARE, sketch


def made_text(seed: int, length: int) -> str:
    rng = random.Random(seed)
    return "".join(chr(rng.randint(0x4E00, 0x6000)) for _ in range(length))


def overlap(a: Sketch, b: Sketch) -> float:
    reach = min(a.reach, b.reach)
    first, second = ({h for h in s.shingles if h <= reach} for s in (a, b))
    return len(first & second) / min(len(first), len(second))


def test_breaks_blanks_and_signs_change_nothing() -> None:
    text = made_text(1, 3000)
    broken = "\n".join(text[at : at + 37] for at in range(0, 3000, 37)).replace(text[100], f" {text[100]}，")
    assert sketch(broken) == sketch(text)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_the_overlap_of_two_sketches_is_that_of_their_texts(share: float) -> None:
    whole, other = made_text(2, 20_000), made_text(3, 20_000)
    cut = int(20_000 * share)
    assert overlap(sketch(whole), sketch(whole[:cut] + other[cut:])) == pytest.approx(share, abs=0.06)


def test_a_passage_shows_in_a_text_ten_times_as_long() -> None:
    passage = made_text(4, 2000)
    assert overlap(sketch(passage), sketch(made_text(5, 9000) + passage + made_text(6, 9000))) > 0.9


def test_a_long_text_has_a_share_of_its_hashes_only() -> None:
    found = sketch(made_text(7, 100_000))
    assert len(found.shingles) == 100_000 // SHARE > LEAST
    assert list(found.shingles) == sorted(found.shingles)


@pytest.mark.parametrize(
    ("a", "b", "shared", "why"),
    [
        (
            "甲37 乙12 丙9 丁160 戊4 己88 庚5",
            "东 37，西 12，南 9，北 160，中 4，外 88，上 5",
            True,
            "one table in other words",
        ),
        ("甲37 乙12 丙9 丁160 戊4 己88", "甲37 乙13 丙9 丁160 戊4 己88", False, "one number differs"),
        (
            "2010 2011 2012 2013 2014 2015 2016",
            "2010年2011年2012年2013年2014年2015年2016年",
            False,
            "years prove nothing",
        ),
        ("1 2 3 4 5 6 7 8", "第1章 第2章 第3章 第4章 第5章 第6章 第7章", False, "nor does counting"),
    ],
)
def test_runs_of_numbers(a: str, b: str, shared: bool, why: str) -> None:
    assert bool(set(sketch(a).numbers) & set(sketch(b).numbers)) is shared, why


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("DOI：10.1234/abc.2019.03 摘要", "10.1234/abc.2019.03"),
        ("doi: 10.5555/XY-7。正文", "10.5555/xy-7"),
        ("正文" * 2000 + "DOI:10.1234/cited.1", None),
        ("没有编号", None),
    ],
)
def test_a_text_names_its_own_doi_in_front(text: str, doi: str | None) -> None:
    assert sketch(text).doi == doi


@given(st.text(max_size=300))
def test_any_text_has_a_sketch(text: str) -> None:
    found = sketch(text)
    assert found.length <= len(text.lower())
    assert all(0 <= h <= found.reach for h in found.shingles)
