"""Rules and bars found in pictures of pages."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.read.ocr import Mark, Recognised
from pipeline.read.ocr_settings import can_recognise

pytestmark = pytest.mark.skipif(not can_recognise(), reason="the extra ocr is not installed")


def drawn(*boxes: tuple[int, int, int, int], grey: int = 60):
    """White paper with these boxes (x0, top, x1, bottom in pixels) in grey."""
    picture = np.full((1000, 800, 3), 245, dtype=np.uint8)
    for x0, top, x1, bottom in boxes:
        picture[top:bottom, x0:x1] = grey
    return picture


def strokes(picture, *pieces: tuple[Mark, ...], angle: float = 0.0):
    from pipeline.read.ocr_strokes import strokes_of

    return strokes_of(picture, Recognised(800, 1000, angle, pieces), 0.5)


@pytest.mark.parametrize(
    ("box", "kind", "point"),
    [
        ((100, 200, 700, 203), "across", "a rule of a table"),
        ((100, 200, 103, 700), "down", "a rule between columns"),
        ((100, 200, 140, 400), "shapes", "a bar of a chart"),
        ((100, 200, 130, 202), None, "a dash"),
        ((100, 200, 106, 206), None, "dirt"),
        ((0, 0, 30, 1000), None, "the scanner's shadow"),
    ],
)
def test_kinds(box, kind, point):
    found = strokes(drawn(box))._asdict()
    assert {name for name, boxes in found.items() if boxes} == ({kind} if kind else set()), point
    if kind:
        assert tuple(found[kind][0]) == pytest.approx([side / 2 for side in box], abs=1), point


def test_what_was_read_is_no_shape():
    mark = Mark("一", 90.0, 180.0, 310.0, 260.0, 0.9, False)
    assert strokes(drawn((100, 200, 300, 230)), (mark,)).shapes == []
    assert len(strokes(drawn((100, 200, 300, 230))).shapes) == 1


def test_a_leaning_rule_is_level_in_the_level_frame():
    picture = drawn()
    for x in range(100, 700):
        y = 300 + round((x - 400) * 0.01)
        picture[y : y + 3, x] = 40
    (rule,) = strokes(picture, angle=0.01).across
    assert rule.x1 - rule.x0 > 290
    assert rule.bottom - rule.top <= 3
