"""Where painted glyphs break into runs: all at once and glyph after glyph give the same."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read import lines
from pipeline.read.glyphs import Glyph, Painted
from pipeline.read.lineruns import few_starts, run_starts
from pipeline.read.lines import page_lines


def glyph(x, middle, size=10.0, mark="友"):
    return Glyph(
        mark, x, middle - size / 2, x + size, middle + size / 2, size, round(x) % 5 // 4, blank=round(x) % 7 == 0
    )


TOLD = [one.name for one in fields(lines.Line) if one.name != "head"]
STEPS = st.tuples(st.integers(-12, 30), st.sampled_from([0, 0, 0, -3, 4, 15]), st.sampled_from([10.0, 10.0, 6.0, 12.0]))


def painted(steps):
    glyphs, x, y = [], 100.0, 100.0
    for across, down, size in steps:
        x, y = x + across, y + down
        glyphs.append(glyph(x, y, size))
    return glyphs


@given(st.lists(STEPS, max_size=60))
def test_all_at_once_as_glyph_after_glyph(steps):
    glyphs = painted(steps)
    assert run_starts(Painted.of(glyphs)) == few_starts(glyphs)


@pytest.mark.parametrize(
    ("places", "starts"),
    [
        ([(0, 50), (10, 50), (20, 50)], [0]),  # side by side
        ([(0, 50), (10, 50), (40, 50)], [0, 2]),  # a gap that could be a gutter
        ([(0, 50), (10, 50), (0, 65)], [0, 2]),  # the next line
        ([(0, 50), (10, 46, 5.0), (15, 50)], [0]),  # a raised note call and what follows it
        ([(0, 50), (10, 46, 5.0), (15, 42, 5.0)], [0, 2]),  # what is raised above a raised one is another line's
    ],
)
def test_where_runs_begin(places, starts):
    glyphs = [glyph(*place) for place in places]
    assert few_starts(glyphs) == run_starts(Painted.of(glyphs)) == starts


def told(found):
    return [[list(getattr(one, name)) if name == "glyphs" else getattr(one, name) for name in TOLD] for one in found]


@given(st.lists(STEPS, min_size=1, max_size=60))
def test_lines_from_columns_are_those_made_one_by_one(steps):
    glyphs = painted(steps)
    few = told(page_lines(1, glyphs))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "FEW", 0)
        assert told(page_lines(1, glyphs)) == few
