"""What reading gives: one clean text for the whole document, and for each of its characters where it stood.

The spine: character i of `Reading.text` is character `offsets[i]` of `Reading.raw`. For text kinds `raw` is the decoded source
(no newline translation, a BOM counts), so `offsets` are source offsets. For PDFs `raw` is the sequence of glyphs in reading
order, and `glyphs` gives each its page and box. For Word, spreadsheets, CSV and JSON `raw` is the sequence of extracted words
(cells parted by tabs, rows and paragraphs by newlines), and `addresses` says of its ranges where they stand. `text` and `shadow`
have the same length: `shadow` is what patterns match (half-width, simplified), `text` is what people are shown. Blocks are parted
by one newline in `text`.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from pipeline.records.source import Source
from pipeline.records.span import Span
from pipeline.records.swift import swift


class BlockKind(StrEnum):
    """What a block of the page is."""

    TITLE = "title"
    AUTHORS = "authors"
    AFFILIATION = "affiliation"
    DATE = "date"
    ABSTRACT = "abstract"
    HEADING = "heading"
    PARA = "para"
    LIST = "list"
    CAPTION = "caption"
    TOC = "toc"
    FIGURE = "figure"
    FURNITURE = "furniture"
    TABLE = "table"
    NOTE = "note"


@swift
@dataclass(frozen=True, slots=True)
class Block:
    """One block in reading order; `span` lies in the clean text, `level` counts from 1 for headings."""

    kind: BlockKind
    span: Span
    level: int | None = None
    continues: int | None = None  # index of the block that it goes on from, across other pieces' pages (下转, 上接)
    foreign: bool = False  # the end of another piece on the page where this document's piece goes on


@swift
@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell: its place in the grid, and its words (None where it is empty)."""

    row: int
    column: int
    span: Span | None
    rowspan: int = 1
    colspan: int = 1
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its block's index, its cells in reading order, the caption's span in the clean text."""

    block: int
    cells: tuple[Cell, ...]
    caption: Span | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, endnote or numbered reference: its block's index, what its mark counts (1, *), its words without the mark, its calls.

    `called_at` is the offset in the clean text behind the character after which the mark stood first; the mark itself is taken out
    there. `calls` holds every such offset: an endnote may be called many times.
    """

    block: int
    mark: str
    words: Span | None
    called_at: int | None = None
    calls: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture or chart: page, box (x0, top, x1, bottom in points), the index of the block before which it stands.

    `block` is the block of the words in it (None where it has none), `caption` its caption's span in the clean text.
    """

    page: int
    box: tuple[float, float, float, float]
    before: int
    block: int | None = None
    caption: Span | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """Where raw characters `start` to `end` stand in the words of their kind: 名单!B7, paragraph 12, table 2 row 3."""

    start: int
    end: int
    words: str


NOT_OCR = -1.0  # in the place of a score: the character comes from a text layer


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Where each raw character of a PDF stands: page (1-based) and box in points from the top left of the CropBox.

    `boxes` holds x0, top, x1, bottom for each raw character, one after the other (4 floats a character).
    """

    pages: array[int]
    boxes: array[float]
    labels: tuple[str | None, ...] = ()  # the printed number of page n at index n - 1
    scores: array[float] | None = (
        None  # OCR's trust in each, 0 to 1, `NOT_OCR` for a text layer's; None where no page was read so
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """A document that was read, on its one offset spine."""

    source: Source
    raw: str
    text: str
    shadow: str
    offsets: array[int]
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    glyphs: Glyphs | None = None  # None for text kinds
    notes: tuple[Note, ...] = ()
    remarks: tuple[str, ...] = ()  # what a reader should know: pages without text, doubtful order …
    addresses: tuple[
        Address, ...
    ] = ()  # of kinds whose `raw` is a sequence of extracted words; ascending, not overlapping
    figures: tuple[Figure, ...] = ()  # of PDFs

    def raw_range(self, span: Span) -> tuple[int, int]:
        """Half-open range of raw characters from the first to the last character of `span`."""
        return self.offsets[span.start], self.offsets[span.end - 1] + 1

    def address(self, start: int, end: int) -> str | None:
        """The address of raw characters `start` to `end`: one, or the first and the last of them; None where none is known."""
        first = bisect_right(self.addresses, start, key=lambda one: one.start) - 1
        last = bisect_right(self.addresses, end - 1, key=lambda one: one.start) - 1
        if last < 0:
            return None
        a, b = self.addresses[max(0, first)].words, self.addresses[last].words
        if a == b:
            return a
        sheet, mark, cell = b.rpartition("!")
        same_sheet = a.startswith(sheet + mark) if mark else a.isalnum() and b.isalnum()
        return f"{a}:{cell}" if same_sheet else f"{a} – {b}"

    def words(self, span: Span) -> str:
        """The clean text of `span`."""
        return self.text[span.start : span.end]
