"""Copies that fake bold type, against the plain rule held to each glyph in turn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read import doubles
from pipeline.read.doubles import MAX_SHIFT, SAME_PLACE, find_doubles

SIDES = st.integers(0, 400).map(lambda number: number / 20)
GLYPHS = st.lists(st.tuples(st.sampled_from("友城1"), SIDES, SIDES, st.sampled_from([0.0, 3.0, 12.0]), st.booleans()))


def columns(glyphs):
    codes = np.array([ord(mark) for mark, *_ in glyphs], np.uint32)
    boxes = np.array([[x, y, x + width, y + 10] for _, x, y, width, _ in glyphs], float).reshape(-1, 4)
    straight = np.array([one[4] for one in glyphs], bool)
    return codes, boxes, np.full(len(glyphs), 10.0), straight


def plain_rule(codes, boxes, ems, straight):
    kept = []
    copies = [False] * len(codes)
    for at in np.flatnonzero(straight):
        play = min(SAME_PLACE * ems[at], 0.4 * (boxes[at, 2] - boxes[at, 0]), MAX_SHIFT)
        apart = [np.abs(boxes[at, :2] - boxes[one, :2]).max() for one in kept if codes[one] == codes[at]]
        copies[at] = min(apart, default=np.inf) < play
        kept += [] if copies[at] else [at]
    return copies


@pytest.mark.parametrize(
    ("words", "width", "second", "point"),
    [
        ("ffi", 8.0, [False, True, False], "one glyph of three letters"),
        ("ff", 6.0, [False, True], "of two"),
        ("ff", 3.3, [False, False], "an f painted twice"),
        ("ll", 6.0, [False, False], "no such ligature"),
    ],
)
def test_letters_of_a_ligature_are_no_copies(words, width, second, point):
    codes = np.array([ord(mark) for mark in words], np.uint32)
    boxes = np.array([[5.0, 0.0, 5.0 + width, 10.0]] * len(words))
    assert doubles.ligature_parts(codes, boxes, np.full(len(words), 10.0)).tolist() == second, point


@given(GLYPHS)
def test_pairs_by_sorting_are_those_of_the_plain_rule(glyphs):
    assert find_doubles(*columns(glyphs)).tolist() == plain_rule(*columns(glyphs))


@given(GLYPHS)
def test_so_are_those_found_one_by_one_where_many_stand_together(glyphs):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(doubles, "MANY", 0)
        assert find_doubles(*columns(glyphs)).tolist() == plain_rule(*columns(glyphs))


@pytest.mark.parametrize(
    ("glyphs", "copies"),
    [
        ([("友", 10.0, 5.0, 12.0, True), ("友", 10.4, 5.0, 12.0, True)], [False, True]),  # a bold stroke's shift
        ([("友", 10.0, 5.0, 12.0, True), ("城", 10.4, 5.0, 12.0, True)], [False, False]),  # another character
        ([("1", 10.0, 5.0, 2.0, True), ("1", 11.0, 5.0, 2.0, True)], [False, False]),  # narrow signs side by side
        ([("友", 1e5, 5.0, 12.0, True), ("友", 1e5, 5.0, 12.0, True)], [False, True]),  # far off the page
        ([("友", float(n), 5.0, 12.0, True) for n in (0, 1, 2)], [False, True, False]),  # no copy of a copy
    ],
)
def test_what_is_a_copy(glyphs, copies):
    assert find_doubles(*columns(glyphs)).tolist() == copies


def test_thousands_on_one_spot_are_copies_of_the_first():
    assert int(find_doubles(*columns([("友", 10.0, 5.0, 12.0, True)] * 5000)).sum()) == 4999
