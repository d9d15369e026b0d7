"""A text PDF onto the spine: glyphs, lines, tables, columns, notes and furniture page by page, then blocks over all pages.

pdfium is native code and not thread-safe: one process a file, pages closed as soon as their lines are known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.allowance import ALLOWANCE, TEXT_PAGE
from pipeline.errors import PdfBroken, PdfEncrypted, PdfWithoutText
from pipeline.read.arranged import Arranged
from pipeline.read.bands import part_bands, under_heads
from pipeline.read.continued import label_by_ties
from pipeline.read.endnotes import link_endnotes, take_endnotes
from pipeline.read.frames import upright_glyphs, upright_strokes
from pipeline.read.front import name_front
from pipeline.read.furniture import extents_by_size, find_furniture, page_labels
from pipeline.read.glyphs import PageGlyphs
from pipeline.read.grids import Grid, find_grids, outside
from pipeline.read.layer import lying_pages
from pipeline.read.lines import Line, page_lines
from pipeline.read.native import undisturbed
from pipeline.read.notes import NoteDraft, link_calls, make_notes, split_notes
from pipeline.read.ocr_glyphs import even_sizes
from pipeline.read.ocr_page import LIES, distrusted, read_by_ocr
from pipeline.read.ocr_settings import OcrMode, OcrSettings, advice
from pipeline.read.ontospine import put_drafts
from pipeline.read.opengrids import unruled_grids
from pipeline.read.order import usual_gutters
from pipeline.read.paragraphs import Blocks, Draft, Item
from pipeline.read.rules import Strokes, page_strokes
from pipeline.read.spine import Spine
from pipeline.read.straighten import Level
from pipeline.read.styles import Body, body_of
from pipeline.read.tablejoins import join_grids
from pipeline.read.textlayer import page_glyphs
from pipeline.read.textstyles import FontNames
from pipeline.read.titlepages import set_apart
from pipeline.records.reading import BlockKind, Reading
from pipeline.records.source import Source
from pipeline.text.script import shadow

MAX_PAGES = 5000
MAX_LYING = 0.2  # share of pages with text whose layer lies; beyond it the document is refused
FEW_MARKS = 8  # a page with fewer glyphs and a picture is a picture


@dataclass(slots=True)
class Page:
    """What is known of one page once pdfium has closed it."""

    number: int
    width: float
    height: float  # as it is shown; `quarter` says how its text is turned in it
    quarter: int
    lines: list[Line]
    grids: list[Grid]
    strokes: Strokes
    furniture: list[Line] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    hidden: int = 0
    level: Level | None = None  # of pages read by OCR: the frame of its lines
    why_ocr: str | None = None


def read_pdf(source: Source, ocr: OcrSettings | None = None) -> Reading:
    """The reading of a PDF, by OCR where `ocr` says so. Raises `PdfBroken`, `PdfEncrypted` or `PdfWithoutText`."""
    with undisturbed():  # until the pages are gone again, or all their glyphs are searched at the end
        return lay_out(source, *_pages(source, ocr or OcrSettings()))


def lay_out(source: Source, pages: list[Page], remarks: Sequence[str]) -> Reading:
    """Structure over all pages, however their glyphs were read. Raises `PdfWithoutText` where no words stand on them."""
    even_sizes(line for page in pages if page.level for line in page.lines)
    labels = _take_furniture(pages)
    body = body_of([line for page in pages for line in page.lines])
    notes = _arrange(pages, body)
    _join_tables(pages)
    drafts = Blocks([page.items for page in pages], body).drafts
    label_by_ties(labels, drafts, {page.number: page.furniture for page in pages})
    name_front(drafts, body)
    set_apart(drafts)
    return _reading(source, pages, drafts, notes, labels, remarks)


def _pages(source: Source, ocr: OcrSettings) -> tuple[list[Page], list[str]]:
    """All pages, and remarks on those without text. Raises where the file as a whole cannot be read as text."""
    document = _open(source)
    try:
        pages, remarks = _read_pages(source, document, ocr)
    finally:
        document.close()
    _check_layer(source, pages, remarks, advice(ocr))
    return pages, remarks


def _open(source: Source) -> Any:  # noqa: ANN401 - pdfium's handles have no types
    try:
        return pypdfium2.PdfDocument(source.path)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise PdfEncrypted("the file wants a password; save it without one", document=source.name) from error
        raise PdfBroken(f"pdfium cannot open it: {error}", document=source.name) from error
    except OSError as error:
        raise PdfBroken(f"the file cannot be read: {error}", document=source.name) from error


def _read_pages(source: Source, document: Any, ocr: OcrSettings) -> tuple[list[Page], list[str]]:  # noqa: ANN401
    count = len(document)
    if not 0 < count <= MAX_PAGES:
        raise PdfBroken(f"it has {count} pages; 1 to {MAX_PAGES} can be read", document=source.name)
    fonts, pages, remarks = FontNames(), [], []
    for number in range(1, count + 1):
        ALLOWANCE.grant(TEXT_PAGE)
        try:
            pages.append(_read_page(document, number, fonts, ocr))
        except (pypdfium2.PdfiumError, OSError) as error:
            remarks.append(f"page {number} cannot be read: {error}")
    if not pages:
        raise PdfBroken("none of its pages can be read", document=source.name)
    if distrusted([page.why_ocr for page in pages], MAX_LYING):
        pages = [_read_again(document, page, fonts, ocr) for page in pages]
    return pages, remarks


def _read_again(document: Any, page: Page, fonts: FontNames, ocr: OcrSettings) -> Page:  # noqa: ANN401
    """A page too short to be judged alone: where other pages' layers lie, so does its own, unless it is plain ASCII."""
    if page.why_ocr or ("".join(line.text for line in page.lines).isascii() and _grid_marks(page).isascii()):
        return page
    again = _read_page(document, page.number, fonts, replace(ocr, mode=OcrMode.ALWAYS))
    again.why_ocr = f"{LIES}: other pages of the document show it"
    return again


def _read_page(document: Any, number: int, fonts: FontNames, ocr: OcrSettings) -> Page:  # noqa: ANN401
    handle = document[number - 1]
    try:
        found = page_glyphs(handle, fonts)
        strokes = page_strokes(handle)
        read = read_by_ocr(handle, found, strokes, ocr)
    finally:
        handle.close()
    page = make_page(number, read.found if read else found, read.strokes if read else strokes)
    page.level, page.why_ocr = (read.level, read.reason) if read else (None, None)
    return page


def make_page(number: int, found: PageGlyphs, strokes: Strokes) -> Page:
    """A page of these glyphs and strokes, its tables and lines found."""
    turn = found.quarter, found.width, found.height
    strokes = upright_strokes(strokes, *turn)
    grids, rest = find_grids(number, upright_glyphs(found.glyphs, *turn), strokes)
    bare = unruled_grids(number, rest)
    rest = outside(rest, [grid.box for grid in bare])
    grids, bare = under_heads([part_bands(grid) for grid in grids], bare)
    lines = page_lines(number, rest)
    return Page(number, found.width, found.height, found.quarter, lines, grids + bare, strokes, hidden=found.hidden)


def _check_layer(source: Source, pages: Sequence[Page], remarks: list[str], advice: str) -> None:
    """Refuse pictures only, and layers that lie; remark on single pages."""
    marks = ["".join(line.text for line in page.lines) + _grid_marks(page) for page in pages]
    full = sum(bool(words) for words in marks)
    pictures = any(page.strokes.pictures for page in pages)
    if not full or (pictures and max(map(len, marks)) < FEW_MARKS):
        raise PdfWithoutText(f"its pages hold pictures only{advice}", document=source.name)
    liars = lying_pages(marks)
    if len(liars) > MAX_LYING * full:
        number, why = liars[0]
        raise PdfWithoutText(
            f"its text layer lies: {why}{advice}", document=source.name, place=f"page {pages[number - 1].number}"
        )
    for number, why in liars:
        remarks.append(f"page {pages[number - 1].number} is doubtful: {why}")
    for page, words in zip(pages, marks, strict=True):
        if page.why_ocr:
            remarks.append(f"page {page.number} was read by OCR: {page.why_ocr}")
        elif len(words) < FEW_MARKS and page.strokes.pictures:
            remarks.append(f"page {page.number} holds a picture without text")
        elif page.hidden > 0.9 * len(words) > 0:
            remarks.append(f"page {page.number} was read by another program's OCR")


def _grid_marks(page: Page) -> str:
    return "".join(line.text for grid in page.grids for cell in grid.cells for line in cell.lines)


def _take_furniture(pages: Sequence[Page]) -> list[str | None]:
    """Move furniture out of the pages' lines; the printed page numbers."""
    extents = extents_by_size([(page.width, page.height, [*page.lines, *page.grids]) for page in pages])
    found = find_furniture([page.lines for page in pages], extents)
    for page, furniture in zip(pages, found, strict=True):
        page.furniture = furniture
        page.lines = [line for line in page.lines if line not in furniture]
    labels: list[str | None] = [None] * max(page.number for page in pages)
    for page, label in zip(pages, page_labels(found), strict=True):
        labels[page.number - 1] = label
    return labels


def _arrange(pages: Sequence[Page], body: Body) -> list[NoteDraft]:
    """Reading order and notes of all pages: footnotes with their page, numbered lists of sources with the text before them."""
    known = usual_gutters([page.lines for page in pages])
    arranged = [
        Arranged(
            page.number,
            page.width if page.quarter % 2 else page.height,
            page.lines,
            page.grids,
            page.strokes,
            body,
            known,
        )
        for page in pages
    ]
    lists = take_endnotes([one.rows for one in arranged])
    feet: list[Line] = []
    for page, one in zip(pages, arranged, strict=True):
        text, foot = split_notes(one.rows, page.strokes.across, body.size)
        page.items, feet = one.woven(text), feet + foot
    notes = make_notes(feet)
    link_calls([item for page in pages for item in page.items if isinstance(item, Line)], notes)
    for found in lists:
        link_endnotes(found, len(notes), body.size)
        notes += found.notes
    return notes


def _join_tables(pages: Sequence[Page]) -> None:
    """Tables that go on in the next column or on the next page become one, at the place of their first part."""
    grids = [item for page in pages for item in page.items if isinstance(item, Grid)]
    kept = {id(grid) for grid in join_grids(grids, _over_page(pages))}
    for page in pages:
        page.items = [item for item in page.items if not isinstance(item, Grid) or id(item) in kept]


def _over_page(pages: Sequence[Page]) -> set[int]:
    """Ids of the tables with which a page begins where the page before it ends in one."""
    follows = ((one.items[-1:], two.items[:1]) for one, two in pairwise(pages) if two.number == one.number + 1)
    return {id(b[0]) for a, b in follows if a and b and isinstance(a[0], Grid) and isinstance(b[0], Grid)}


def _reading(
    source: Source,
    pages: Sequence[Page],
    drafts: Sequence[Draft],
    notes: Sequence[NoteDraft],
    labels: Sequence[str | None],
    remarks: Sequence[str],
) -> Reading:
    """Everything onto the spine: blocks in reading order, then notes, then furniture."""
    turned = {page.number: (page.quarter, page.width, page.height) for page in pages if page.quarter}
    spine = Spine(turned, {page.number: page.level for page in pages if page.level})
    figures = put_drafts(spine, drafts)
    for number, note in enumerate(notes):
        spine.add_note(number, note)
    for page in pages:
        for line in page.furniture:
            spine.add_lines(BlockKind.FURNITURE, [line])
    if not spine.blocks:
        raise PdfWithoutText("its pages hold no words", document=source.name)
    text = "".join(spine.text)
    return Reading(
        source,
        spine.raw.text(),
        text,
        shadow(text),
        spine.offsets,
        tuple(spine.blocks),
        tuple(spine.tables),
        spine.raw.glyphs(labels),
        tuple(spine.notes),
        tuple(remarks),
        figures=figures,
    )
