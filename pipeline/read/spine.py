"""Puts blocks onto the spine: raw glyphs in reading order, and the clean text with the raw index of each of its characters.

Blanks are no glyphs: those beside Chinese characters go, so letter-spaced words close up; those between Latin words stay. Every
glyph of the document is on the spine, note calls too; what is only no word of the text has no clean character.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Mapping, Sequence

from pipeline.read.frames import to_page
from pipeline.read.glyphs import Glyph
from pipeline.read.grids import Grid, GridCell
from pipeline.read.lines import Line
from pipeline.read.notes import NoteDraft
from pipeline.records.reading import Block, BlockKind, Cell, Glyphs, Note, Table
from pipeline.records.span import Span

_LATIN = re.compile(r"[!-~À-ɏ]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇]")
_COMPATIBLE = re.compile(
    r"[\u2e80-\u2fd5\uf900-\ufaff\ufb00-\ufb06]"
)  # radicals, doubles and ligatures that stand for letters
_HYPHENS = "-\u2010\u00ad"
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$")
NAME_GAP = 1.2  # em between two Chinese characters that part two names or cells
WINDOW = 4  # glyphs on each side that tell a letter-spaced run
SPACED = 0.7  # share of blanks between them


class Spine:
    """Collects blocks in reading order; the attributes are the parts of a `Reading`."""

    def __init__(self, turned: Mapping[int, tuple[int, float, float]] | None = None) -> None:
        self.turned = turned or {}  # page → turn of its text and size, where it is not upright
        self.raw: list[str] = []
        self.pages: array[int] = array("L")
        self.boxes: array[float] = array("f")
        self.text: list[str] = []
        self.offsets: array[int] = array("L")
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.called: dict[int, int] = {}  # note number → clean offset behind which its mark stood
        self.notes: list[Note] = []

    def glyphs(self, labels: Sequence[str | None]) -> Glyphs:
        """Pages and boxes of the raw characters."""
        return Glyphs(self.pages, self.boxes, tuple(labels))

    def add_lines(self, kind: BlockKind, lines: Sequence[Line], level: int | None = None) -> bool:
        """Append a block; False where it has no words."""
        start = self._part()
        self._put_lines(lines)
        return self._end(kind, start, level)

    def add_note(self, number: int, note: NoteDraft) -> None:
        """Append a note with its mark; its call must have been appended before."""
        start = self._part()
        self._put_lines(note.lines)
        if not self._end(BlockKind.NOTE, start, None):
            return
        span = self.blocks[-1].span
        begin = span.start + note.mark_length
        while begin < span.end and self.text[begin].isspace():
            begin += 1
        words = Span(begin, span.end) if begin < span.end else None
        self.notes.append(Note(len(self.blocks) - 1, note.mark, words, self.called.get(number)))

    def add_grid(self, grid: Grid, caption: Span | None) -> None:
        """Append a table: cells of a row parted by a tab, rows by a newline."""
        start, cells, row = self._part(), list[Cell](), None
        for cell in grid.cells:
            if cell.lines and row is not None:
                self._put_blank("\n" if cell.row != row else "\t")
            cells.append(self._put_cell(cell, cell.row < grid.head_rows))
            row = cell.row if cell.lines else row
        if self._end(BlockKind.TABLE, start, None):
            self.tables.append(Table(len(self.blocks) - 1, tuple(cells), caption))

    def _put_cell(self, cell: GridCell, is_head: bool) -> Cell:
        start = len(self.text)
        self._put_lines(cell.lines)
        span = Span(start, len(self.text)) if len(self.text) > start else None
        return Cell(cell.row, cell.column, span, cell.rowspan, cell.colspan, is_head)

    def _part(self) -> int:
        """Begin a block: one newline after the block before."""
        if self.text:
            self._put_blank("\n")
        return len(self.text)

    def _end(self, kind: BlockKind, start: int, level: int | None) -> bool:
        if len(self.text) == start:
            if self.text:
                self.text.pop()
                self.offsets.pop()
            return False
        self.blocks.append(Block(kind, Span(start, len(self.text)), level))
        return True

    def _put_blank(self, blank: str) -> None:
        self.text.append(blank)
        self.offsets.append(max(0, len(self.raw) - 1))

    def _put_lines(self, lines: Sequence[Line]) -> None:
        first = True
        for line in lines:
            calls = {at: call for call in line.calls for at in range(call.start, call.end)}
            for at, glyph in enumerate(line.glyphs):
                self.raw.append(glyph.mark)
                self.pages.append(line.page)
                self.boxes.extend(self._box(line.page, glyph))
                if at in calls:
                    self.called.setdefault(calls[at].note, len(self.text))
                    continue
                if not first:
                    self._join(line, at, glyph)
                self._put_glyph(glyph)
                first = False

    def _box(self, page: int, glyph: Glyph) -> tuple[float, float, float, float]:
        box = glyph.x0, glyph.top, glyph.x1, glyph.bottom
        return to_page(box, *self.turned[page]) if page in self.turned else box

    def _put_glyph(self, glyph: Glyph) -> None:
        mark = unicodedata.normalize("NFKC", glyph.mark) if _COMPATIBLE.match(glyph.mark) else glyph.mark
        for one in mark:
            self.text.append(one)
            self.offsets.append(len(self.raw) - 1)

    def _join(self, line: Line, at: int, glyph: Glyph) -> None:
        """Put or drop what stands between the last character and this glyph: a blank, a hyphen at a line's end."""
        last = self.text[-1]
        if at == 0 and self._drop_hyphen(glyph.mark):
            return
        raw_blank = " " if self._needs_blank(last, line, at, glyph) else ""
        if raw_blank:
            self.text.append(" ")
            self.offsets.append(max(0, len(self.raw) - 2))

    def _drop_hyphen(self, mark: str) -> bool:
        """A hyphen between two small letters at a line's end was put there by the typesetter."""
        if self.text[-1] not in _HYPHENS or not mark.islower() or len(self.text) < 2 or not self.text[-2].islower():
            return False
        if not (mark.isascii() and self.text[-2].isascii()) or _ADDRESS.search("".join(self.text[-80:])):
            return False
        self.text.pop()
        self.offsets.pop()
        return True

    def _needs_blank(self, last: str, line: Line, at: int, glyph: Glyph) -> bool:
        if at == 0:
            both = _LATIN.match(last) and _LATIN.match(glyph.mark)
            return bool(both) and not _ADDRESS.search("".join(self.text[-80:]))
        before = line.glyphs[at - 1]
        gap = glyph.x0 - before.x1
        if _HAN.match(last) and _HAN.match(glyph.mark):
            return gap > NAME_GAP * glyph.size and not _is_spaced(line.glyphs, at)
        if not (_LATIN.match(last) and _LATIN.match(glyph.mark)):
            return False
        return glyph.blank and not _is_spaced(line.glyphs, at)


def _is_spaced(glyphs: Sequence[Glyph], at: int) -> bool:
    """Is the blank before this glyph one of a letter-spaced run that holds Chinese characters?"""
    near = range(max(1, at - WINDOW), min(len(glyphs), at + WINDOW + 1))
    blanks = sum(glyphs[i].blank or glyphs[i].x0 - glyphs[i - 1].x1 > 0.2 * glyphs[i].size for i in near)
    chinese = any(_HAN.match(glyphs[i].mark) for i in range(max(0, at - WINDOW - 1), min(len(glyphs), at + WINDOW + 1)))
    return chinese and len(near) >= WINDOW and blanks >= SPACED * len(near)
