"""What reading gives: one clean text for the whole document, and for each of its characters where it stood.

The spine: character i of `Reading.text` is character `offsets[i]` of `Reading.raw`. For text kinds `raw` is the decoded source
(no newline translation, a BOM counts), so `offsets` are source offsets. For PDFs `raw` is the sequence of glyphs in reading
order, and `glyphs` gives each its page and box. `text` and `shadow` have the same length: `shadow` is what patterns match
(half-width, simplified), `text` is what people are shown. Blocks are parted by one newline in `text`.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from enum import StrEnum

from pipeline.records.source import Source
from pipeline.records.span import Span


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


@dataclass(frozen=True, slots=True)
class Block:
    """One block in reading order; `span` lies in the clean text, `level` counts from 1 for headings."""

    kind: BlockKind
    span: Span
    level: int | None = None


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
    """A footnote: its block's index, what its mark counts (1, *), its words without the mark, where the mark stood in the text.

    `called_at` is the offset in the clean text of the character after which the mark stood; the mark itself is taken out there.
    """

    block: int
    mark: str
    words: Span | None
    called_at: int | None = None


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Where each raw character of a PDF stands: page (1-based) and box in points from the top left of the CropBox.

    `boxes` holds x0, top, x1, bottom for each raw character, one after the other (4 floats a character).
    """

    pages: array[int]
    boxes: array[float]
    labels: tuple[str | None, ...] = ()  # the printed number of page n at index n - 1


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

    def raw_range(self, span: Span) -> tuple[int, int]:
        """Half-open range of raw characters from the first to the last character of `span`."""
        return self.offsets[span.start], self.offsets[span.end - 1] + 1

    def words(self, span: Span) -> str:
        """The clean text of `span`."""
        return self.text[span.start : span.end]
