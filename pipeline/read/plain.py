"""Plain text, Markdown and the text of simple HTML onto the spine: lines to blocks, with every character's source offset.

Reports come as text with hard line ends, often a blank line after each: whether a line goes on is told from its width and its
last character, not from blank lines alone.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator

import numpy as np

from pipeline.errors import SourceEmpty
from pipeline.read.linejoins import TERMINAL, Line, groups
from pipeline.read.linekind import LineKind, classify
from pipeline.records.reading import Block, BlockKind, Cell, Reading, Table
from pipeline.records.source import Source
from pipeline.records.span import Span
from pipeline.text.clean import has_blanks, has_glosses, has_markup, kept_ranges
from pipeline.text.script import shadow

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_ODD_BREAK = re.compile(r"[\r\x0b\x0c\x85\u2028\u2029]")  # others than the plain line end
_BREAK_HTML = re.compile(
    r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]|<br\s*/?>|</?(?:p|div|li|tr|h[1-6]|table|ul|ol)\b[^<>\n]*>", re.I
)
_NOTE_MARK = re.compile(r"\[\d{1,3}\]")
_COMMENT = re.compile(r"<!--.*?-->")
_NO_TITLE = re.compile(r"[\d\s年月日:.：-]+$|.*[，。；]")
_PROSE = re.compile(r"[，。；、,]")
_WORD = re.compile(r"\S+")

MAX_TITLE = 44  # characters
SPACED_SHARE = 0.4  # of a line's characters: so many blanks, and it is letter-spaced


def read_plain(source: Source, raw: str) -> Reading:
    """A text, Markdown or simple HTML source on the spine. Raises `SourceEmpty` where it holds no words."""
    markup, gloss = has_markup(raw), has_glosses(raw)
    lines = list(_lines(raw, markup))
    builder = _Builder(raw, markup, gloss)
    for group in groups(lines):
        builder.add(group)
    if not builder.blocks:
        raise SourceEmpty("the file holds no words", document=source.name)
    text = "".join(builder.parts)
    blocks = _titled(builder.blocks, text)
    return Reading(source, raw, text, shadow(text), builder.offsets(), blocks, tuple(builder.tables))


def _titled(blocks: list[Block], text: str) -> tuple[Block, ...]:
    """The first block is the title where it is one short line that ends in no sentence mark and holds no date alone."""
    first = blocks[0]
    words = text[first.span.start : first.span.end]
    if (
        first.kind is BlockKind.PARA
        and len(words) <= MAX_TITLE
        and words.rstrip("）)")[-1:] not in TERMINAL
        and not _NO_TITLE.match(words)
    ):
        return (Block(BlockKind.TITLE, first.span, 1), *blocks[1:])
    return tuple(blocks)


def _lines(raw: str, markup: bool) -> Iterator[Line]:
    blank, marked = True, False
    for at, text in _cut(raw, markup):
        words = text.strip(" \t\u3000\u00a0\ufeff")
        if not words:
            blank = blank or not text
        elif markup and words.startswith("<!--") and _COMMENT.fullmatch(words):
            pass  # a page mark that the conversion left
        elif words[0] == "[" and _NOTE_MARK.fullmatch(words):
            marked = True  # a superscript [3] that the conversion put on a line of its own: its neighbours are one line
        else:
            kind, level = classify(text, words)
            prose = _PROSE.search(words) is not None
            yield Line(at, text, _width(words), kind, level, blank, marked, prose, words[-1])
            blank = marked = False


def _cut(raw: str, markup: bool) -> Iterator[tuple[int, str]]:
    """The lines of the source with where each begins; tags that end a line cut like line ends where there is markup."""
    breaks = _BREAK_HTML if markup else _BREAK
    at = 0
    if not markup and not _ODD_BREAK.search(raw):
        for text in raw.split("\n"):
            yield at, text
            at += len(text) + 1
        return
    for match in breaks.finditer(raw + "\n"):
        yield at, raw[at : match.start()]
        at = match.end()


def _width(words: str) -> float:
    """Characters without blanks, a Latin one as half: of UTF-8's bytes a Chinese character takes three, a Latin one one.

    In a letter-spaced line (2 0 1 5 年) the blanks are a third of the width, so that its digits weigh more than half a character.
    """
    blanks = words.count(" ")
    wide = (len(words.encode("utf-8", "replace")) - len(words)) // 2
    solid = wide + (len(words) - wide - blanks) / 2
    return (solid + blanks / 2) / 1.5 if blanks > SPACED_SHARE * len(words) else solid


_BLOCK_OF = {
    LineKind.TITLE: BlockKind.TITLE, LineKind.HEADING: BlockKind.HEADING, LineKind.TEXT: BlockKind.PARA, LineKind.LIST: BlockKind.LIST,
    LineKind.CAPTION: BlockKind.CAPTION, LineKind.TOC: BlockKind.TOC, LineKind.NOTE: BlockKind.NOTE, LineKind.ROW: BlockKind.TABLE,
    LineKind.ABSTRACT: BlockKind.ABSTRACT, LineKind.FURNITURE: BlockKind.FURNITURE,
}  # fmt: skip


class _Builder:
    """Collects the clean text, its offsets, blocks and tables while the groups go by."""

    def __init__(self, raw: str, markup: bool, gloss: bool) -> None:
        self.raw, self.markup, self.gloss = raw, markup, gloss
        self.parts: list[str] = []
        self.starts: list[int] = []  # where in the source each part began
        self.length = 0  # characters of all parts
        self.blocks: list[Block] = []
        self.tables: list[Table] = []

    def offsets(self) -> array[int]:
        """The source offset of every character: each part counts on from where it began."""
        lengths = np.fromiter(map(len, self.parts), dtype=np.int64, count=len(self.parts))
        begun = np.cumsum(lengths) - lengths
        shifts = np.array(self.starts, dtype=np.int64) - begun
        return array("L", (np.arange(self.length) + np.repeat(shifts, lengths)).astype(np.uint64).tobytes())

    def add(self, group: list[Line]) -> None:
        """Append one block; groups without words leave no trace."""
        cells_parted = group[0].kind is LineKind.ROW
        rows = cells_parted and (len(group) > 1 or "|" in group[0].text)
        begin, mark = self.length, len(self.parts)
        if begin:
            self._put("\n", group[0].start - 1)
        start, cells = self.length, []
        for n, line in enumerate(group):
            if n and rows:
                self._put("\n", line.start - 1)
            elif n:
                self._join(line)
            cells += self._put_line(line, n, cells_parted)
        if self.length == start:
            del self.starts[mark:], self.parts[mark:]
            self.length = begin
            return
        kind = BlockKind.PARA if cells_parted and not rows else _BLOCK_OF[group[0].kind]
        self.blocks.append(Block(kind, Span(start, self.length), group[0].level))
        if rows:
            self._put_table(cells)

    def _put(self, words: str, offset: int) -> None:
        """Characters that no source character stands for: blanks and line ends between blocks."""
        self.parts.append(words)
        self.starts.append(max(0, offset))
        self.length += 1

    def _put_line(self, line: Line, row: int, as_row: bool) -> list[Cell]:
        start, first, text = self.length, len(self.parts), line.text
        if not (self.markup or self.gloss or as_row or has_blanks(text)):  # nearly every line of prose
            self.parts.append(text)
            self.starts.append(line.start)
            self.length += len(text)
            return []
        for a, b in kept_ranges(text, markup=self.markup, gloss=self.gloss, keep_cells=as_row):
            self.parts.append(text[a:b])
            self.starts.append(line.start + a)
            self.length += b - a
        return list(_cells("".join(self.parts[first:]), start, row)) if as_row else []

    def _join(self, line: Line) -> None:
        """One blank where a Latin word ends one line and another begins the next."""
        last, head = self.parts[-1][-1:], line.text.lstrip()[:1]
        if last.isascii() and last.isalpha() and head.isascii() and head.isalpha():
            self._put(" ", line.start - 1)

    def _put_table(self, cells: list[Cell]) -> None:
        caption = self.blocks[-2] if len(self.blocks) > 1 else None
        captioned = caption is not None and caption.kind is BlockKind.CAPTION
        self.tables.append(Table(len(self.blocks) - 1, tuple(cells), caption.span if caption and captioned else None))


def _cells(words: str, start: int, row: int) -> Iterator[Cell]:
    """The cells of one row: parts between bars where it has bars (empty ones kept), else between blanks."""
    if "|" not in words:
        for column, match in enumerate(_WORD.finditer(words)):
            yield Cell(row, column, Span(start + match.start(), start + match.end()))
        return
    at = 0
    for column, part in enumerate(words.strip().strip("|").split("|")):
        at = words.index(part, at)
        inner = part.strip()
        lead = at + len(part) - len(part.lstrip())
        yield Cell(row, column, Span(start + lead, start + lead + len(inner)) if inner else None)
        at += len(part) + 1
