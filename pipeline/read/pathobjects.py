"""The paths and pictures of a PDF page with their points, asked of pdfium in bulk; forms are opened, since many programs put a
table's rules into one.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

from pipeline.read.native import address_of, call

MAX_OBJECTS = 60_000  # a map or a chart with more paths is a picture, and no table is looked for in it
MAX_SEGMENTS = 2000  # of one path; a longer one is a drawing
MAX_DEPTH = 6  # forms within forms
_AT_ONCE = 50_000  # segments asked for at once; a map has millions

MOVE, LINE = pdfium.FPDF_SEGMENT_MOVETO, pdfium.FPDF_SEGMENT_LINETO
Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.intp]
_UPRIGHT = np.array([1.0, 0.0, 0.0, 1.0, 0.0, 0.0])


@dataclass(slots=True)
class Found:
    """Addresses of objects in painted order, each with the matrix of what it stands in."""

    handles: list[int] = field(default_factory=list)
    outer: list[Numbers] = field(default_factory=list)

    def matrices(self) -> Numbers:
        """One row a, b, c, d, e, f for each object, from its own space to the page's."""
        own = _matrices(self.handles)
        return own if all(outer is _UPRIGHT for outer in self.outer) else _times(own, np.array(self.outer))

    def take(self, handle: int, outer: Numbers) -> None:
        """One more object."""
        self.handles.append(handle)
        self.outer.append(outer)


Point = tuple[
    int, bool, list[float]
]  # pdfium's kind of segment, whether a line back to where the part began follows, x and y


@dataclass(frozen=True, slots=True)
class Paths:
    """Some paths of a page: what is painted of each, and the points of all of them one after the other, in the page's space."""

    filled: list[bool]
    stroked: list[bool]
    starts: list[int]  # of each path's points
    segments: list[int]  # addresses
    points: Numbers  # one row x, y for each segment

    def parts(self, number: int) -> list[Point]:
        """One path's points with their kinds, which are asked for here, since few paths are looked at so closely."""
        start, end = [*self.starts, len(self.segments)][number : number + 2]
        segments = self.segments[start:end]
        kinds, closing = map(call("FPDFPathSegment_GetType"), segments), map(call("FPDFPathSegment_GetClose"), segments)
        return list(zip(kinds, map(bool, closing), self.points[start:end].tolist(), strict=True))


def page_objects(page: Any) -> tuple[Found, Found]:  # noqa: ANN401 - pdfium's handles have no types
    """The paths and the pictures of a page."""
    paths, pictures = Found(), Found()
    count = min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS)
    handles = list(map(call("FPDFPage_GetObject"), repeat(address_of(page.raw), count), range(count)))
    _sort(handles, _UPRIGHT, paths, pictures, 0)
    return paths, pictures


def _sort(handles: list[int], outer: Numbers, paths: Found, pictures: Found, depth: int) -> None:
    for handle, kind in zip(handles, map(call("FPDFPageObj_GetType"), handles), strict=True):
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            paths.take(handle, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.take(handle, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            inner = _times(_matrices([handle]), outer[np.newaxis])[0]
            count = min(call("FPDFFormObj_CountObjects")(handle), MAX_OBJECTS)
            within = list(map(call("FPDFFormObj_GetObject"), repeat(handle, count), range(count)))
            _sort(within, inner, paths, pictures, depth + 1)


def painted_paths(found: Found) -> Iterator[Paths]:
    """The paths of which something is painted and that have points, in painted order, some at a time."""
    if not found.handles:
        return
    modes = _modes(found.handles)
    counts = np.fromiter(map(call("FPDFPath_CountSegments"), found.handles), np.intp, len(found.handles))
    counts = counts.clip(0, MAX_SEGMENTS)
    chosen = np.flatnonzero(modes.any(axis=1) & (counts > 0))
    matrices = found.matrices()
    groups = np.cumsum(counts[chosen]) // _AT_ONCE
    for group in range(int(groups[-1]) + 1 if len(groups) else 0):
        mine = chosen[groups == group]
        if len(mine):
            yield _paths([found.handles[at] for at in mine.tolist()], counts[mine], modes[mine], matrices[mine])


def _paths(handles: list[int], counts: Counts, modes: Flags, matrices: Numbers) -> Paths:
    starts = np.cumsum(counts) - counts
    total = int(counts.sum())
    of_path = np.repeat(np.array(handles, np.uint64), counts).tolist()
    numbers = (np.arange(total) - np.repeat(starts, counts)).tolist()
    segments = list(map(call("FPDFPath_GetPathSegment"), of_path, numbers))
    points = np.zeros((total, 2), np.float32)
    at_x = range(points.ctypes.data, points.ctypes.data + 8 * total, 8)
    at_y = range(points.ctypes.data + 4, points.ctypes.data + 4 + 8 * total, 8)
    deque(map(call("FPDFPathSegment_GetPoint"), segments, at_x, at_y), maxlen=0)
    placed = _placed(points.astype(np.float64), np.repeat(matrices, counts, axis=0))
    filled, stroked = modes.T.tolist()
    return Paths(filled, stroked, starts.tolist(), segments, placed)


def _placed(points: Numbers, matrices: Numbers) -> Numbers:
    a, b, c, d, e, f = matrices.T
    x, y = points.T
    return np.stack((a * x + c * y + e, b * x + d * y + f), axis=1)


def _modes(handles: list[int]) -> Flags:
    """For each path, whether it is filled and whether it is stroked."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    at, ask = (ctypes.addressof(fill), ctypes.addressof(stroke)), call("FPDFPath_GetDrawMode")
    modes = [(ask(handle, *at) and fill.value != 0, stroke.value != 0) for handle in handles]
    return np.array(modes, np.bool_).reshape(-1, 2)


def _matrices(handles: list[int]) -> Numbers:
    found = np.zeros((len(handles), 6), np.float32)
    rows = range(found.ctypes.data, found.ctypes.data + 24 * len(handles), 24)
    deque(map(call("FPDFPageObj_GetMatrix"), handles, rows), maxlen=0)
    return found.astype(np.float64)


def _times(inner: Numbers, outer: Numbers) -> Numbers:
    """First the rows of `inner`, then those of `outer`."""
    a, b, c, d, e, f = inner.T
    g, h, i, j, k, m = outer.T
    rows = (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)
    return np.stack(rows, axis=1)
