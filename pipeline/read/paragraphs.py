"""Lines in reading order become blocks: headings, captions, paragraphs that run on over lines, columns and pages.

Whether a line goes on is told from its indent, from how full the line before is, and from the distance between the two. A table
or picture that stands in the middle of a paragraph is put behind it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from pipeline.read.figures import Figure
from pipeline.read.grids import Grid
from pipeline.read.lines import Line
from pipeline.read.styles import (
    ABSTRACT,
    ELSEWHERE,
    FROM_ELSEWHERE,
    NAMED,
    Body,
    has_leaders,
    is_caption,
    is_heading,
    number_rank,
)
from pipeline.records.reading import BlockKind
from pipeline.text.clean import HAN

INDENT = 0.8  # em right of the column's edge
SHORT = 1.3  # em that a line may end before the column's edge and still be full
FEW = 5  # lines that tell a column's margins
MAX_PITCH = 2.0  # em from one line to the next in running text
FAR = 1.4  # times the usual distance between lines; more parts two paragraphs
SAME_SIZE = 0.05  # share by which type may differ within a paragraph
LONG = 14.0  # em; what short lines end with says nothing
HEADS = 1.25  # of the text's size; larger lines are headings though they fill their column
FULL = 0.9  # of the column's width
MAX_HANG = 5.0  # em that the lines below an entry's first one may be set further in
MIN_LEADERS = 3  # entries with dots that make a page one of contents

_TERMINAL = re.compile(r"[。！？!?：:；;”』」）)]$")
_SENTENCE_ENDS = "。！？!?；;：:，,"
_UNBROKEN = re.compile(r"[!-~À-ɏ]+|.[，。、；：？！）】》”’…]*")
_DATE_ALONE = re.compile(
    r"[\d〇零一二三四五六七八九]{4}年[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?$"
)
_LABEL = re.compile(rf"[{HAN}]{{2,5}}[/／：:]")
_BULLET = re.compile(r"[•●■◆▪·\-–]\s?\S|[(（]\d{1,2}[)）]")
Item = Line | Grid | Figure


@dataclass(slots=True)
class Draft:
    """A block in the making: its kind and its lines, or its table, or its figure."""

    kind: BlockKind
    lines: list[Line] = field(default_factory=list)
    grid: Grid | None = None
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Margins:
    """Left and right edge of a column and the usual distance of its lines, in points."""

    left: float
    right: float
    pitch: float


class Blocks:
    """Takes items in reading order; `drafts` holds the blocks when all are taken."""

    def __init__(self, pages: Sequence[Sequence[Item]], body: Body) -> None:
        self.body = body
        self.margins = _margins([item for page in pages for item in page if isinstance(item, Line)])
        self.indents = _indents([item for page in pages for item in page if isinstance(item, Line)], self.margins)
        self.contents = {n for n, page in enumerate(pages) if _is_contents(page)}
        self.drafts: list[Draft] = []
        self.waiting: list[Draft] = []  # floats met while a paragraph was open
        self.open: Draft | None = None
        for number, page in enumerate(pages):
            for item in page:
                self._take(item, number in self.contents)
        self._close()

    def _take(self, item: Item, contents: bool) -> None:
        if isinstance(item, Line):
            self._take_line(item, contents)
        elif isinstance(item, Grid):
            self._float(Draft(BlockKind.TABLE, grid=item))
        else:
            self._float(Draft(BlockKind.FIGURE, item.lines, figure=item))

    def _take_line(self, line: Line, contents: bool) -> None:
        if is_caption(line, self.body):
            self._float(Draft(BlockKind.CAPTION, [line]))
        elif contents and not NAMED.match(line.text):
            self._begin(BlockKind.TOC, line)
        elif is_heading(line, self.body) and not has_leaders(line) and not self._is_prose(line):
            self._heading(line)
        elif self.open and self._goes_on(self.open, line):
            self.open.lines.append(line)
        else:
            self._begin(_kind(line), line)

    def _float(self, draft: Draft) -> None:
        if draft.grid is not None:
            self._name_caption(draft.grid)
        if self.open is not None and self.open.kind is not BlockKind.HEADING and not self._ended(self.open.lines[-1]):
            self.waiting.append(draft)
        else:
            self._close()
            self.drafts.append(draft)

    def _name_caption(self, grid: Grid) -> None:
        """A short line close above a table is its caption, also where it bears no number."""
        if self.open is None or len(self.open.lines) != 1 or self.open.kind not in (BlockKind.PARA, BlockKind.HEADING):
            return
        line = self.open.lines[0]
        close = line.page == grid.page and 0 <= grid.top - line.bottom < 1.5 * line.size
        inside = line.x0 > grid.x0 - line.size and line.x1 < grid.x1 + line.size
        if close and inside and line.text[-1] not in _SENTENCE_ENDS and number_rank(line) is None:
            self.open.kind = BlockKind.CAPTION
            self._close()

    def _begin(self, kind: BlockKind, line: Line) -> None:
        self._close()
        self.open = Draft(kind, [line])

    def _close(self) -> None:
        if self.open is not None:
            self.drafts.append(self.open)
        self.drafts += self.waiting
        self.open, self.waiting = None, []

    def _heading(self, line: Line) -> None:
        """A new heading, or the second line of one: same type, same column, no number of its own, close below."""
        before = self.open.lines[-1] if self.open and self.open.kind is BlockKind.HEADING else None
        if before is not None and self.open is not None and _same_type(before, line) and number_rank(line) is None:
            near = line.page == before.page and 0 < line.top - before.top < 2.2 * line.size
            if near and before.column == line.column:
                self.open.lines.append(line)
                return
        self._begin(BlockKind.HEADING, line)

    def _is_prose(self, line: Line) -> bool:
        """Does a line little larger than the text fill its column? A heading that does is rarer than a sentence's first line."""
        edge = self.margins[_column(line)]
        return (
            line.size < HEADS * self.body.size
            and line.width >= LONG * line.size
            and edge.right - line.x1 <= SHORT * line.size
            and line.x1 - edge.left > FULL * (edge.right - edge.left)
            and not NAMED.match(line.text)
        )

    def _ended(self, line: Line) -> bool:
        """Does the paragraph certainly end with this line?"""
        edge = self.margins[_column(line)]
        return edge.right - line.x1 > SHORT * line.size

    def _goes_on(self, draft: Draft, line: Line) -> bool:
        """Does the line belong to the open paragraph?"""
        before = draft.lines[-1]
        if _breaks_off(before, line):
            return False
        if draft.kind in (BlockKind.HEADING, BlockKind.TOC) or abs(before.size - line.size) > SAME_SIZE * line.size:
            return False
        if ABSTRACT.match(line.text) or (_DATE_ALONE.match(line.text) and before.width < LONG * before.size):
            return False
        if number_rank(line) is not None and _TERMINAL.search(before.text):
            return False
        mine, theirs = self.margins[_column(line)], self.margins[_column(before)]
        if _is_short(before, line, theirs):
            return False
        if line.x0 > mine.left + INDENT * line.size and not (_hangs(draft, line) or _in_mid_sentence(before, line)):
            return False
        if (before.page, before.column, before.band) == (line.page, line.column, line.band):
            return line.middle - before.middle <= FAR * mine.pitch
        return self.indents or not _TERMINAL.search(before.text)


def _breaks_off(before: Line, line: Line) -> bool:
    """Does the piece go on elsewhere, or does another page's piece go on here, or does each line bear a label (出版／…)?"""
    if ELSEWHERE.search(before.text) or FROM_ELSEWHERE.match(line.text):
        return True
    return bool(_LABEL.match(before.text) and _LABEL.match(line.text))


def _kind(line: Line) -> BlockKind:
    if ABSTRACT.match(line.text):
        return BlockKind.ABSTRACT
    if has_leaders(line):
        return BlockKind.TOC
    return BlockKind.LIST if _BULLET.match(line.text) else BlockKind.PARA


def _is_contents(page: Sequence[Item]) -> bool:
    return sum(isinstance(item, Line) and has_leaders(item) for item in page) >= MIN_LEADERS


def _same_type(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) <= SAME_SIZE * one.size and one.font == other.font


def _hangs(draft: Draft, line: Line) -> bool:
    """Is the paragraph indented as a whole (a quotation, an entry of a list), so that this line is one more of it?"""
    first, before = draft.lines[0], draft.lines[-1]
    if before is first:
        return draft.kind is BlockKind.LIST and before.page == line.page and 0 < line.x0 - first.x0 < 3 * line.size
    return (
        abs(before.x0 - line.x0) < 0.3 * line.size
        and before.page == line.page
        and before.x0 > first.x0 - 0.3 * line.size
    )


def _in_mid_sentence(before: Line, line: Line) -> bool:
    """Does a full line without a closing mark go on in a line set further in?"""
    near = before.page == line.page and before.column == line.column and line.x0 - before.x0 <= MAX_HANG * line.size
    return near and not _TERMINAL.search(before.text) and before.width >= LONG * before.size


def _ends_alike(before: Line, line: Line) -> bool:
    """Two long lines in a row that end at one place are full lines of a block narrower than its column."""
    return abs(before.x1 - line.x1) < 0.3 * line.size and min(before.width, line.width) >= LONG * line.size


def _is_short(before: Line, line: Line, margins: Margins) -> bool:
    """Did the line before end though the next one's first word would have fitted?"""
    if _ends_alike(before, line):
        return False
    first = _UNBROKEN.match(line.text)
    word = line.glyphs[first.end() - 1].x1 - line.x0 if first else 0.0
    return margins.right - before.x1 > max(SHORT * before.size, word + 0.8 * before.size)


ColumnKey = tuple[int, int, int]


def _column(line: Line) -> ColumnKey:
    """Lines with one page, column and size share margins."""
    return line.page, line.column, round(line.size)


def _margins(lines: Sequence[Line]) -> dict[ColumnKey, Margins]:
    """The margins of every column; a column of few lines takes those of its like on other pages."""
    own: dict[ColumnKey, list[Line]] = {}
    like: dict[tuple[int, int], list[Line]] = {}
    whole: dict[tuple[int, int], float] = {}
    for line in lines:
        own.setdefault(_column(line), []).append(line)
        like.setdefault((line.column, round(line.size)), []).append(line)
        whole[line.page, line.column] = max(line.x1, whole.get((line.page, line.column), 0.0))
    found, usual = {}, {key: _edges(mine) for key, mine in like.items() if len(mine) >= FEW}
    for key, mine in own.items():
        edges = _edges(mine) if len(mine) >= FEW else usual.get(key[1:])
        if edges is None:
            edges = _edges(mine)
            edges = Margins(edges.left, whole[key[:2]], edges.pitch)
        found[key] = edges
    return found


def _indents(lines: Sequence[Line], margins: dict[ColumnKey, Margins]) -> bool:
    """Does the document indent its paragraphs? Then a line at the column's edge goes on, whatever the line before ends with."""
    indented = sum(INDENT * line.size < line.x0 - margins[_column(line)].left < 3 * line.size for line in lines)
    return indented >= 0.04 * len(lines)


def _edges(lines: Sequence[Line]) -> Margins:
    lefts = Counter(round(line.x0) for line in lines)
    most = max(lefts.values())
    left = min(x for x, count in lefts.items() if count >= 0.4 * most and count > 1) if most > 1 else min(lefts)
    rights = sorted(line.x1 for line in lines)
    right = rights[int(0.8 * (len(rights) - 1))]
    middles = [(line.page, (line.top + line.bottom) / 2) for line in lines]
    gaps = [b - a for (page, a), (other, b) in pairwise(middles) if page == other and b > a]
    return Margins(left, right, min(median(gaps), MAX_PITCH * lines[0].size) if gaps else MAX_PITCH * lines[0].size)
