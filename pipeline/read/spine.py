"""Puts blocks onto the spine: raw glyphs in reading order, and the clean text with the raw index of each of its characters.

Blanks are no glyphs: those beside Chinese characters go, so letter-spaced words close up; those between Latin words stay. Every
glyph of the document is on the spine, note calls too; what is only no word of the text has no clean character.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.read.glyphs import APART, BLANK_BEFORE, WIDE, gaps_of
from pipeline.read.grids import Grid, GridCell
from pipeline.read.lines import Line
from pipeline.read.notes import NoteDraft
from pipeline.read.rawmarks import RawMarks
from pipeline.read.straighten import Level
from pipeline.records.reading import Block, BlockKind, Cell, Note, Table
from pipeline.records.span import Span

_LATIN = re.compile(r"[!-~À-ɏ]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇]")
_COMPATIBLE = re.compile(
    r"[\u2e80-\u2fd5\uf900-\ufaff\ufb00-\ufb06]"
)  # radicals, doubles and ligatures that stand for letters
# Signs that a font gives for their double: hyphens, TeX's 省略号, circled numbers of a font that has no ①.
_DOUBLES = {"\u2010": "-", "\u2011": "-", "\u22ef": "…"} | {chr(0x2780 + i): chr(0x2460 + i) for i in range(10)}
_UNLIKE = re.compile(f"[{''.join(_DOUBLES)}]|{_COMPATIBLE.pattern}")
_HYPHENS = "-\u2010\u00ad"
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$")
WINDOW = 4  # glyphs on each side that tell a letter-spaced run
SPACED = 0.7  # share of blanks between them


class Spine:
    """Collects blocks in reading order; the attributes are the parts of a `Reading`."""

    def __init__(
        self, turned: Mapping[int, tuple[int, float, float]] | None = None, levels: Mapping[int, Level] | None = None
    ) -> None:
        self.raw = RawMarks(turned or {}, levels or {})
        self.text: list[str] = []
        self.offsets: array[int] = array("L")
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.called: dict[int, list[int]] = {}  # note number → clean offsets behind which its marks stood
        self.notes: list[Note] = []
        self._counted: array[int] = array("L")  # 0, 1, 2 …: a slice of it is had in a tenth of the time of a range

    def add_lines(self, kind: BlockKind, lines: Sequence[Line], level: int | None = None) -> bool:
        """Append a block; False where it has no words."""
        start = self._part()
        self._put_lines(lines)
        return self._end(kind, start, level)

    def tie(self, start: int, goes_on: int, foreign: Sequence[int]) -> None:
        """Write into the blocks which one goes on from which, and which between them are not of the piece."""
        self.blocks[goes_on] = replace(self.blocks[goes_on], continues=start)
        for index in foreign:
            self.blocks[index] = replace(self.blocks[index], foreign=True)

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
        calls = self.called.get(number, [])
        self.notes.append(Note(len(self.blocks) - 1, note.mark, words, calls[0] if calls else None, tuple(calls)))

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
        self.offsets.append(max(0, self.raw.count - 1))

    def _put_lines(self, lines: Sequence[Line]) -> None:
        first = len(self.text)
        for line in lines:
            start = self.raw.count
            self.raw.add(line)
            if line.calls or _UNLIKE.search(line.text):
                self._put_one_by_one(line, start, first)
            else:
                self._put_whole(line, start, first)

    def _put_whole(self, line: Line, start: int, first: int) -> None:
        """A line without calls whose marks stand as they are: runs between blanks at once."""
        if len(self.text) > first:
            self._join_lines(line.text[0], start)
        gaps, words = gaps_of(line.glyphs), line.text
        parted = [at for at, gap in enumerate(gaps) if gap & (BLANK_BEFORE | WIDE)]
        blanks = [at for at in parted if _needs_blank(words[at - 1], words[at], gaps[at])]
        if blanks and _HAN.search(words):
            blanks = [at for at in blanks if not _is_spaced(words, gaps, at)]
        offsets = self._offsets(start, start + len(line.glyphs))
        if not blanks:
            self.text.extend(line.text)
            self.offsets.extend(offsets)
            return
        for begin, end in pairwise([0, *blanks]):
            self.text.extend(line.text[begin:end])
            self.text.append(" ")
            self.offsets.extend(offsets[begin:end])
            self.offsets.append(start + end - 1)
        self.text.extend(line.text[blanks[-1] :])
        self.offsets.extend(offsets[blanks[-1] :])

    def _offsets(self, start: int, end: int) -> array[int]:
        """The numbers from `start` to `end`."""
        if end > len(self._counted):
            self._counted.extend(range(len(self._counted), 2 * end))
        return self._counted[start:end]

    def _put_one_by_one(self, line: Line, start: int, first: int) -> None:
        at_once: dict[int, list[int]] = {}
        for call in line.calls:
            at_once.setdefault(call.start, []).append(call.note)
        called = {at for call in line.calls for at in range(call.start, call.end)}
        gaps = gaps_of(line.glyphs)
        for at, mark in enumerate(line.text):
            for note in at_once.get(at, ()):
                self.called.setdefault(note, []).append(len(self.text))
            if at in called:
                continue
            if at == 0 and len(self.text) > first:
                self._join_lines(mark, start)
            elif gaps[at] & (BLANK_BEFORE | WIDE) and len(self.text) > first:
                self._join(line, gaps, at, start + at)
            if _UNLIKE.match(mark):
                self._put_compatible(mark, start + at)
            else:
                self.text.append(mark)
                self.offsets.append(start + at)

    def _put_compatible(self, mark: str, number: int) -> None:
        for one in unicodedata.normalize("NFKC", mark) if _COMPATIBLE.match(mark) else _DOUBLES[mark]:
            self.text.append(one)
            self.offsets.append(number)

    def _join(self, line: Line, gaps: Sequence[int], at: int, number: int) -> None:
        """Put a blank between the last character and this one of the line, where there is one."""
        if _needs_blank(self.text[-1], line.text[at], gaps[at]) and not _is_spaced(line.text, gaps, at):
            self.text.append(" ")
            self.offsets.append(max(0, number - 1))

    def _join_lines(self, mark: str, number: int) -> None:
        """Put or drop what stands between the last line and the next one's first mark: a blank, a hyphen."""
        if self._drop_hyphen(mark) or not (_LATIN.match(self.text[-1]) and _LATIN.match(mark)):
            return
        if not _ADDRESS.search("".join(self.text[-80:])):
            self.text.append(" ")
            self.offsets.append(max(0, number - 1))

    def _drop_hyphen(self, mark: str) -> bool:
        """A hyphen between two small letters at a line's end was put there by the typesetter."""
        if self.text[-1] not in _HYPHENS or not mark.islower() or len(self.text) < 2 or not self.text[-2].islower():
            return False
        if not (mark.isascii() and self.text[-2].isascii()) or _ADDRESS.search("".join(self.text[-80:])):
            return False
        self.text.pop()
        self.offsets.pop()
        return True


def _needs_blank(last: str, mark: str, gap: int) -> bool:
    """Does a blank stay between two characters parted so?"""
    if gap & WIDE and _HAN.match(last):
        return _HAN.match(mark) is not None
    return bool(gap & BLANK_BEFORE and _LATIN.match(last) and _LATIN.match(mark))


def _is_spaced(words: str, gaps: Sequence[int], at: int) -> bool:
    """Is the blank before this character one of a letter-spaced run that holds Chinese characters?"""
    first, last = max(1, at - WINDOW), min(len(gaps), at + WINDOW + 1)
    if last - first < WINDOW or not _HAN.search(words, first - 1, last):
        return False
    return sum([gap & (BLANK_BEFORE | APART) > 0 for gap in gaps[first:last]]) >= SPACED * (last - first)
