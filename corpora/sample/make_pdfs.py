"""Makes the PDFs of this folder from the TOML files in `sources`, the same bytes in every run.

The typeface is AR PL UMing (Debian package fonts-arphic-uming, Arphic Public License, which allows embedding); it is needed
only to remake the PDFs, since each carries a subset. Run `python make_pdfs.py [FOLDER]`; FOLDER defaults to this one.
"""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    KeepTogether,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

HERE = Path(__file__).parent
FONT_FILE = Path("/usr/share/fonts/truetype/arphic/uming.ttc")  # where Debian's fonts-arphic-uming puts it
FONT_FACE = 0  # of the four faces in the collection, the one with mainland glyph shapes
FONT = "UMing"
JOURNAL_PAGE = (521.6, 737.0)  # 184 × 260 mm, the usual Chinese journal
GUTTER = 18.0
NOTE_SIZE = 7.5
RULE = 0.6
NO_LINE_START = "，。、；：？！）》”’％%"  # a line of Chinese print never begins with one of these
NO_LINE_END = "（《“‘"
PIECE = re.compile(r"\{.\}|[0-9A-Za-z.%\-]+|.")  # a call, a number or Latin word, or one character: never cut inside


@dataclass(frozen=True, slots=True)
class Shape:
    """A page: its size, margins and type sizes, in points."""

    size: tuple[float, float]
    side: float
    top: float
    bottom: float
    body: float
    columns: int
    title_height: float = 0.0  # of the band above the columns on the first page

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.size[0] - 2 * self.side

    @property
    def column(self) -> float:
        """The width of one column."""
        return (self.inner - GUTTER * (self.columns - 1)) / self.columns

    def left(self, column: int) -> float:
        """Where a column, counted from 1, begins."""
        return self.side + (column - 1) * (self.column + GUTTER)


SHAPES = {
    "journal": Shape(JOURNAL_PAGE, side=45, top=62, bottom=52, body=9.6, columns=2, title_height=118),
    "report": Shape(A4, side=78, top=78, bottom=70, body=11, columns=1),
}


def styles(shape: Shape) -> dict[str, ParagraphStyle]:
    """The paragraph style of each kind of block."""
    base = ParagraphStyle(
        "para", fontName=FONT, fontSize=shape.body, leading=shape.body * 1.6, wordWrap="CJK",
        alignment=TA_JUSTIFY, firstLineIndent=shape.body * 2,
    )  # fmt: skip

    def style(name: str, factor: float, **changes: Any) -> ParagraphStyle:
        size = shape.body * factor
        return ParagraphStyle(
            name, parent=base, **{"fontSize": size, "leading": size * 1.6, "firstLineIndent": 0, **changes}
        )

    return {
        "para": base,
        "title": style("title", 1.8, alignment=TA_CENTER, spaceAfter=4),
        "subtitle": style("subtitle", 1.2, alignment=TA_CENTER),
        "authors": style("authors", 1.05, alignment=TA_CENTER, spaceAfter=4),
        "abstract": style("abstract", 0.92, leftIndent=20, rightIndent=20),
        "chapter": style("chapter", 1.35, alignment=TA_CENTER, spaceBefore=10, spaceAfter=6, keepWithNext=1),
        "heading": style("heading", 1.15, spaceBefore=6, spaceAfter=3, keepWithNext=1),
        "section": style("section", 1.1, spaceBefore=4, spaceAfter=2, keepWithNext=1),
        "list": style("list", 1.0, leftIndent=shape.body * 2),
        "reference": style("reference", 0.88),
        "caption": style("caption", 0.95, alignment=TA_CENTER, spaceBefore=6, spaceAfter=3),
        "cell": style("cell", 0.92, alignment=TA_CENTER, leading=shape.body * 1.25),
        "note": style("note", NOTE_SIZE / shape.body, leading=NOTE_SIZE * 1.45),
    }


def with_marks(text: str) -> str:
    """`{①}` becomes a raised, smaller mark."""
    return re.sub(r"\{(.)\}", r'<super size="6" rise="3.2">\1</super>', text)


def width_of(piece: str, size: float) -> float:
    """The width of a piece of text in points; a call is set at 6 points."""
    if piece.startswith("{"):
        return float(pdfmetrics.stringWidth(piece[1], FONT, 6))
    return float(pdfmetrics.stringWidth(piece, FONT, size))


def break_lines(text: str, size: float, first: float, later: float) -> str:
    """Puts `<br/>` where lines end: `first` and `later` are the widths of the first line and of the others, in points."""
    lines: list[list[str]] = [[]]
    for piece in PIECE.findall(text):
        room = first if len(lines) == 1 else later
        if lines[-1] and sum(width_of(p, size) for p in [*lines[-1], piece]) > room:
            carried = [piece]
            # reportlab lets a comma begin a line; here the character before it goes along.
            while len(lines[-1]) > 1 and (carried[0][0] in NO_LINE_START + "{" or lines[-1][-1] in NO_LINE_END):
                carried.insert(0, lines[-1].pop())
            lines.append(carried)
        else:
            lines[-1].append(piece)
    return "<br/>".join(with_marks("".join(line)) for line in lines)


def text_block(text: str, style: ParagraphStyle, width: float) -> Paragraph:
    """A paragraph with its lines already broken for a column of `width` points."""
    room = width - style.leftIndent - style.rightIndent - 0.5  # half a point: sums of rounded widths must still fit
    return Paragraph(break_lines(text, style.fontSize, room - style.firstLineIndent, room), style)


def make_table(block: dict[str, Any], style: ParagraphStyle, *, merged: bool) -> Table:
    """A ruled table; with `merged`, empty cells of the first column are one cell with the cell above them."""
    rows = block["rows"]
    commands: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), RULE, colors.black),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#e8e8e8")),
    ]
    if merged:
        filled = [i for i, row in enumerate(rows) if row[0]]
        ends = [*(i - 1 for i in filled[1:]), len(rows) - 1]
        commands += [("SPAN", (0, start), (0, end)) for start, end in zip(filled, ends, strict=True) if end > start]
    cells = [[Paragraph(cell, style) if cell else "" for cell in row] for row in rows]
    return Table(cells, colWidths=block["widths"], style=commands, repeatRows=1)


def flow(source: dict[str, Any], shape: Shape) -> list[Flowable]:
    """The blocks of a source as flowables, in order; a journal's first blocks fill the band above its columns."""
    style = styles(shape)
    parts: list[Flowable] = [NextPageTemplate("later")]
    in_band = shape.columns > 1
    for block in source["block"]:
        width = shape.inner if in_band else shape.column
        if in_band and block["kind"] == "heading":
            parts.append(FrameBreak())
            in_band, width = False, shape.column
        if block["kind"] == "table":
            table = make_table(block, style["cell"], merged=source.get("merge_first_column", False))
            parts.append(KeepTogether([Paragraph(block["caption"], style["caption"]), table, Spacer(1, 8)]))
        else:
            parts.append(text_block(block["text"], style[block["kind"]], width))
    return parts


def notes_of(source: dict[str, Any], page: int, column: int) -> list[str]:
    """The notes at the foot of a column, each with its mark."""
    wanted = [n for n in source.get("note", []) if (n["page"], n["column"]) == (page, column)]
    return [f"{n['mark']}{n['text']}" for n in wanted]


def fit_notes(source: dict[str, Any], shape: Shape, page: int, column: int) -> list[tuple[Paragraph, float]]:
    """The notes of a column as paragraphs with their heights in points."""
    style = styles(shape)["note"]
    made = [text_block(text, style, shape.column) for text in notes_of(source, page, column)]
    return [(note, note.wrap(shape.column, shape.size[1])[1]) for note in made]


def frames(source: dict[str, Any], shape: Shape, page: int) -> list[Frame]:
    """The frames of a page, notes spared out at the foot of their columns."""
    band = shape.title_height if page == 1 else 0.0
    top = shape.size[1] - shape.top
    none = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}
    made = [Frame(shape.side, top - band, shape.inner, band, id="band", **none)] if band else []
    for column in range(1, shape.columns + 1):
        notes = sum(h for _, h in fit_notes(source, shape, page, column))
        foot = shape.bottom + (notes + 12 if notes else 0)
        height = source.get("last_column_height", 0) if page > 1 else 0
        room = height or top - band - foot
        made.append(Frame(shape.left(column), top - band - room, shape.column, room, id=f"column{column}", **none))
    return made


def draw_furniture(canvas: Canvas, source: dict[str, Any], shape: Shape, page: int) -> None:
    """Running head with its rule, and the printed page number."""
    width, height = shape.size
    printed = source["first_page"] + page - 1
    left, right = source["running_head"] if printed % 2 else (source["running_title"], source["running_head"][1])
    canvas.setFont(FONT, 8)
    canvas.drawString(shape.side, height - shape.top + 18, left)
    canvas.drawRightString(width - shape.side, height - shape.top + 18, right)
    canvas.setLineWidth(RULE)
    canvas.line(shape.side, height - shape.top + 12, width - shape.side, height - shape.top + 12)
    canvas.drawCentredString(width / 2, shape.bottom - 26, f"— {printed} —" if shape.columns == 1 else str(printed))


def draw_notes(canvas: Canvas, source: dict[str, Any], shape: Shape, page: int) -> None:
    """The notes of each column under a short rule."""
    for column in range(1, shape.columns + 1):
        notes = fit_notes(source, shape, page, column)
        x = shape.left(column)
        y = shape.bottom + sum(height for _, height in notes)
        if notes:
            canvas.line(x, y + 4, x + 60, y + 4)
        for note, height in notes:
            y -= height
            note.drawOn(canvas, x, y)


def make_pdf(source: dict[str, Any], target: Path) -> None:
    """Writes one PDF; title and author stand in its metadata, no clock is read."""
    shape = SHAPES[source["layout"]]

    def decorate(canvas: Canvas, document: BaseDocTemplate) -> None:
        draw_furniture(canvas, source, shape, document.page)
        draw_notes(canvas, source, shape, document.page)

    templates = [
        PageTemplate(id=name, frames=frames(source, shape, page), onPage=decorate)
        for page, name in ((1, "first"), (2, "later"))
    ]
    document = BaseDocTemplate(
        str(target), pagesize=shape.size, pageTemplates=templates, invariant=1,
        title=source["block"][0]["text"], author="友城项目组",
    )  # fmt: skip
    document.build(flow(source, shape))


def make_all(folder: Path) -> list[Path]:
    """Makes every PDF into `folder` and returns their paths; raises FileNotFoundError where the font is missing."""
    if not FONT_FILE.is_file():
        raise FileNotFoundError(f"{FONT_FILE}: install Debian's fonts-arphic-uming")
    made = []
    for path in sorted((HERE / "sources").glob("*.toml")):
        # Registered anew for each PDF: the subset depends on the characters that one font object has met.
        pdfmetrics.registerFont(TTFont(FONT, str(FONT_FILE), subfontIndex=FONT_FACE))
        source = tomllib.loads(path.read_text(encoding="utf-8"))
        target = folder / source["output"]
        make_pdf(source, target)
        made.append(target)
    return made


if __name__ == "__main__":
    for written in make_all(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE):
        sys.stdout.write(f"{written.name} {written.stat().st_size}\n")
