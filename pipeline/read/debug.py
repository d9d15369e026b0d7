"""Pictures of a PDF's pages with what was read drawn in, for people to look at: blocks with kind and order, cells, notes, calls.

The order number of a block is the one that it has in `youcheng read --json`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.read.report import reading_as_json
from pipeline.records.reading import Reading

SCALE = 1.5  # pixels a point
MAX_SIDE = 4000  # pixels; enormous pages are drawn smaller
COLOURS = {
    "title": "#b00020",
    "heading": "#d2691e",
    "para": "#1565c0",
    "list": "#00838f",
    "abstract": "#283593",
    "caption": "#6a1b9a",
    "toc": "#558b2f",
    "table": "#2e7d32",
    "figure": "#ad1457",
    "note": "#ef6c00",
    "furniture": "#9e9e9e",
}
OTHER, CELL = "#455a64", "#66bb6a"

Mark = tuple[int, list[float], str, str]  # page, box in points, colour, words beside it


def draw_pages(reading: Reading, folder: Path, pages: Collection[int] | None = None) -> list[Path]:
    """Write page-0001.png … of a PDF into `folder` and give their paths; other kinds have no pages and give none."""
    if reading.glyphs is None or reading.source.path.suffix.lower() != ".pdf":
        return []
    import pypdfium2

    folder.mkdir(parents=True, exist_ok=True)
    marks: dict[int, list[Mark]] = {}
    for mark in _marks(reading_as_json(reading)):
        marks.setdefault(mark[0], []).append(mark)
    document = pypdfium2.PdfDocument(reading.source.path)
    try:
        wanted = [number for number in range(1, len(document) + 1) if pages is None or number in pages]
        return [_draw(document, number, marks.get(number, ()), folder) for number in wanted]
    finally:
        document.close()


def _marks(read: Mapping[str, Any]) -> list[Mark]:
    """What is drawn: cells first, since blocks frame them."""
    found: list[Mark] = []
    for table in read["tables"]:
        for number, row in enumerate(table["rows"]):
            for cell in row:
                spans = f"{cell['rowspan']}×{cell['colspan']}" if cell["rowspan"] * cell["colspan"] > 1 else ""
                found += [(int(box[0]), box[1:], CELL, f"r{number} {spans}") for box in cell["boxes"][:1]]
    for number, block in enumerate(read["blocks"]):
        parts = _parts(block["boxes"])
        for part, box in enumerate(parts):
            words = f"{number} {block['kind']}{block['level'] or ''}" if not part else f"{number} +"
            found.append((int(box[0]), box[1:], COLOURS.get(block["kind"], OTHER), words))
    for note in read["notes"]:
        found += [(int(box[0]), box[1:], "#ff0000", f"note {note['mark']}") for box in note["boxes"][:1]]
    return found


def _parts(boxes: Sequence[list[float]]) -> list[list[float]]:
    """The boxes of a block put together where they follow each other in one column of one page."""
    parts: list[list[float]] = []
    for box in boxes:
        last = parts[-1] if parts else None
        if last and last[0] == box[0] and box[2] >= last[2] - 2 and box[1] < last[3] and box[3] > last[1]:
            last[1:] = [min(last[1], box[1]), last[2], max(last[3], box[3]), max(last[4], box[4])]
        else:
            parts.append(list(box))
    return parts


def _draw(document: Any, number: int, marks: Sequence[Mark], folder: Path) -> Path:  # noqa: ANN401
    from PIL import ImageDraw

    page = document[number - 1]
    try:
        scale = min(SCALE, MAX_SIDE / max(page.get_width(), page.get_height(), 1.0))
        image = page.render(scale=scale).to_pil().convert("RGB")
    finally:
        page.close()
    pen = ImageDraw.Draw(image)
    for _, box, colour, words in marks:
        x0, top, x1, bottom = (side * scale for side in box)
        pen.rectangle((min(x0, x1), min(top, bottom), max(x0, x1), max(top, bottom)), outline=colour, width=2)
        pen.text((x0 + 1, top - 11), words, fill=colour)
    path = folder / f"page-{number:04}.png"
    image.save(path)
    return path
