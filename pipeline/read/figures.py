"""Pictures and charts on a page: where they stand, and which lines are labels in them rather than text.

Labels are read as words, bars are never measured; the figure is a block of its own, so that its labels break no paragraph.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.read.lines import Line
from pipeline.read.rules import Box, Strokes
from pipeline.read.styles import CAPTION

NEAR = 14.0  # points between shapes of one chart
REACH = 1.8  # em from a chart's outline to a label of an axis
MIN_SIDE = 24.0  # points; smaller pictures are logos, signs and formula parts
GROUND = 2.2  # of the text's size: a row's height
FITS = 0.7  # of its width that words cover
TALL = 0.6  # of the page's height; shapes all over a slide are no chart
WHOLE_PAGE = 0.85  # of the page's height; a larger shape is a background


@dataclass(slots=True)
class Figure:
    """A picture or chart with the lines in it, as an item that can be put in reading order."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    lines: list[Line] = field(default_factory=list)
    column: int = 0
    band: int = 0
    size: float = 0.0  # no text: takes no part in finding gutters

    @property
    def outline(self) -> Box:
        """Its box in the frame of the page's lines."""
        return Box(self.x0, self.top, self.x1, self.bottom)


def find_figures(
    page: int, lines: Sequence[Line], strokes: Strokes, height: float, taken: Sequence[Box], body_size: float
) -> tuple[list[Figure], list[Line]]:
    """The figures of a page with their labels, and the lines that stand in none. Tables' strokes (`taken`) make no figure."""
    strokes = strokes._replace(shapes=_without_grounds(strokes.shapes, lines, body_size))
    figures = [Figure(page, *box) for box in _outlines(strokes, height, taken)]
    rest = []
    for line in lines:
        home = next((one for one in figures if _is_label(line, one, body_size, tall=TALL * height)), None)
        if home is None:
            rest.append(line)
        else:
            home.lines.append(line)
    return figures, rest


def _outlines(strokes: Strokes, height: float, taken: Sequence[Box]) -> list[Box]:
    """Boxes round shapes that stand near each other; each must hold a picture or at least two shapes."""
    parts = [box for box in strokes.shapes + strokes.pictures if _counts(box, height, taken)]
    outlines: list[tuple[Box, int]] = []
    for box in parts:
        merged, count = box, 2 if box in strokes.pictures else 1
        apart = []
        for other, number in outlines:
            if _touch(merged, other):
                merged, count = _hull(merged, other), count + number
            else:
                apart.append((other, number))
        outlines = [*apart, (merged, count)]
    axes = strokes.across + strokes.down
    grown = [_with_axes(box, axes) for box, count in outlines if count >= 2]
    return [box for box in grown if min(box.x1 - box.x0, box.bottom - box.top) >= MIN_SIDE]


def _without_grounds(shapes: Sequence[Box], lines: Sequence[Line], body_size: float) -> list[Box]:
    """The shapes but those that are the coloured ground of words, one row high and no wider than they need."""
    ordered = sorted(lines, key=lambda line: line.middle)
    middles = [line.middle for line in ordered]
    kept = []
    for box in shapes:
        beside = ordered[bisect_left(middles, box.top) : bisect_right(middles, box.bottom)]
        if box.bottom - box.top > GROUND * body_size or not _is_covered(box, beside):
            kept.append(box)
    return kept


def _is_covered(box: Box, lines: Sequence[Line]) -> bool:
    """Do these lines' words take most of the box's width?"""
    shares = (min(line.x1, box.x1) - max(line.x0, box.x0) for line in lines if line.x0 < box.x1 and box.x0 < line.x1)
    return sum(shares) >= FITS * (box.x1 - box.x0)


def _counts(box: Box, height: float, taken: Sequence[Box]) -> bool:
    middle = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return 0 < box.bottom - box.top < WHOLE_PAGE * height and box.top > 1 and not any(t.holds(*middle) for t in taken)


def _with_axes(box: Box, strokes: Sequence[Box]) -> Box:
    for stroke in strokes:
        if _touch(box, stroke) and stroke.bottom - stroke.top < 3 * (box.bottom - box.top + 40):
            box = _hull(box, stroke)
    return box


def _touch(one: Box, other: Box) -> bool:
    across = max(one.x0, other.x0) - min(one.x1, other.x1)
    down = max(one.top, other.top) - min(one.bottom, other.bottom)
    return across <= 3 * NEAR and down <= NEAR


def _hull(one: Box, other: Box) -> Box:
    return Box(min(one.x0, other.x0), min(one.top, other.top), max(one.x1, other.x1), max(one.bottom, other.bottom))


def _is_label(line: Line, figure: Figure, body_size: float, *, tall: float) -> bool:
    """Does the line stand in the figure or at its axes, and is no caption? On the ground of a slide only small type is."""
    if CAPTION.match(line.text) or (figure.bottom - figure.top > tall and line.size >= 0.97 * body_size):
        return False
    x, y = (line.x0 + line.x1) / 2, line.middle
    if figure.x0 <= x <= figure.x1 and figure.top <= y <= figure.bottom:
        return True
    reach = REACH * line.size
    near = figure.x0 - 2 * reach <= x <= figure.x1 + reach and figure.top - reach <= y <= figure.bottom + reach
    return near and line.size < 0.97 * body_size
