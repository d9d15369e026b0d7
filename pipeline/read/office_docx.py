"""DOCX documents: paragraphs with the level of their style, tables with merged cells, footnotes linked to where they are called.

Deleted text, field codes, and the second copy that text boxes keep for old programs are left out; headers and footers are not the
report's words. Addresses are `paragraph 12`, `table 2 row 3 cell 1`, `footnote 4`, counted as they come.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.errors import PackageBroken, SourceTooLarge
from pipeline.read.linekind import LineKind, classify
from pipeline.read.office_parts import TITLE_LEVEL, Styles, read_notes, read_styles
from pipeline.read.sheet import MAX_CELLS
from pipeline.read.textspine import GridWords, RawText, TextSpine, Words, first_row_is_head, looks_like_title
from pipeline.read.xmlevents import Xml, XmlEvent, xml_events
from pipeline.records.reading import BlockKind, Reading
from pipeline.records.source import Source
from pipeline.records.span import Span
from pipeline.zipped import Package, ZipLimits, open_package

LIMITS = ZipLimits(members=20_000, member=200_000_000, total=1_000_000_000)
MAX_PARAGRAPHS = 300_000
_PART = "word/document.xml"
_KINDS = {
    LineKind.CAPTION: BlockKind.CAPTION, LineKind.ABSTRACT: BlockKind.ABSTRACT, LineKind.LIST: BlockKind.LIST,
    LineKind.NOTE: BlockKind.NOTE, LineKind.TOC: BlockKind.TOC,
}  # fmt: skip


@dataclass(slots=True)
class Paragraph:
    """A paragraph as it is collected: words, style, whether it is an item of a list, note calls by their place in the words."""

    words: list[str] = field(default_factory=list)
    style: str = ""
    outline: int | None = None
    is_item: bool = False
    calls: list[tuple[int, str]] = field(default_factory=list)  # index in the words, "footnote 3"

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(self.words)


@dataclass(slots=True)
class Cell:
    """A table cell: its paragraphs' words, how many columns it spans, whether it goes on from the cell above."""

    column: int = 0
    words: list[str] = field(default_factory=list)
    colspan: int = 1
    goes_on: bool = False


@dataclass(slots=True)
class Grid:
    """A table as it is collected."""

    rows: list[list[Cell]] = field(default_factory=list)
    heads: set[int] = field(default_factory=set)


def read_docx(source: Source, data: bytes, *, remarks: tuple[str, ...] = ()) -> Reading:
    """A Word document on the spine. Raises `PackageBroken`, `SourceEncrypted`, `SourceTooLarge` or `SourceEmpty`."""
    with open_package(data, document=source.name, limits=LIMITS) as package:
        if _PART not in package.entries:
            raise PackageBroken("it is no DOCX document: it has no word/document.xml", document=source.name)
        writer = _Writer(read_styles(package), _all_notes(package))
        events = xml_events(package.pieces(_PART), document=source.name, part=_PART)
        for part in _Body(source.name).parts(events):
            writer.put(part)
    writer.put_notes()
    return writer.spine.reading(source, writer.raw.text, remarks=remarks, addresses=writer.raw.addresses)


def _all_notes(package: Package) -> dict[str, str]:
    feet = read_notes(package, "word/footnotes.xml", "footnote")
    ends = read_notes(package, "word/endnotes.xml", "endnote")
    return {f"footnote {k}": v for k, v in feet.items()} | {f"endnote {k}": v for k, v in ends.items()}


class _Body:
    """From the events of the document part to paragraphs and tables in their order."""

    def __init__(self, document: str) -> None:
        self.document = document
        self.paragraphs: list[Paragraph] = []  # open ones: a text box stands inside a paragraph
        self.tables: list[Grid] = []  # open ones; the words of an inner table go to the cell around it
        self.is_text = False
        self.fallback = 0
        self.count = 0

    def parts(self, events: Iterator[XmlEvent]) -> Iterator[Paragraph | Grid]:
        for event in events:
            if event.what is Xml.TEXT:
                if self.is_text and self.paragraphs and not self.fallback:
                    self.paragraphs[-1].words.append(event.text)
            elif event.name == "Fallback":
                self.fallback += 1 if event.what is Xml.BEGIN else -1
            elif self.fallback:
                continue
            elif event.what is Xml.BEGIN:
                self._begin(event)
            else:
                yield from self._end(event.name)

    def _begin(self, event: XmlEvent) -> None:
        value = event.attrs.get("val", "")
        if event.name == "p":
            self.paragraphs.append(Paragraph())
            self.count += 1
            if self.count > MAX_PARAGRAPHS:
                raise SourceTooLarge(f"more than {MAX_PARAGRAPHS} paragraphs", document=self.document)
        elif event.name == "t":
            self.is_text = True
        elif event.name == "tbl":
            self.tables.append(Grid())
        elif self.tables and event.name in ("tr", "tc", "gridSpan", "vMerge", "tblHeader"):
            self._begin_in_table(event, value)
        elif self.paragraphs:
            self._begin_in_paragraph(event, value)

    def _begin_in_paragraph(self, event: XmlEvent, value: str) -> None:
        paragraph = self.paragraphs[-1]
        if event.name in ("tab", "br", "cr") and paragraph.words:
            paragraph.words.append(" ")
        elif event.name == "pStyle":
            paragraph.style = value
        elif event.name == "outlineLvl" and value.isascii() and value.isdigit() and int(value) < 9:
            paragraph.outline = int(value) + 1
        elif event.name == "numPr":
            paragraph.is_item = True
        elif event.name in ("footnoteReference", "endnoteReference"):
            paragraph.calls.append((len(paragraph.text), f"{event.name[:-9]} {event.attrs.get('id', '')}"))

    def _begin_in_table(self, event: XmlEvent, value: str) -> None:
        grid = self.tables[-1]
        if event.name == "tr":
            grid.rows.append([])
        elif event.name == "tc":
            if not grid.rows:
                grid.rows.append([])
            row = grid.rows[-1]
            row.append(Cell(row[-1].column + row[-1].colspan if row else 0))
            self.count += 1
            if self.count > MAX_CELLS:
                raise SourceTooLarge(f"more than {MAX_CELLS} cells", document=self.document)
        elif event.name == "tblHeader" and value not in ("0", "false"):
            grid.heads.add(len(grid.rows) - 1)
        elif grid.rows and grid.rows[-1]:
            cell = grid.rows[-1][-1]
            if event.name == "gridSpan" and value.isascii() and value.isdigit():
                cell.colspan = max(1, min(200, int(value)))
            elif event.name == "vMerge":
                cell.goes_on = value != "restart"

    def _end(self, name: str) -> Iterator[Paragraph | Grid]:
        if name == "t":
            self.is_text = False
        elif name == "p" and self.paragraphs:
            paragraph = self.paragraphs.pop()
            if not self.tables:
                yield paragraph
            elif self.tables[-1].rows and self.tables[-1].rows[-1]:
                self.tables[-1].rows[-1][-1].words.append(paragraph.text)
        elif name == "tbl" and self.tables:
            grid = self.tables.pop()
            if not self.tables:
                yield grid
            elif self.tables[-1].rows and self.tables[-1].rows[-1]:
                outer = self.tables[-1].rows[-1][-1]
                outer.words += [words for row in grid.rows for cell in row for words in cell.words]


class _Writer:
    """Puts paragraphs and tables on the spine, with their addresses."""

    def __init__(self, styles: Styles, notes: dict[str, str]) -> None:
        self.styles, self.notes = styles, notes
        self.spine, self.raw = TextSpine(), RawText()
        self.paragraphs = self.tables = 0
        self.calls: list[tuple[str, int]] = []  # note, clean offset of its call

    def put(self, part: Paragraph | Grid) -> None:
        """Append one part; parts without words leave no trace."""
        if isinstance(part, Grid):
            self._put_table(part)
            return
        self.paragraphs += 1
        words = self.raw.put(part.text, f"paragraph {self.paragraphs}")
        kind, level = self._kind(part)
        span = self.spine.add(kind, words, level)
        if span:
            self._note_calls(part, words, span)

    def _kind(self, part: Paragraph) -> tuple[BlockKind, int | None]:
        text = part.text.strip()
        level = part.outline or self.styles.level(part.style)
        if level == TITLE_LEVEL or (level is None and not self.spine.blocks and looks_like_title(text)):
            return BlockKind.TITLE, 1
        if level is not None:
            return BlockKind.HEADING, level
        if part.is_item:
            return BlockKind.LIST, None
        kind, depth = classify(text, text) if text else (LineKind.TEXT, None)
        return (BlockKind.HEADING, depth) if kind is LineKind.HEADING else (_KINDS.get(kind, BlockKind.PARA), None)

    def _note_calls(self, part: Paragraph, words: Words, span: Span) -> None:
        for at, note in part.calls:
            place = words.offsets[0] + at if len(words.offsets) else 0
            clean = sum(1 for i in range(span.start, span.end) if self.spine.offsets[i] < place)
            self.calls.append((note, span.start + clean))

    def _put_table(self, grid: Grid) -> None:
        self.tables += 1
        cells: list[GridWords] = []
        for number, row in enumerate(grid.rows):
            began = False
            for place, cell in enumerate(row):
                if cell.goes_on and _grow_above(cells, cell.column, number):
                    continue
                address = f"table {self.tables} row {number + 1} cell {place + 1}"
                words = self.raw.put(" ".join(cell.words), address, parted_by="\t" if began else "\n")
                began = began or bool(words.marks)
                cells.append(GridWords(number, cell.column, words, 1, cell.colspan, number in grid.heads))
        if not grid.heads and first_row_is_head(cells):
            cells = [GridWords(c.row, c.column, c.words, c.rowspan, c.colspan, c.row == 0) for c in cells]
        last = self.spine.blocks[-1] if self.spine.blocks else None
        self.spine.add_table(cells, last.span if last and last.kind is BlockKind.CAPTION else None)

    def put_notes(self) -> None:
        """Append the notes that are called, in the order of their calls."""
        for number, (note, at) in enumerate(self.calls, 1):
            if note in self.notes:
                self.spine.add_note(str(number), self.raw.put(self.notes[note], note), at)


def _grow_above(cells: list[GridWords], column: int, row: int) -> bool:
    """A cell that goes on makes the cell above it in its column one row taller; False where there is none."""
    for i in range(len(cells) - 1, -1, -1):
        above = cells[i]
        if above.column == column and above.row + above.rowspan == row:
            cells[i] = GridWords(above.row, column, above.words, above.rowspan + 1, above.colspan, above.is_head)
            return True
        if above.row + 400 < row:
            return False
    return False
