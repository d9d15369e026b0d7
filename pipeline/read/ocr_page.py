"""Which pages of a PDF go to OCR and why, and what they bring back in the form of a text page.

A page goes where its text layer is missing, lies, or is what another program's OCR left hidden under a page-wide picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.allowance import ALLOWANCE, OCR_PAGE
from pipeline.read.glyphs import PageGlyphs
from pipeline.read.image import read_picture, render_page
from pipeline.read.layer import lies
from pipeline.read.ocr_glyphs import glyphs_of
from pipeline.read.ocr_settings import OcrMode, OcrSettings, can_recognise, check_mode
from pipeline.read.ocr_strokes import strokes_of
from pipeline.read.rules import Strokes
from pipeline.read.straighten import Level

LIES = "its text layer lies"
FEW_MARKS = 8  # a page with fewer glyphs and a picture is a picture
SOME_PICTURE, WHOLE_PICTURE = 0.1, 0.8  # shares of the page's area
HIDDEN = 0.9  # share of glyphs that nobody sees


@dataclass(frozen=True, slots=True)
class OcrPage:
    """A page as OCR reads it: glyphs in the level frame, strokes, the way back to the page in points, and why it was read so."""

    found: PageGlyphs
    strokes: Strokes
    level: Level
    reason: str


def read_by_ocr(handle: Any, found: PageGlyphs, strokes: Strokes, settings: OcrSettings) -> OcrPage | None:  # noqa: ANN401
    """The page read by OCR, or None where its text layer serves, OCR is not wanted, not installed or sees nothing more.

    Raises `UsageError` where every page shall be read so and the engine is not installed.
    """
    reason = _reason(found, strokes, settings.mode)
    if reason is None:
        return None
    check_mode(settings.mode)
    if not can_recognise():
        return None
    ALLOWANCE.grant(OCR_PAGE)
    frame = render_page(handle)
    read = read_picture(frame.picture, settings.kept)
    glyphs = glyphs_of(read, frame.scale)
    if len(glyphs) < FEW_MARKS and not found.glyphs:
        return None
    level = Level(read.angle, found.width / 2, found.height / 2)
    page = PageGlyphs(glyphs, found.width, found.height, 0, 0, 0)
    return OcrPage(page, strokes_of(frame.picture, read, frame.scale), level, reason)


def _reason(found: PageGlyphs, strokes: Strokes, mode: OcrMode) -> str | None:
    if mode is OcrMode.NEVER:
        return None
    if mode is OcrMode.ALWAYS:
        return "as asked"
    covered = _covered(found, strokes)
    if len(found.glyphs) < FEW_MARKS:
        return "it holds a picture without text" if covered >= SOME_PICTURE else None
    if why := lies("".join(glyph.mark for glyph in found.glyphs)):
        return f"{LIES}: {why}"
    if found.hidden > HIDDEN * len(found.glyphs) and covered >= WHOLE_PICTURE:
        return "its text layer is another program's OCR"
    return None


def distrusted(reasons: Sequence[str | None], share: float) -> bool:
    """Do the text layers of more than this share of a document's pages lie?"""
    return sum(bool(reason and reason.startswith(LIES)) for reason in reasons) > share * len(reasons)


def _covered(found: PageGlyphs, strokes: Strokes) -> float:
    """The share of the page that its pictures cover, overlaps counted twice."""
    area = sum(max(0.0, box.x1 - box.x0) * max(0.0, box.bottom - box.top) for box in strokes.pictures)
    return area / max(1.0, found.width * found.height)
