"""Glyphs in painted order become lines: runs on one baseline without a wide gap. Columns are told apart later, so a line never
crosses a gap that could be a gutter, and superscripts stay in the line that they belong to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.read.glyphs import Glyph

WIDE_GAP = 1.6  # em; narrower gutters than this have not been seen, wider word gaps are cells or tab stops
PLAY = 0.6  # em; how far a glyph's middle may stand from its line's (superscripts, small Latin letters)
RAISED = 0.8  # of the line's size; smaller glyphs are note calls and the like


@dataclass(frozen=True, slots=True)
class Call:
    """Glyphs `start` to `end` of a line that call note number `note` of the document."""

    start: int
    end: int
    note: int


@dataclass(slots=True)
class Line:
    """One run of glyphs: its page (1-based), its box in points, the em size and font that most of its glyphs have."""

    page: int
    glyphs: list[Glyph]
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
    marks, lefts, tops, rights, bottoms, sizes, fonts, blanks = list(zip(*glyphs, strict=True))[:8]
    size = _most(glyphs, [round(size, 1) for size in sizes] if len(set(sizes)) > 1 else [round(sizes[0], 1)])
    if min(sizes) < RAISED * size:
        main = [glyph for glyph in glyphs if glyph.size >= RAISED * size] or glyphs
        tops, bottoms = tuple(glyph.top for glyph in main), tuple(glyph.bottom for glyph in main)
    font, text = int(_most(glyphs, fonts)), "".join(marks)
    line = Line(page, list(glyphs), min(lefts), min(tops), max(rights), max(bottoms), size, font, text=text)
    line.spaced_text = _spaced(marks, blanks) if any(blanks) else text
    return line


def _spaced(marks: Sequence[str], blanks: Sequence[bool]) -> str:
    return "".join(
        f" {mark}" if blank and i else mark for i, (mark, blank) in enumerate(zip(marks, blanks, strict=True))
    )


def _most(glyphs: Sequence[Glyph], values: Sequence[float]) -> float:
    """The value that covers most width."""
    if len(set(values)) == 1:
        return values[0]
    tally: dict[float, int] = {}
    for glyph, value in zip(glyphs, values, strict=True):
        tally[value] = tally.get(value, 0) + max(1, round(glyph.x1 - glyph.x0))
    return max(tally, key=lambda value: tally[value])


def page_lines(page: int, glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines of a page in painted order."""
    lines: list[Line] = []
    run: list[Glyph] = []
    x0 = top = x1 = size = 0.0  # of the last glyph; most glyphs go on just behind it, on its height, in its size
    for glyph in glyphs:
        left, high, right, em = glyph[1], glyph[2], glyph[3], glyph[5]
        if run and not (em == size and high == top and x0 <= left <= x1 + WIDE_GAP * size) and not _goes_on(run, glyph):
            lines.append(make_line(page, run))
            run = []
        run.append(glyph)
        x0, top, x1, size = left, high, right, em
    if run:
        lines.append(make_line(page, run))
    return _joined(lines)


def _goes_on(run: list[Glyph], glyph: Glyph) -> bool:
    last = run[-1]
    size = max(last.size, glyph.size)
    gap = glyph.x0 - last.x1
    if glyph.x0 < last.x0 - 0.5 * size or gap > WIDE_GAP * size:
        return False
    anchor = next((one for one in reversed(run[-12:]) if one.size >= RAISED * size), last)
    return abs(glyph.middle - anchor.middle) <= PLAY * size and _overlap(glyph, anchor) > 0


def _overlap(one: Glyph, other: Glyph) -> float:
    return min(one.bottom, other.bottom) - max(one.top, other.top)


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
    line.band, line.column = one.band, one.column
    return line
