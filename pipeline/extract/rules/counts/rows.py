"""Tables as rows of tokens, whatever the reader could make of them: cells of a grid, words parted by blanks, or lines of a flattened table.

A zone is a table block with the short lines around it that belong to the same table (a label and a number on a line of their own),
under the caption that stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.records.reading import Block, BlockKind, Cell, Reading, Table
from pipeline.records.span import Span
from pipeline.records.swift import swift

_SHORT = 22  # characters: a line of a flattened table, never of prose
_PROSE = re.compile(r"[，。；：！？:“”]")
_PIECE = re.compile(r"(?P<label>[^\s\d|]+)(?P<number>\d[\d,.]*)(?=$|\s)|[^\s|]+")


@swift
@dataclass(frozen=True, slots=True)
class Token:
    """One cell or word of a table with its column, where the reader knew it."""

    span: Span
    words: str
    column: int | None = None
    width: int = 1  # columns that it spans


Row = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Zone:
    """One table: its rows in reading order, its caption, the first of its blocks; `is_grid` where columns are known."""

    rows: tuple[Row, ...]
    caption: Span | None
    block: int
    is_grid: bool


def zones(reading: Reading) -> Iterator[Zone]:
    """All tables of a reading, in order."""
    tables = {table.block: table for table in reading.tables}
    at = 0
    while at < len(reading.blocks):
        length = _length(reading, at)
        if length and (_is_called(reading, at) or _has_table(reading, at, length)):
            yield _zone(reading, tables, at, length)
        at += max(1, length)


def _has_table(reading: Reading, at: int, length: int) -> bool:
    return any(reading.blocks[i].kind is BlockKind.TABLE for i in range(at, at + length))


def _is_called(reading: Reading, at: int) -> bool:
    """Does the caption of a table stand before, though the reader saw no table?"""
    before = reading.blocks[at - 1] if at else None
    called = before is not None and before.kind is BlockKind.CAPTION
    return called and before is not None and reading.shadow.startswith("表", before.span.start)


def _length(reading: Reading, at: int) -> int:
    """How many blocks from `at` on make one table."""
    length = 0
    while at + length < len(reading.blocks) and _is_part(reading, reading.blocks[at + length]):
        length += 1
    return length


def _is_part(reading: Reading, block: Block) -> bool:
    if block.kind is BlockKind.TABLE:
        return True
    start, end = block.span.start, block.span.end
    if block.kind is not BlockKind.PARA or _PROSE.search(reading.shadow, start, end):
        return False
    return end - start <= _SHORT or len("".join(reading.shadow[start:end].split())) <= _SHORT


def _zone(reading: Reading, tables: dict[int, Table], at: int, length: int) -> Zone:
    blocks = range(at, at + length)
    only = next((tables[i] for i in blocks if i in tables), None)
    is_grid = (
        only is not None and sum(reading.blocks[i].kind is BlockKind.TABLE for i in blocks) == 1 and _is_even(only)
    )
    rows: list[Row] = []
    for i in blocks:
        if i in tables:
            rows += _cell_rows(reading, tables[i])
        else:
            rows += _word_rows(reading, reading.blocks[i].span)
    return Zone(tuple(rows), _caption(reading, only, at), at, is_grid)


def _caption(reading: Reading, table: Table | None, at: int) -> Span | None:
    if table is not None and table.caption is not None:
        return table.caption
    before = reading.blocks[at - 1] if at else None
    return before.span if before is not None and before.kind in (BlockKind.CAPTION, BlockKind.HEADING) else None


def _is_even(table: Table) -> bool:
    """Do all rows have as many cells, so that columns mean something?"""
    widths: dict[int, int] = {}
    for cell in table.cells:
        widths[cell.row] = widths.get(cell.row, 0) + cell.colspan
    return len(set(widths.values())) == 1


def _cell_rows(reading: Reading, table: Table) -> Iterator[Row]:
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    for _, cells in sorted(rows.items()):
        yield tuple(
            t for cell in cells if cell.span is not None for t in _tokens(reading, cell.span, cell.column, cell.colspan)
        )


def _word_rows(reading: Reading, span: Span) -> Iterator[Row]:
    yield tuple(_tokens(reading, span, None))


def _tokens(reading: Reading, span: Span, column: int | None, width: int = 1) -> Iterator[Token]:
    """The words of a cell as one token in a grid; of a flattened line label and number apart (昆明7)."""
    words = reading.shadow[span.start : span.end]
    if column is not None and not re.fullmatch(r"[^\s\d]+\d[\d,.]*", words):
        yield Token(span, words, column, width)
        return
    for match in _PIECE.finditer(reading.shadow, span.start, span.end):
        for group in ("label", "number") if match["label"] else (0,):
            yield Token(Span(*match.span(group)), match[group], column)
