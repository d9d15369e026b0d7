"""Pages laid askew: their lean, and the way there and back."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.straighten import Level, skew_of

SIDE = st.floats(0, 2000)


def quad(angle: float, x: float, y: float, width: float, height: float = 30):
    level = Level(angle, 0, 0)
    a, b, c, d = (level.to_page(*p) for p in ((x, y), (x + width, y), (x + width, y + height), (x, y + height)))
    return a, b, c, d


@given(st.floats(-0.08, 0.08), SIDE, SIDE)
def test_there_and_back_is_the_same_point(angle, x, y):
    level = Level(angle, 620, 877)
    assert level.to_page(*level.to_level(x, y)) == pytest.approx((x, y), abs=1e-6)


@given(st.floats(-4.9, 4.9))
def test_the_lean_is_that_of_the_long_pieces(degrees):
    angle = math.radians(degrees)
    pieces = [quad(angle, 100, 100 + 50 * row, 900) for row in range(5)] + [quad(0.5, 100, 600, 80)]
    assert skew_of(pieces) == pytest.approx(angle, abs=1e-6)


@pytest.mark.parametrize(
    ("pieces", "point"),
    [
        ([], "nothing read"),
        ([quad(0.01, 0, 0, 900)] * 2, "two lines tell nothing"),
        ([quad(0.03, 0, 0, 90)] * 9, "short pieces tell nothing"),
        ([quad(math.radians(30), 0, 0, 900)] * 9, "words across the page are no skew"),
    ],
)
def test_what_tells_no_skew(pieces, point):
    assert skew_of(pieces) == 0.0, point


def test_a_box_keeps_its_size_on_the_page():
    x0, top, x1, bottom = Level(0.05, 300, 400).box_to_page((500, 100, 512, 112))
    assert (x1 - x0, bottom - top) == pytest.approx((12, 12))
    assert top > 100, "right of the middle a page that leans clockwise hangs down"
