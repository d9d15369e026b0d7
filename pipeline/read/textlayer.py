"""The characters of one PDF page in the order in which the file paints them, each with its box, size and font.

pdfium's loose boxes, since tight ones of 一 and of punctuation break the grouping of lines; sizes scaled by the text matrix, since
the bare font size is often 1. Turned characters (watermarks across the page) and copies that fake bold type are left out here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import cache
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

from pipeline.read.doubles import find_doubles, ligature_parts
from pipeline.read.glyphs import PageGlyphs, Painted, with_gaps
from pipeline.read.native import address_of, call
from pipeline.read.textstyles import ASKEW, FontNames, text_styles
from pipeline.records.reading import NOT_OCR

# A soft hyphen at a line's end is U+FFFE for pdfium; line ends are its own.
_SKIPPED = (0, 9, 10, 13, 0xFFFE, 0xFEFF, 0x200B)
_BLANKS = (
    11,
    12,
    *range(0x1C, 0x21),
    0x85,
    0xA0,
    0x1680,
    *range(0x2000, 0x200B),
    0x2028,
    0x2029,
    0x202F,
    0x205F,
    0x3000,
)
LINE_END_HYPHEN = "\x02"  # what pdfium writes for a hyphen that ends a line
_NO_CHARACTER = 0xFFFE  # what it writes in its place where it is asked for a page's text at once
FAR = 100_000.0  # points; no page is larger, broken files have glyphs anywhere and nowhere

Codes = npt.NDArray[np.uint32]
Boxes = npt.NDArray[np.float64]
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
    handle = address_of(textpage)
    codes, numbers, blanks = _marks(handle, pdfium.FPDFText_CountChars(textpage))
    size = page.get_width(), page.get_height()
    if not len(codes):
        return PageGlyphs([], *size, 0, 0, 0)
    boxes = _boxes(handle, numbers, page_transform(page))
    styles = text_styles(handle, numbers, fonts, page.get_rotation())
    counts = styles.turns()
    quarter = max(range(4), key=lambda one: (counts[one], one == 0))
    straight = styles.of_each(styles.quarters == quarter)
    ems = styles.of_each(styles.sizes)
    copies = find_doubles(codes, boxes, ems, straight) & ~ligature_parts(codes, boxes, ems)
    keep = np.flatnonzero(straight & ~copies)
    names = styles.of_each(styles.fonts)
    glyphs = _glyphs(codes[keep], boxes[keep], ems[keep], names[keep], blanks[keep])
    return PageGlyphs(glyphs, *size, quarter, styles.hidden(), counts[ASKEW])


def _glyphs(codes: Codes, boxes: Boxes, *rest: npt.NDArray[Any]) -> Painted:
    marks = codes.astype("<u4").tobytes().decode("utf-32-le")
    columns = (*boxes.T, *rest, np.full(len(codes), NOT_OCR))
    return Painted(marks, with_gaps(np.array(columns, np.float64)))


def _marks(handle: int, count: int) -> tuple[Codes, npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
    """Characters, their indices, and whether a blank stands before each. What pdfium adds for line ends is left out."""
    codes = _codes(handle, count)
    codes[codes == ord(LINE_END_HYPHEN)] = ord("-")
    low = np.minimum(codes, 0xFFFF)
    blank = _table(_BLANKS)[low]
    kept = np.flatnonzero(~(blank | _table(_SKIPPED)[low] & (codes < 0x10000)))
    before = np.cumsum(blank)[kept]  # blanks up to each kept character
    return codes[kept], kept, np.diff(before, prepend=0) > 0


def _codes(handle: int, count: int) -> Codes:
    """The page's characters by index: all at once where that gives one for each, else each by itself."""
    if not count:
        return np.zeros(0, np.uint32)
    units = np.empty(2 * count + 2, np.uint16)
    written = call("FPDFText_GetText")(handle, 0, count, units.ctypes.data)
    codes = units[:count].astype(np.uint32)
    if written != count + 1 or (codes & 0xF800 == 0xD800).any():
        return _whole(np.fromiter(map(call("FPDFText_GetUnicode"), repeat(handle), range(count)), np.uint32, count))
    for at in np.flatnonzero(codes == _NO_CHARACTER).tolist():
        codes[at] = call("FPDFText_GetUnicode")(handle, at)
    return codes


@cache
def _table(codes: tuple[int, ...]) -> npt.NDArray[np.bool_]:
    table = np.zeros(0x10000, bool)
    table[list(codes)] = True
    return table


def _whole(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Pairs of surrogates put together at the place of their second half; what is no character is U+FFFD, odd halves are skipped."""
    halves = np.flatnonzero((codes >= 0xD800) & (codes < 0xE000))
    lead = 0
    for at in halves.tolist():
        code = int(codes[at])
        codes[at] = 0
        if code < 0xDC00:
            lead = code
        elif lead:
            codes[at], lead = 0x10000 + ((lead - 0xD800) << 10) + code - 0xDC00, 0
    codes[codes > 0x10FFFF] = 0xFFFD
    return codes


def _boxes(handle: int, numbers: npt.NDArray[np.intp], place: Transform) -> Boxes:
    """One row x0, top, x1, bottom for each character."""
    found = np.zeros((len(numbers), 4), np.float32)
    rows = range(found.ctypes.data, found.ctypes.data + 16 * len(numbers), 16)
    deque(map(call("FPDFText_GetLooseCharBox"), repeat(handle), numbers.tolist(), rows), maxlen=0)
    finite = np.nan_to_num(found.astype(np.float64), nan=0.0, posinf=FAR, neginf=-FAR).clip(-FAR, FAR)
    left, top, right, bottom = finite.T
    return np.stack(place(left, bottom, right, top), axis=1)
