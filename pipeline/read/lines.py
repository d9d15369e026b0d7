"""Glyphs in painted order become lines: runs on one baseline without a wide gap. Columns are told apart later, so a line never
crosses a gap that could be a gutter, and superscripts stay in the line that they belong to.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress, pairwise
from typing import Any, TypeVar

import numpy as np

from pipeline.read.glyphs import BLANK, Glyph, Painted
from pipeline.read.lineruns import RAISED, few_starts, run_starts
from pipeline.read.runtypes import run_types

FEW = 60  # glyphs; fewer are sooner looked at than put into columns


@dataclass(frozen=True, slots=True)
class Call:
    """Glyphs `start` to `end` of a line that call note number `note` of the document."""

    start: int
    end: int
    note: int


@dataclass(slots=True, eq=False)
class Line:
    """One run of glyphs: its page (1-based), its box in points, the em size and font that most of its glyphs have."""

    page: int
    glyphs: Sequence[Glyph]
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    font: int
    column: int = 0  # set by the order step: which column of its band, -1 across columns
    band: int = 0
    text: str = ""  # its marks without blanks
    spaced_text: str = ""  # its marks with the blanks painted between them
    calls: list[Call] = field(default_factory=list)  # note calls in it
    raised: bool = True  # may hold glyphs much smaller than the line
    head: Line | None = None  # of a row put together from pieces, the first of them

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.top + self.bottom) / 2

    @property
    def width(self) -> float:
        """Points from left to right."""
        return self.x1 - self.x0


def make_line(page: int, glyphs: Sequence[Glyph]) -> Line:
    """A line of these glyphs, which must not be empty."""
    columns: list[Any] = list(zip(*glyphs, strict=True))
    marks, lefts, tops, rights, bottoms, sizes, fonts, blanks = columns[:8]
    x0, x1, size, font = min(lefts), max(rights), round(sizes[0], 1), fonts[0]
    mixed, set_in_two = len(set(sizes)) > 1, len(set(fonts)) > 1
    widths = [max(1, round(b - a)) for a, b in zip(lefts, rights, strict=True)] if mixed or set_in_two else []
    if mixed:
        rounded = {one: round(one, 1) for one in set(sizes)}
        size = _most([rounded[one] for one in sizes], widths)
    if set_in_two:
        font = _most(fonts, widths)
    if min(sizes) < RAISED * size:
        main = [one >= RAISED * size for one in sizes] if max(sizes) >= RAISED * size else [True] * len(sizes)
        tops, bottoms = list(compress(tops, main)), list(compress(bottoms, main))
    own = glyphs if isinstance(glyphs, Painted) else list(glyphs)
    line = Line(page, own, x0, min(tops), x1, max(bottoms), size, int(font), text="".join(marks))
    line.raised = min(sizes) < RAISED * size
    line.spaced_text = _spaced(marks, [at for at, blank in enumerate(blanks) if blank and at]) or line.text
    return line


def _spaced(marks: Sequence[str], blanks: Sequence[int]) -> str:
    """The marks with a blank before each of those at `blanks`, of which none is the first; empty where there are none."""
    return " ".join("".join(marks[start:end]) for start, end in pairwise([0, *blanks, len(marks)])) if blanks else ""


V = TypeVar("V", int, float)


def _most(values: Sequence[V], widths: Sequence[int]) -> V:
    """The value that covers most width."""
    tally: defaultdict[V, int] = defaultdict(int)
    for value, width in zip(values, widths, strict=True):
        tally[value] += width
    return max(tally, key=lambda value: tally[value])


def page_lines(page: int, glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines of a page in painted order."""
    if not glyphs:
        return []
    if len(glyphs) < FEW:
        starts = few_starts(glyphs)
        return _joined([make_line(page, glyphs[a:b]) for a, b in pairwise([*starts, len(glyphs)])])
    whole = Painted.of(glyphs)
    return _joined(_lines(page, whole, run_starts(whole)))


def _lines(page: int, glyphs: Painted, starts: list[int]) -> list[Line]:
    """As `make_line` for each run, but from the columns, for all at once."""
    types = run_types(glyphs, np.array(starts))
    blanks = np.flatnonzero(glyphs.numbers[BLANK]).tolist()
    lines = []
    for (start, end), box, size, font, raised in zip(pairwise([*starts, len(glyphs)]), *types, strict=True):
        line = Line(page, glyphs[start:end], *box, size, font, text=glyphs.marks[start:end], raised=raised)
        inner = blanks[bisect_right(blanks, start) : bisect_left(blanks, end)]
        line.spaced_text = _spaced(line.text, [at - start for at in inner]) or line.text
        lines.append(line)
    return lines


def _joined(lines: list[Line]) -> list[Line]:
    """Put together pieces of one line that were painted apart (a superscript painted later, a change of font with a jump)."""
    done: list[Line] = []
    for line in lines:
        for back in range(1, min(6, len(done)) + 1):
            other = done[-back]
            if other.top < line.bottom and line.top < other.bottom and _same_line(other, line):
                glyphs = sorted([*other.glyphs, *line.glyphs], key=lambda glyph: glyph.x0)
                done[-back] = make_line(line.page, glyphs)
                break
        else:
            done.append(line)
    return done


def _same_line(one: Line, other: Line) -> bool:
    """Do two runs touch on one baseline?"""
    size = max(one.size, other.size)
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    if overlap < 0.5 * min(one.bottom - one.top, other.bottom - other.top):
        return False
    gap = max(one.x0, other.x0) - min(one.x1, other.x1)
    return -0.3 * size <= gap <= 0.5 * size and one.x0 != other.x0


def join_rows(lines: Sequence[Line]) -> list[Line]:
    """Lines in reading order, with the pieces of one row of one column put together."""
    done: list[Line] = []
    for line in lines:
        if done and _one_row(done[-1], line):
            before = done.pop()
            line = _put_together(before, line)
        done.append(line)
    return done


def _one_row(one: Line, other: Line) -> bool:
    if (one.page, one.band, one.column) != (other.page, other.band, other.column) or other.x0 < one.x1 - 1:
        return False
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap > 0.6 * min(one.bottom - one.top, other.bottom - other.top)


def _put_together(one: Line, other: Line) -> Line:
    first = other.glyphs[0]._replace(blank=True)
    line = make_line(one.page, [*one.glyphs, first, *other.glyphs[1:]])
    line.band, line.column, line.head = one.band, one.column, one.head or one
    return line
