"""A reading as the JSON object that `youcheng read --json` prints: blocks, tables with header paths, notes with their calls.

The mark of a note that was found is no word of its sentence and is taken out of it. With `Marks.PLACED`, which the command line takes
unless it is told otherwise, ⟦n⟧ stands where it stood, n the index of its note in `notes`, and offsets count these signs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from enum import StrEnum
from typing import Any

from pipeline.records.reading import Block, BlockKind, Cell, Figure, Reading, Table
from pipeline.records.span import Span

Box = list[float]


class Marks(StrEnum):
    """What becomes of the mark of a note that was found: taken out of the text, or ⟦index of the note⟧ in its place."""

    OUT = "out"
    PLACED = "placed"


def reading_as_json(
    reading: Reading, pages: Collection[int] | None = None, *, marks: Marks = Marks.OUT
) -> dict[str, Any]:
    """The object, made of plain lists, dicts, strings and numbers; a table's caption stands in its table's block.

    With `pages` (from 1), only what begins on one of them; kinds without pages are given whole.
    """
    captions = {table.block: table.caption for table in reading.tables if table.caption}
    taken = {caption.start for caption in captions.values()}
    shown = [index for index, block in enumerate(reading.blocks) if block.span.start not in taken]
    shown = [index for index in shown if _is_on(reading, reading.blocks[index], pages)]
    bare = [figure for figure in reading.figures if figure.block is None and (pages is None or figure.page in pages)]
    order = sorted([*((index, 1, index) for index in shown), *((one.before, 0, at) for at, one in enumerate(bare))])
    place = {index: at for at, (_, worded, index) in enumerate(order) if worded}
    boxes = {figure.block: _figure_box(figure) for figure in reading.figures if figure.block is not None}
    blocks = [
        _block(reading, index, captions.get(index), place, boxes.get(index)) if worded else _bare(bare[index])
        for _, worded, index in order
    ]
    notes = [_note(reading, at, place) for at, note in enumerate(reading.notes) if note.block in place]
    if marks is Marks.PLACED:
        _place_marks(blocks, notes)
    return {
        "blocks": blocks,
        "tables": [_table(reading, table) for table in reading.tables if table.block in place],
        "notes": notes,
    }


def _place_marks(blocks: list[dict[str, Any]], notes: list[dict[str, Any]]) -> None:
    """Write ⟦n⟧ into the blocks where the marks of the notes stood, and count every later offset on."""
    called = [(number, note["marked_at"]) for number, note in enumerate(notes) if note["marked_at"]]
    longer: dict[int, int] = {}
    for number, at in sorted(called, key=lambda one: (one[1]["block"], one[1]["offset"], one[0])):
        block, sign = blocks[at["block"]], f"⟦{number}⟧"
        at["offset"] += longer.get(at["block"], 0)
        block["text"] = block["text"][: at["offset"]] + sign + block["text"][at["offset"] :]
        longer[at["block"]] = longer.get(at["block"], 0) + len(sign)


def _is_on(reading: Reading, block: Block, pages: Collection[int] | None) -> bool:
    return pages is None or reading.glyphs is None or reading.glyphs.pages[reading.offsets[block.span.start]] in pages


def _bare(figure: Figure) -> dict[str, Any]:
    """A picture without words."""
    box = _figure_box(figure)
    return {"kind": BlockKind.FIGURE.value, "text": "", "level": None, "page": figure.page, "boxes": [box]}


def _figure_box(figure: Figure) -> Box:
    return [figure.page, *(round(side, 2) for side in figure.box)]


def _block(
    reading: Reading, index: int, caption: Span | None, place: dict[int, int], outline: Box | None
) -> dict[str, Any]:
    """One block; the box of a figure is its outline, not that of the words in it."""
    block = reading.blocks[index]
    boxes = (_boxes(reading, caption) if caption else []) + ([outline] if outline else _boxes(reading, block.span))
    words = reading.words(block.span)
    shown = {
        "kind": block.kind.value,
        "text": f"{reading.words(caption)}\n{words}" if caption else words,
        "level": block.level,
        "page": int(boxes[0][0]) if boxes else None,
        "boxes": boxes,
    }
    if block.continues in place:
        shown["continues"] = place[block.continues]
    return shown | ({"foreign": True} if block.foreign else {})


def _table(reading: Reading, table: Table) -> dict[str, Any]:
    boxes = _boxes(reading, reading.blocks[table.block].span)
    rows: dict[int, list[dict[str, Any]]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(_cell(reading, table, cell))
    return {
        "caption": reading.words(table.caption) if table.caption else None,
        "page": int(boxes[0][0]) if boxes else None,
        "boxes": boxes,
        "rows": [rows[row] for row in sorted(rows)],
    }


def _cell(reading: Reading, table: Table, cell: Cell) -> dict[str, Any]:
    return {
        "text": reading.words(cell.span) if cell.span else "",
        "rowspan": cell.rowspan,
        "colspan": cell.colspan,
        "header": _header(reading, table, cell),
        "boxes": _boxes(reading, cell.span) if cell.span else [],
    }


def _header(reading: Reading, table: Table, cell: Cell) -> list[str]:
    """The words of the head cells above a body cell, from the top."""
    if cell.is_head:
        return []
    above = [
        c
        for c in table.cells
        if c.is_head and c.span and c.column < cell.column + cell.colspan and cell.column < c.column + c.colspan
    ]
    return [reading.words(c.span) for c in above if c.span]


def _note(reading: Reading, index: int, place: dict[int, int]) -> dict[str, Any]:
    note = reading.notes[index]
    boxes = _boxes(reading, reading.blocks[note.block].span)
    return {
        "mark": note.mark,
        "text": reading.words(note.words) if note.words else "",
        "page": int(boxes[0][0]) if boxes else None,
        "boxes": boxes,
        "marked_at": _marked_at(reading, note.called_at, place),
    }


def _marked_at(reading: Reading, at: int | None, place: dict[int, int]) -> dict[str, int] | None:
    """Block and offset within it of a place in the clean text."""
    if at is None:
        return None
    starts = [block.span.start for block in reading.blocks]
    block = bisect_right(starts, max(0, at - 1)) - 1
    return {"block": place[block], "offset": at - starts[block]} if block in place else None


def _boxes(reading: Reading, span: Span) -> list[Box]:
    """One box for each run of glyphs on one line: [page, x0, top, x1, bottom]; none for text kinds."""
    if reading.glyphs is None:
        return []
    boxes: list[Box] = []
    for at in dict.fromkeys(reading.offsets[span.start : span.end]):
        x0, top, x1, bottom = reading.glyphs.boxes[4 * at : 4 * at + 4]
        page = reading.glyphs.pages[at]
        last = boxes[-1] if boxes else None
        if (
            last
            and last[0] == page
            and x0 >= last[3] - 0.5 * (bottom - top)
            and min(bottom, last[4]) - max(top, last[2]) > 0
        ):
            last[3], last[2], last[4] = max(last[3], x1), min(last[2], top), max(last[4], bottom)
        else:
            boxes.append([page, x0, top, x1, bottom])
    return [[int(box[0]), *(round(side, 2) for side in box[1:])] for box in boxes]
