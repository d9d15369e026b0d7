"""The straight strokes of a PDF page: lines and thin boxes that rule tables and part notes from text, and where pictures stand.

Taken from pdfium's path segments; forms are opened, since many programs put a table's rules into one.
"""

from __future__ import annotations

import ctypes
import math
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from pipeline.read.native import address_of, call
from pipeline.read.textlayer import Transform, page_transform

THIN = 2.5  # points; a filled box thinner than this is a stroke
THICK = 6.0  # points; a bar no thicker and very long is a rule too: heads of yearbook tables stand between such
VERY_LONG = 25.0  # times its thickness
MIN_LENGTH = 3.0  # points; shorter strokes are dots, dashes and letter shapes
MAX_OBJECTS = 60_000  # a map or a chart with more paths is a picture, and no table is looked for in it
MAX_SEGMENTS = 2000  # of one path; a longer one is a drawing
MAX_DEPTH = 6  # forms within forms

_MOVE, _LINE = 2, 0  # FPDF_SEGMENT_MOVETO, FPDF_SEGMENT_LINETO


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
    count, handle = pdfium.FPDFPage_CountObjects(page), address_of(page.raw)
    for index in range(min(count, MAX_OBJECTS)):
        _take(call("FPDFPage_GetObject")(handle, index), (1, 0, 0, 1, 0, 0), place, found, 0)
    return found


Matrix = tuple[float, float, float, float, float, float]


def _take(handle: Any, outer: Matrix, place: Transform, found: Strokes, depth: int) -> None:  # noqa: ANN401
    kind = call("FPDFPageObj_GetType")(handle)
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        _take_path(handle, _times(_matrix(handle), outer), place, found)
    elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        picture = _placed([(0, 0), (1, 1), (0, 1), (1, 0)], _times(_matrix(handle), outer), place)
        found.pictures.extend([picture] if all(map(math.isfinite, picture)) else [])
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
        inner = _times(_matrix(handle), outer)
        for index in range(min(call("FPDFFormObj_CountObjects")(handle), MAX_OBJECTS)):
            _take(call("FPDFFormObj_GetObject")(handle, index), inner, place, found, depth + 1)


def _take_path(handle: Any, matrix: Matrix, place: Transform, found: Strokes) -> None:  # noqa: ANN401
    """One path: each straight part between two points, or the whole shape where it has an inside."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    call("FPDFPath_GetDrawMode")(handle, ctypes.addressof(fill), ctypes.addressof(stroke))
    if not fill.value and not stroke.value:
        return
    points, straight = _points(handle)
    if not points:
        return
    whole = _placed([point for _, point in points], matrix, place)
    if not all(map(math.isfinite, whole)):
        return
    if _add_stroke(whole, found):
        return
    if fill.value or not straight:
        found.shapes.append(whole)
    if stroke.value and straight:
        for (_, start), (kind, end) in pairwise(points):
            if kind == _LINE:
                _add_stroke(_placed([start, end], matrix, place), found)


def _points(handle: Any) -> tuple[list[tuple[int, tuple[float, float]]], bool]:  # noqa: ANN401
    """A path's points with their kinds, closing lines added; and whether it has straight parts only."""
    points: list[tuple[int, tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    at_x, at_y = ctypes.addressof(x), ctypes.addressof(y)
    segment_of, point_of = call("FPDFPath_GetPathSegment"), call("FPDFPathSegment_GetPoint")
    kind_of, closes = call("FPDFPathSegment_GetType"), call("FPDFPathSegment_GetClose")
    begin, straight = (0.0, 0.0), True
    for index in range(min(call("FPDFPath_CountSegments")(handle), MAX_SEGMENTS)):
        segment = segment_of(handle, index)
        kind = kind_of(segment)
        point_of(segment, at_x, at_y)
        if kind == _MOVE:
            begin = (x.value, y.value)
        straight = straight and kind in (_MOVE, _LINE)
        points.append((kind, (x.value, y.value)))
        if closes(segment):
            points.append((_LINE, begin))
    return points, straight


def _add_stroke(box: Box, found: Strokes) -> bool:
    """Is the box a stroke? Then keep it among those of its direction."""
    width, height = box.x1 - box.x0, box.bottom - box.top
    if (height <= THIN and width > max(MIN_LENGTH, 2 * height)) or (height <= THICK and width > VERY_LONG * height):
        found.across.append(box)
    elif width <= THIN and height > max(MIN_LENGTH, 2 * width):
        found.down.append(box)
    else:
        return max(width, height) <= MIN_LENGTH
    return True


def _placed(points: list[tuple[float, float]], matrix: Matrix, place: Transform) -> Box:
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x, y in points]
    ys = [b * x + d * y + f for x, y in points]
    return Box(*place(min(xs), min(ys), max(xs), max(ys)))


def _matrix(handle: Any) -> Matrix:  # noqa: ANN401
    found = pdfium.FS_MATRIX()
    call("FPDFPageObj_GetMatrix")(handle, ctypes.addressof(found))
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """First `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
