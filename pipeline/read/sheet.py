"""Rows of cells become tables: of a spreadsheet, a CSV file or a list of records, each cell with its address.

Empty rows part tables. A row of one cell before a table's heads is its caption, one behind its rows a remark of its own; a part with
one filled column is paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.errors import SourceTooLarge
from pipeline.read.textspine import GridWords, RawText, TextSpine, Words, first_row_is_head
from pipeline.records.reading import BlockKind
from pipeline.records.span import Span

MAX_CELLS = 300_000  # filled ones in a document; beyond that it is a database, not a report
MAX_GRID = 1_000_000  # cells with the empty ones, which are kept so that every row of a table has as many


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with its number as the file counts (from 1) and its filled cells by column (from 0)."""

    number: int
    cells: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells that are one: first and last row (from 1) and column (from 0), both within."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


def column_name(column: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    name, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def counted(rows: Iterable[SheetRow], *, document: str, already: int = 0) -> Iterator[SheetRow]:
    """The rows that have filled cells. Raises `SourceTooLarge` as soon as there are more than `MAX_CELLS`."""
    count = already
    for row in rows:
        count += len(row.cells)
        if count > MAX_CELLS:
            raise SourceTooLarge(
                f"more than {MAX_CELLS} filled cells: take out the rows that are no report's", document=document,
                place=f"row {row.number}",
            )  # fmt: skip
        if row.cells:
            yield row


def put_sheet(
    spine: TextSpine, raw: RawText, rows: Sequence[SheetRow], merges: Sequence[Merge] = (), *, prefix: str = ""
) -> None:
    """Append all tables and paragraphs of one sheet; addresses are `prefix` and B7."""
    spans = {(merge.first_row, merge.first_column): merge for merge in merges}
    covered = [merge for merge in merges if merge.last_row > merge.first_row]
    for region in _regions(rows, covered):
        _put_region(spine, raw, region, spans, prefix)


def _regions(rows: Sequence[SheetRow], merges: Sequence[Merge]) -> Iterator[list[SheetRow]]:
    """Runs of rows without an empty one between them that no merged cell bridges."""
    region: list[SheetRow] = []
    bridged = 0  # last row that a merged cell of the region reaches
    reach = {merge.first_row: merge.last_row for merge in sorted(merges, key=lambda merge: merge.last_row)}
    for row in rows:
        if region and row.number > max(region[-1].number, bridged) + 1:
            yield region
            region = []
        region.append(row)
        bridged = max(bridged, reach.get(row.number, 0))
    if region:
        yield region


def _put_region(
    spine: TextSpine, raw: RawText, region: list[SheetRow], spans: Mapping[tuple[int, int], Merge], prefix: str
) -> None:
    columns = sorted({column for row in region for column in row.cells})
    if len(columns) == 1 or all(len(row.cells) == 1 for row in region):
        for row in region:
            _put_alone(spine, raw, row, BlockKind.PARA, prefix)
        return
    caption = None
    while len(region) > 1 and len(region[0].cells) == 1 and not _is_wide_row(region, columns):
        caption = _put_alone(spine, raw, region.pop(0), BlockKind.CAPTION, prefix)
    behind = []
    while len(region) > 1 and len(region[-1].cells) == 1 and min(region[-1].cells) == columns[0]:
        behind.append(region.pop())
    cells = list(_grid(raw, region, columns, spans, prefix))
    if first_row_is_head(cells):
        cells = [_as_head(cell) if cell.row == 0 else cell for cell in cells]
    spine.add_table(cells, caption)
    for row in reversed(behind):
        _put_alone(spine, raw, row, BlockKind.PARA, prefix)


def _is_wide_row(region: Sequence[SheetRow], columns: Sequence[int]) -> bool:
    """Is the first row one of a table of two rows whose other cells happen to be empty?"""
    return min(region[0].cells) != columns[0] and len(region) == 2


def _put_alone(spine: TextSpine, raw: RawText, row: SheetRow, kind: BlockKind, prefix: str) -> Span | None:
    span: Span | None = None
    for column, words in sorted(row.cells.items()):
        span = spine.add(kind, raw.put(words, _address(prefix, row.number, column)))
    return span


def _grid(
    raw: RawText,
    region: Sequence[SheetRow],
    columns: Sequence[int],
    spans: Mapping[tuple[int, int], Merge],
    prefix: str,
) -> Iterator[GridWords]:
    first, width = columns[0], columns[-1] - columns[0] + 1
    covered: set[tuple[int, int]] = set()
    for at, row in enumerate(region):
        began = False
        for column in range(first, first + width) if width * len(region) <= MAX_GRID else sorted(row.cells):
            if (row.number, column) in covered:
                continue
            words, rowspan, colspan = row.cells.get(column, ""), 1, 1
            merge = spans.get((row.number, column))
            if merge is not None and words:
                rowspan = min(merge.last_row, region[-1].number) - row.number + 1
                colspan = min(merge.last_column, columns[-1]) - column + 1
                if rowspan * colspan <= MAX_GRID:
                    covered |= {(row.number + d, column + r) for d in range(rowspan) for r in range(colspan)}
            put = Words("", ())
            if words:
                put = raw.put(words, _address(prefix, row.number, column), parted_by="\t" if began else "\n")
                began = True
            yield GridWords(at, column - first, put, rowspan, colspan)


def _as_head(cell: GridWords) -> GridWords:
    return GridWords(cell.row, cell.column, cell.words, cell.rowspan, cell.colspan, True)


def _address(prefix: str, row: int, column: int) -> str:
    return f"{prefix}{column_name(column)}{row}"
