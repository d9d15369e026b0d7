"""The straight strokes of a PDF page: lines and thin boxes that rule tables and part notes from text, and where pictures stand.

Taken from pdfium's path segments: a path is a stroke as a whole, or each of its straight parts may be one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.read.pathobjects import LINE, MOVE, Found, Paths, Point, page_objects, painted_paths
from pipeline.read.textlayer import Transform, page_transform

THIN = 2.5  # points; a filled box thinner than this is a stroke
THICK = 6.0  # points; a bar no thicker and very long is a rule too: heads of yearbook tables stand between such
VERY_LONG = 25.0  # times its thickness
MIN_LENGTH = 3.0  # points; shorter strokes are dots, dashes and letter shapes


class Box(NamedTuple):
    """A box in points from the top left."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Does the point lie inside?"""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


class Strokes(NamedTuple):
    """Horizontal and vertical strokes as thin boxes, larger shapes (bars, sectors, frames) and pictures."""

    across: list[Box]
    down: list[Box]
    shapes: list[Box]
    pictures: list[Box]


def page_strokes(page: Any) -> Strokes:  # noqa: ANN401 - pdfium's handles have no types
    """The strokes, shapes and pictures of `page`."""
    found = Strokes([], [], [], [])
    place = page_transform(page)
    paths, pictures = page_objects(page)
    with np.errstate(invalid="ignore", over="ignore"):  # broken files have points anywhere and nowhere
        for some in painted_paths(paths):
            _take_paths(some, place, found)
        found.pictures.extend(_picture_boxes(pictures, place))
    return found


Numbers = npt.NDArray[np.float64]
_CORNERS = np.array([(0, 0), (1, 1), (0, 1), (1, 0)], np.float64)


def _picture_boxes(pictures: Found, place: Transform) -> list[Box]:
    """A picture is painted into the unit square."""
    if not pictures.handles:
        return []
    a, b, c, d, e, f = (side[:, np.newaxis] for side in pictures.matrices().T)
    x, y = _CORNERS.T
    xs, ys = a * x + c * y + e, b * x + d * y + f
    sides = np.stack(place(xs.min(axis=1), ys.min(axis=1), xs.max(axis=1), ys.max(axis=1)), axis=1)
    return [Box(*box) for box in sides[np.isfinite(sides).all(axis=1)].tolist()]


def _take_paths(paths: Paths, place: Transform, found: Strokes) -> None:
    """Each path as a whole where that is a stroke; else its inside as a shape, and its straight parts where they are painted."""
    low, high = np.minimum.reduceat(paths.points, paths.starts), np.maximum.reduceat(paths.points, paths.starts)
    wholes = np.stack(place(*low.T, *high.T), axis=1)
    for at, sides in enumerate(wholes.tolist()):
        kind = _kind(*sides)
        if kind == _SHAPE:
            parts = paths.parts(at) if paths.stroked[at] else []
            straight = all(kind in (MOVE, LINE) for kind, _, _ in parts)
            if paths.filled[at] or not straight:
                found.shapes.append(Box(*sides))
            if parts and straight:
                _take_parts(parts, place, found)
        elif kind != _DOT:
            (found.across if kind == _ACROSS else found.down).append(Box(*sides))


def _take_parts(parts: Sequence[Point], place: Transform, found: Strokes) -> None:
    """The strokes among a path's straight parts, its closing lines too."""
    points: list[tuple[int, list[float]]] = []
    begin = [0.0, 0.0]
    for kind, closes, point in parts:
        begin = point if kind == MOVE else begin
        points += [(kind, point), (LINE, begin)] if closes else [(kind, point)]
    lines = np.array([one + end for (_, one), (kind, end) in pairwise(points) if kind == LINE]).reshape(-1, 4).T
    low, high = np.minimum(lines[:2], lines[2:]), np.maximum(lines[:2], lines[2:])
    boxes = np.stack(place(*low, *high), axis=1)
    for sides in boxes.tolist():
        kind = _kind(*sides)
        if kind in (_ACROSS, _DOWN):
            (found.across if kind == _ACROSS else found.down).append(Box(*sides))


_SHAPE, _ACROSS, _DOWN, _DOT = range(4)


def _kind(x0: float, top: float, x1: float, bottom: float) -> int:
    """What a box is: a stroke across or down, a shape, or a dot too small to be any, which one without an end counts as too."""
    width, height = x1 - x0, bottom - top
    if not math.isfinite(width + height):
        return _DOT
    if (height <= THIN and width > max(MIN_LENGTH, 2 * height)) or (height <= THICK and width > VERY_LONG * height):
        return _ACROSS
    if width <= THIN and height > max(MIN_LENGTH, 2 * width):
        return _DOWN
    return _DOT if max(width, height) <= MIN_LENGTH else _SHAPE
