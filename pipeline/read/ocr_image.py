"""JPG, PNG and TIFF sources: each picture is a page read by OCR, and laid out like any other."""

from __future__ import annotations

from pipeline.allowance import ALLOWANCE, OCR_PAGE
from pipeline.errors import PdfWithoutText
from pipeline.read.glyphs import PageGlyphs
from pipeline.read.image import Frame, open_frames, read_picture
from pipeline.read.ocr_glyphs import glyphs_of
from pipeline.read.ocr_settings import INSTALL, WANTED, OcrMode, OcrSettings, can_recognise
from pipeline.read.ocr_strokes import strokes_of
from pipeline.read.pdf import Page, lay_out, make_page
from pipeline.read.straighten import Level
from pipeline.records.reading import Reading
from pipeline.records.source import Source


def read_image(source: Source, ocr: OcrSettings | None = None) -> Reading:
    """The reading of an image file. Raises `PdfWithoutText`, `SourceUnreadable` or `SourceTooLarge`."""
    ocr = ocr or OcrSettings()
    if ocr.mode is OcrMode.NEVER:
        raise PdfWithoutText(f"a picture has no text layer; {WANTED}", document=source.name)
    if not can_recognise():
        raise PdfWithoutText(f"a picture has no text layer; {INSTALL}", document=source.name)
    pages = [_page(number, frame, ocr) for number, frame in enumerate(open_frames(source), 1)]
    return lay_out(source, pages, [f"page {page.number} was read by OCR: it is a picture" for page in pages])


def _page(number: int, frame: Frame, ocr: OcrSettings) -> Page:
    ALLOWANCE.grant(OCR_PAGE)
    read = read_picture(frame.picture, ocr.kept)
    width, height = read.width * frame.scale, read.height * frame.scale
    found = PageGlyphs(glyphs_of(read, frame.scale), width, height, 0, 0, 0)
    page = make_page(number, found, strokes_of(frame.picture, read, frame.scale))
    page.level = Level(read.angle, width / 2, height / 2)
    return page
