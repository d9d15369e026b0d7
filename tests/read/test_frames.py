"""Turning a box into its text's frame and back is the same box."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.frames import to_page, to_upright

SIDE = st.integers(0, 500)


@given(SIDE, SIDE, SIDE, SIDE, st.integers(0, 3))
def test_there_and_back(a, b, c, d, quarter):
    box = min(a, c), min(b, d), max(a, c), max(b, d)
    upright = to_upright(box, quarter, 500, 700)
    assert to_page(upright, quarter, 500, 700) == box
    assert upright[0] <= upright[2]
    assert upright[1] <= upright[3]
    width, height = (700, 500) if quarter % 2 else (500, 700)
    assert upright[0] >= 0
    assert upright[2] <= width
    assert upright[3] <= height
