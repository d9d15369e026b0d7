"""Blocks and tables of kinds that carry their own structure (HTML, Word, spreadsheets, lists) onto the spine.

A piece of words comes with the raw offset of each of its characters; blanks beside Chinese characters go, as in plain text. Kinds
without a readable source text (Word, spreadsheets) get their raw text made here: it is the sequence of extracted words.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.errors import SourceEmpty
from pipeline.records.reading import Address, Block, BlockKind, Cell, Note, Reading, Table
from pipeline.records.source import Source
from pipeline.records.span import Span
from pipeline.text.clean import kept_ranges
from pipeline.text.script import shadow

MAX_TITLE = 44  # characters
_NO_TITLE = re.compile(r"[\d\s年月日:.：-]+$|.*[，。；]|.*[！？：:]$")
_DIGIT = re.compile(r"\d")
_LINE_ENDS = re.compile(r"[\n\r\t\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Words:
    """Characters and the raw offset of each; `marks` and `offsets` have one length."""

    marks: str
    offsets: Sequence[int]


@dataclass(frozen=True, slots=True)
class GridWords:
    """One table cell before it is on the spine; its words may be empty."""

    row: int
    column: int
    words: Words
    rowspan: int = 1
    colspan: int = 1
    is_head: bool = False


class TextSpine:
    """Collects blocks in reading order; `reading` makes the record of them."""

    def __init__(self, *, gloss: bool = False) -> None:
        self.gloss = gloss
        self.text: list[str] = []
        self.offsets: array[int] = array("L")
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.notes: list[Note] = []

    def add(self, kind: BlockKind, words: Words, level: int | None = None) -> Span | None:
        """Append a block; its span, or None where it has no words."""
        begin = self._part(words.offsets[0] if len(words.offsets) else 0)
        self._put(words)
        return self._end(kind, begin, level)

    def add_table(self, cells: Iterable[GridWords], caption: Span | None = None) -> Span | None:
        """Append a table: cells of a row parted by a tab, rows by a newline; None where all cells are empty."""
        first, made, row = True, list[Cell](), -1
        begin = len(self.text)
        for cell in cells:
            at = len(self.text)
            if cell.words.marks.strip():
                if first:
                    begin = self._part(cell.words.offsets[0])
                else:
                    self._blank("\n" if cell.row != row else "\t", cell.words.offsets[0])
            before = len(self.text)
            self._put(cell.words)
            span = Span(before, len(self.text)) if len(self.text) > before else None
            if span is None:
                self._take_back(at)
            else:
                first, row = False, cell.row
            made.append(Cell(cell.row, cell.column, span, cell.rowspan, cell.colspan, cell.is_head))
        span = None if first else self._end(BlockKind.TABLE, begin, None)
        if span:
            self.tables.append(Table(len(self.blocks) - 1, tuple(made), caption))
        return span

    def add_note(self, mark: str, words: Words, called_at: int | None) -> None:
        """Append a note whose call stood before `called_at` in the clean text."""
        span = self.add(BlockKind.NOTE, words)
        if span:
            self.notes.append(
                Note(len(self.blocks) - 1, mark, span, called_at, () if called_at is None else (called_at,))
            )

    def reading(
        self, source: Source, raw: str, *, remarks: Sequence[str] = (), addresses: Sequence[Address] = ()
    ) -> Reading:
        """The record of all that was added. Raises `SourceEmpty` where that is nothing."""
        if not any(block.kind is not BlockKind.FURNITURE for block in self.blocks):
            raise SourceEmpty("the file holds no words", document=source.name)
        text = "".join(self.text)
        return Reading(
            source, raw, text, shadow(text), self.offsets, tuple(self.blocks), tuple(self.tables), None,
            tuple(self.notes), tuple(remarks), tuple(addresses),
        )  # fmt: skip

    def _part(self, offset: int) -> int:
        """Begin a block one newline after the block before; where it begins, that newline included."""
        begin = len(self.text)
        if begin:
            self._blank("\n", offset)
        return begin

    def _end(self, kind: BlockKind, begin: int, level: int | None) -> Span | None:
        start = begin + (1 if begin else 0)
        if len(self.text) == start:
            self._take_back(begin)
            return None
        span = Span(start, len(self.text))
        self.blocks.append(Block(kind, span, level))
        return span

    def _take_back(self, length: int) -> None:
        del self.text[length:], self.offsets[length:]

    def _blank(self, blank: str, offset: int) -> None:
        """A character that no raw character stands for; it gets the place before the word behind it."""
        self.text.append(blank)
        self.offsets.append(max(0, offset - 1))

    def _put(self, words: Words) -> None:
        line = _LINE_ENDS.sub(" ", words.marks)
        for a, b in kept_ranges(line, gloss=self.gloss):
            self.text.extend(line[a:b])
            self.offsets.extend(words.offsets[a:b])


class RawText:
    """Makes the raw text of a kind that has none: extracted words one after the other, each range with its address."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.addresses: list[Address] = []

    def put(self, words: str, address: str | None, *, parted_by: str = "\n") -> Words:
        """Append `words` behind a separator; they come back with their raw offsets."""
        if not words.strip():
            return Words("", ())
        if self.length and parted_by:
            self.parts.append(parted_by)
            self.length += len(parted_by)
        start = self.length
        self.parts.append(words)
        self.length += len(words)
        if address is not None:
            self.addresses.append(Address(start, self.length, address))
        return Words(words, range(start, self.length))

    @property
    def text(self) -> str:
        """The raw text so far."""
        return "".join(self.parts)


def first_row_is_head(cells: Sequence[GridWords]) -> bool:
    """Is the first row (row 0) one of heads: two words or more, no digit in it, digits below it?"""
    head = [cell.words.marks for cell in cells if cell.row == 0 and cell.words.marks.strip()]
    below = any(_DIGIT.search(cell.words.marks) for cell in cells if cell.row > 0)
    return len(head) >= 2 and below and not any(_DIGIT.search(words) for words in head)


def looks_like_title(words: str) -> bool:
    """Is a document's first line its title: short, no sentence in it, no date alone?"""
    return 0 < len(words) <= MAX_TITLE and not _NO_TITLE.match(words)
