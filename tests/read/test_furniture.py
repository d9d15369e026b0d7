"""Printed page numbers in digits, Roman letters and words, confirmed by their neighbours."""

import pytest

from pipeline.read.furniture import page_labels
from pipeline.read.glyphs import Glyph
from pipeline.read.lines import make_line


def line(page, words, top=20.0):
    glyphs, x, blank = [], 40.0, False
    for mark in words:
        if mark == " ":
            x, blank = x + 5, True
            continue
        glyphs.append(Glyph(mark, x, top, x + 8, top + 8, 8, 0, blank))
        x, blank = x + 8, False
    return make_line(page, glyphs)


ROWS = [
    (["1", "2", "3"], ["1", "2", "3"], "bare numbers"),
    (["— 8 —", "— 9 —"], ["8", "9"], "between dashes"),
    (["ix", "x", "xi"], ["ix", "x", "xi"], "Roman letters"),
    (["第 12 页 共 30 页", "第 13 页 共 30 页"], ["12", "13"], "in words, the total left alone"),
    (["70 城市往来", "城市往来 71"], ["70", "71"], "beside a running head"),
    (["ii", "3"], [None, None], "two writings confirm nothing"),
    (["5", "19"], [None, None], "numbers that do not run on"),
    (["地方年鉴", "地方年鉴"], [None, None], "no number"),
]


@pytest.mark.parametrize(("words", "labels", "point"), ROWS)
def test_page_labels(words, labels, point):
    assert page_labels([[line(n, one)] for n, one in enumerate(words, 1)]) == labels, point
