"""The texts of an HTML page as chunks: what stands between two block tags, or a whole data table, with source offsets."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.read.htmltokens import Cut
from pipeline.read.htmltree import BLOCKS, Event, Node
from pipeline.read.textspine import GridWords, Words
from pipeline.text.markup import entity_end, unescaped

LONGEST_CELL = 300  # characters; a table with a longer cell lays out a page
USUAL_CELL = 80  # characters, on average
MAX_SPAN = 200  # columns or rows that one cell may span
_ENTITY = re.compile("&")
_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"&\w+;|&#\w+;|[^\s\u3000\u00a0]")
_LINE_GOES_ON = 20  # characters; a line that a <br> ends earlier is an entry of a list
_CLOSED = re.compile(r"[。！？；：:!?;”’」』）)】》…|]\s*$")
_INDENT = re.compile(r"[ \u3000\u00a0]{2}|\d{1,3}[.．、)）]|[(（一二三四五六七八九十●·•]")
_BOLD = frozenset({"b", "strong"})


@dataclass(slots=True)
class Chunk:
    """Words of one block: their innermost block element, how many are linked or bold, note calls by their index in `marks`."""

    node: Node
    marks: list[str] = field(default_factory=list)
    offsets: array[int] = field(default_factory=lambda: array("L"))
    linked: int = 0
    bold: int = 0
    chars: int = 0
    cells: list[GridWords] = field(default_factory=list)

    @property
    def words(self) -> Words:
        """Characters and offsets as the spine takes them."""
        return Words("".join(self.marks), self.offsets)

    @property
    def density(self) -> float:
        """Share of its characters in links."""
        return self.linked / self.chars if self.chars else 0.0


def is_data(table: Node) -> bool:
    """Is the table one of data, not of layout: two rows and columns or more, short cells, no table in it?"""
    if table.has_table or table.rows < 2 or table.cells < 2 * table.rows * 0.6 or table.cells < 4:
        return False
    return table.longest <= LONGEST_CELL and table.chars <= USUAL_CELL * table.cells


def chunks(source: str, events: Sequence[Event]) -> Iterator[Chunk]:
    """The chunks of a page in the order of the source; empty ones and what is never shown are left out."""
    walk = _Walk(source)
    for event in events:
        yield from walk.take(event)
    yield from walk.end()


class _Walk:
    def __init__(self, source: str) -> None:
        self.source = source
        self.chunk: Chunk | None = None
        self.table: _TableWalk | None = None
        self.bold = 0
        self.after_break = False

    def take(self, event: Event) -> Iterator[Chunk]:
        node = event.node
        if self.table is not None:
            if self.table.take(event):
                return
            if event.cut is Cut.CLOSE and node is self.table.node:
                yield from self.table.end()
                self.table = None
                return
        if event.cut is Cut.TEXT:
            if not node.hidden:
                yield from self._text(event)
            return
        if node.name in _BOLD:
            self.bold += 1 if event.cut is Cut.OPEN else -1
        if node.name == "br":
            self.after_break = True
        elif node.name in BLOCKS:
            yield from self.end()
            if event.cut is Cut.OPEN and node.name == "table" and not node.hidden and is_data(node):
                self.table = _TableWalk(self.source, node)

    def _text(self, event: Event) -> Iterator[Chunk]:
        if not any(one.name == "pre" for one in event.node.up()):
            yield from self._piece(event.node, event.start, event.end)
            return
        for line in _LINE.finditer(self.source, event.start, event.end):
            yield from self._piece(event.node, *line.span())
            self.after_break = line.end() < event.end

    def _piece(self, node: Node, start: int, end: int) -> Iterator[Chunk]:
        count = len(_WORD.findall(self.source[start:end]))
        if self.after_break and count:
            if self.chunk is not None and not self._goes_on(self.source[start:end]):
                yield from self.end()
            self.after_break = False
        if self.chunk is None:
            if not count:
                return
            self.chunk = Chunk(next((one for one in node.up() if one.name in BLOCKS), node))
        self.chunk.chars += count
        self.chunk.linked += count if node.in_link else 0
        self.chunk.bold += count if self.bold > 0 else 0
        put_text(self.source, start, end, self.chunk.marks, self.chunk.offsets)

    def _goes_on(self, words: str) -> bool:
        """Does the line behind a <br> go on with the sentence before it?"""
        before = "".join(self.chunk.marks).strip() if self.chunk else ""
        return len(before) >= _LINE_GOES_ON and not _CLOSED.search(before) and not _INDENT.match(words.lstrip("\r\n\t"))

    def end(self) -> Iterator[Chunk]:
        chunk, self.chunk, self.after_break = self.chunk, None, False
        if chunk is not None and chunk.chars:
            yield chunk


def put_text(source: str, start: int, end: int, marks: list[str], offsets: array[int]) -> None:
    """Append the shown characters of a piece of text, each with its source offset; an entity's is that of its `&`."""
    at = start
    for match in _ENTITY.finditer(source, start, end):
        if match.start() < at:
            continue
        marks.extend(source[at : match.start()])
        offsets.extend(range(at, match.start()))
        shown = unescaped(source, match.start())
        marks.extend(shown)
        offsets.extend([match.start()] * len(shown))
        at = min(end, entity_end(source, match.start()))
    marks.extend(source[at:end])
    offsets.extend(range(at, end))


class _TableWalk:
    """One data table: its cells on their grid, spans of rows and columns counted as browsers do."""

    def __init__(self, source: str, node: Node) -> None:
        self.source, self.node = source, node
        self.whole = Chunk(node)
        self.caption = Chunk(node)
        self.cell: Node | None = None
        self.in_caption: Node | None = None
        self.marks: list[str] = []
        self.offsets: array[int] = array("L")
        self.row, self.column = -1, 0
        self.taken: dict[int, int] = {}  # column → rows that a cell above still spans

    def take(self, event: Event) -> bool:
        """Take an event within the table; False at its end."""
        node = event.node
        if event.cut is Cut.CLOSE and node is self.node:
            return False
        if event.cut is Cut.TEXT:
            self._text(event)
        elif node.name in ("td", "th"):
            self._cell(event)
        elif node.name == "tr" and event.cut is Cut.OPEN:
            self._next_row()
        elif node.name == "caption":
            self.in_caption = node if event.cut is Cut.OPEN else None
        elif (node.name == "br" or node.name in BLOCKS) and self.marks:
            self.marks.append(" ")
            self.offsets.append(event.start)
        return True

    def _text(self, event: Event) -> None:
        if event.node.hidden:
            return
        count = len(_WORD.findall(self.source[event.start : event.end]))
        if self.cell is not None:
            self.whole.chars += count
            self.whole.linked += count if event.node.in_link else 0
            put_text(self.source, event.start, event.end, self.marks, self.offsets)
        elif self.in_caption is not None:
            self.caption.chars += count
            put_text(self.source, event.start, event.end, self.caption.marks, self.caption.offsets)

    def _next_row(self) -> None:
        self.row, self.column = self.row + 1, 0
        self.taken = {column: rows - 1 for column, rows in self.taken.items() if rows > 1}

    def _cell(self, event: Event) -> None:
        if event.cut is Cut.OPEN:
            if self.row < 0:
                self._next_row()
            self.cell, self.marks, self.offsets = event.node, [], array("L")
            return
        if self.cell is None:
            return
        while self.taken.get(self.column):
            self.column += 1
        rows, columns = _span(self.cell, "rowspan"), _span(self.cell, "colspan")
        words = Words("".join(self.marks), self.offsets)
        is_head = self.cell.name == "th" and any(one.name == "thead" for one in self.cell.up())
        self.whole.cells.append(GridWords(self.row, self.column, words, rows, columns, is_head))
        for column in range(self.column, self.column + columns):
            if rows > 1:
                self.taken[column] = rows
        self.column += columns
        self.cell, self.marks = None, []

    def end(self) -> Iterator[Chunk]:
        """The caption, where there is one, and the table."""
        if self.caption.chars:
            yield self.caption
        if self.whole.chars:
            yield self.whole


def _span(node: Node, name: str) -> int:
    value = node.attrs.get(name, "1").strip()
    return max(1, min(MAX_SPAN, int(value))) if value.isascii() and value.isdigit() else 1
