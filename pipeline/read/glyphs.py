"""The characters of one PDF page in the order in which the file paints them, each with its box, size and font.

pdfium's loose boxes, since tight ones of 一 and of punctuation break the grouping of lines; sizes scaled by the text matrix, since
the bare font size is often 1. Turned characters (watermarks across the page) and copies that fake bold type are left out here.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

_SKIPPED = frozenset("\x00\r\n\t\ufffe\ufeff\u200b")  # pdfium writes U+FFFE for a soft hyphen at a line's end
LINE_END_HYPHEN = "\x02"  # what pdfium writes for a hyphen that ends a line
_INVISIBLE = 3  # text render mode of OCR layers under a scan
MAX_TURN = 0.02  # radians; scans' text layers may lean a little, watermarks lean much
SAME_PLACE = 0.12  # em; a glyph nearer than this to an equal one before it is its copy, unless both are narrow (ll)
GRID = 8.0  # points; cells by which glyphs are looked up


class Glyph(NamedTuple):
    """One painted character: box in points from the top left of the CropBox after rotation, em size in points, font's number."""

    mark: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    font: int
    blank: bool  # a blank was painted or meant before it

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.top + self.bottom) / 2


class _Style(NamedTuple):
    size: float
    font: int
    quarter: int | None  # × 90° to the left; None for text that runs across the page
    visible: bool


class PageGlyphs(NamedTuple):
    """A page's glyphs in painted order, its size in points, the turn of its text, and how much nobody sees or stands askew."""

    glyphs: list[Glyph]
    width: float
    height: float
    quarter: int
    hidden: int
    askew: int


class FontNames:
    """Numbers for the font names of a document, so that glyphs stay small."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, name: str) -> int:
        """The number of `name`, the same all through the document."""
        return self.numbers.setdefault(name, len(self.numbers))

    def names(self) -> list[str]:
        """Names by number."""
        return list(self.numbers)


Transform = Callable[[float, float, float, float], tuple[float, float, float, float]]


def page_transform(page: Any) -> Transform:  # noqa: ANN401 - pdfium's handles have no types
    """From user space (left, bottom, right, top) to (x0, top, x1, bottom) from the visible page's top left after rotation."""
    left, bottom, right, top = page.get_bbox()  # the CropBox within the MediaBox, inherited ones too
    turn = page.get_rotation()
    if turn == 90:
        return lambda a, b, c, d: (b - bottom, a - left, d - bottom, c - left)
    if turn == 180:
        return lambda a, b, c, d: (right - c, b - bottom, right - a, d - bottom)
    if turn == 270:
        return lambda a, b, c, d: (top - d, right - c, top - b, right - a)
    return lambda a, b, c, d: (a - left, top - d, c - left, top - b)


def page_glyphs(page: Any, fonts: FontNames) -> PageGlyphs:  # noqa: ANN401
    """The glyphs of `page` that share its text's main direction, in painted order; blanks become a flag on the next glyph."""
    textpage = pdfium.FPDFText_LoadPage(page)
    try:
        return _collect(page, textpage, fonts)
    finally:
        pdfium.FPDFText_ClosePage(textpage)


def _collect(page: Any, textpage: Any, fonts: FontNames) -> PageGlyphs:  # noqa: ANN401
    transform, turn = page_transform(page), math.radians(page.get_rotation())
    styles: dict[int, _Style] = {}
    box = pdfium.FS_RECTF()
    ref = ctypes.byref(box)
    box_of, object_of, address = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetTextObject, ctypes.addressof
    found: dict[int | None, list[Glyph]] = {None: []}
    hidden, blank = 0, False
    for index, mark in _marks(textpage):
        if mark.isspace():
            blank = True
            continue
        handle = object_of(textpage, index)
        key = address(handle.contents) if handle else 0
        style = styles.get(key)
        if style is None:
            style = styles[key] = _style(textpage, index, handle, fonts, turn)
        hidden += not style.visible
        box_of(textpage, index, ref)
        x0, top, x1, bottom = transform(box.left, box.bottom, box.right, box.top)
        found.setdefault(style.quarter, []).append(Glyph(mark, x0, top, x1, bottom, style.size, style.font, blank))
        blank = False
    askew = len(found.pop(None))
    quarter = max(found, key=lambda one: (len(found[one]), one == 0), default=0) or 0
    glyphs = _without_copies(found.get(quarter, []))
    return PageGlyphs(glyphs, page.get_width(), page.get_height(), quarter, hidden, askew)


def _marks(textpage: Any) -> Iterator[tuple[int, str]]:  # noqa: ANN401
    """The characters with their index; what pdfium adds for line ends is left out, its hyphens are made ordinary ones."""
    unicode_of, lead = pdfium.FPDFText_GetUnicode, 0
    for index in range(pdfium.FPDFText_CountChars(textpage)):
        code = unicode_of(textpage, index)
        if 0xD800 <= code < 0xE000:
            if code < 0xDC00:
                lead = code
            elif lead:
                yield index, chr(0x10000 + ((lead - 0xD800) << 10) + code - 0xDC00)
                lead = 0
            continue
        mark = chr(code) if code < 0x110000 else "\ufffd"
        if mark not in _SKIPPED:
            yield index, "-" if mark == LINE_END_HYPHEN else mark


def _style(textpage: Any, index: int, handle: Any, fonts: FontNames, turn: float) -> _Style:  # noqa: ANN401
    """Size, font and angle, asked once for each text object."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(textpage, index, ctypes.byref(matrix))
    size = pdfium.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d)
    angle = math.atan2(matrix.b, matrix.a) - turn
    quarter = round(angle / (math.pi / 2))
    straight = abs(angle - quarter * math.pi / 2) <= MAX_TURN
    visible = not handle or pdfium.FPDFTextObj_GetTextRenderMode(handle) != _INVISIBLE
    return _Style(size or 1.0, fonts.number(_font_name(handle)), quarter % 4 if straight else None, visible)


def _font_name(handle: Any) -> str:  # noqa: ANN401
    if not handle:
        return ""
    font = pdfium.FPDFTextObj_GetFont(handle)
    buffer = ctypes.create_string_buffer(128)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, 128)
    name = buffer.value.decode("latin-1")
    return name.split("+", 1)[1] if len(name) > 7 and name[6] == "+" else name


def _without_copies(glyphs: list[Glyph]) -> list[Glyph]:
    """Drop a glyph painted again on (nearly) the same spot, which is how some programs fake bold type."""
    places: dict[tuple[str, int, int], list[Glyph]] = {}
    kept = []
    for glyph in glyphs:
        mark, x, y = glyph.mark, glyph.x0, glyph.top
        play = min(SAME_PLACE * glyph.size, 0.4 * (glyph.x1 - x))
        columns = range(int((x - play) // GRID), int((x + play) // GRID) + 1)
        rows = range(int((y - play) // GRID), int((y + play) // GRID) + 1)
        near = (one for column in columns for row in rows for one in places.get((mark, column, row), ()))
        if any(abs(one.x0 - x) < play and abs(one.top - y) < play for one in near):
            continue
        places.setdefault((mark, int(x // GRID), int(y // GRID)), []).append(glyph)
        kept.append(glyph)
    return kept
