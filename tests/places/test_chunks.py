"""Scores of names against every cut worked out by hand, and what letters a Latin name has."""

from __future__ import annotations

import math
from itertools import combinations_with_replacement, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.places.chunks import ANY, LETTERS, LONGEST, MOST_LETTERS, ChunkTable, letters

TABLE = ChunkTable(
    {"马": {"ma": 6.0, "mar": 2.0}, "玛": {"ma": 1.0}, "诺": {"no": 3.0, "": 1.0}, "尔": {"r": 2.0, "l": 2.0}},
    {"马": "ma", "玛": "ma", "诺": "nuo", "尔": "er", "麻": "ma"},
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kraków", "krakow"),  # marks that Unicode parts from their letters
        ("Łódź", "lodz"),  # a letter that has none to part
        ("Diyarbakır", "diyarbakir"),  # a letter of its own
        ("Villefranche-sur-Saône", "villefranchesursaone"),  # signs and blanks
        ("Москва", ""),
    ],
)
def test_letters_of_a_name(name: str, expected: str) -> None:
    assert letters(name) == expected


def by_every_cut(stem: str, name: str) -> float:
    """ln P of the best cut, over all of them."""
    best = -math.inf
    for inner in combinations_with_replacement(range(len(name) + 1), len(stem) - 1):
        edges = (0, *inner, len(name))
        parts = [name[low:high] for low, high in pairwise(edges)]
        if all(len(part) <= LONGEST for part in parts):
            best = max(best, sum(ln(char, part) for char, part in zip(stem, parts, strict=True)))
    return best


def ln(char: str, chunk: str) -> float:
    any_letters = ANY * TABLE.lengths[len(chunk)] * LETTERS ** -len(chunk)
    return math.log((1 - ANY) * TABLE.chances(char).get(chunk, 0.0) + any_letters)


@settings(deadline=None, max_examples=60)
@given(st.text("马玛诺尔麻野", min_size=1, max_size=4), st.lists(st.text("marnol", max_size=9), min_size=1, max_size=4))
def test_scores_are_those_of_the_best_cut(stem: str, names: list[str]) -> None:
    scores = TABLE.scores(stem, TABLE.grid(names)).tolist()
    assert scores == pytest.approx([by_every_cut(stem, name) for name in names], rel=1e-4)


def test_chances_of_a_character_sum_to_one_and_lean_on_its_sound() -> None:
    assert sum(TABLE.chances("马").values()) == pytest.approx(1.0)
    assert TABLE.chances("麻")["ma"] == pytest.approx(7 / 9)  # never seen, but read like 马 and 玛
    assert TABLE.chances("玛")["mar"] > 0
    assert TABLE.chances("野") == {}


def test_a_name_too_long_is_cut() -> None:
    assert len(letters("a" * 80)) == MOST_LETTERS
    assert len(TABLE.scores("马", TABLE.grid(["", "a" * MOST_LETTERS]))) == 2
