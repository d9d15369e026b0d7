"""The characters of one PDF page in the order in which the file paints them, each with its box, size and font.

pdfium's loose boxes, since tight ones of 一 and of punctuation break the grouping of lines; sizes scaled by the text matrix, since
the bare font size is often 1. Turned characters (watermarks across the page) and copies that fake bold type are left out here.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter, deque
from collections.abc import Callable
from functools import cache
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

from pipeline.read.native import address_of, call
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
_INVISIBLE = 3  # text render mode of OCR layers under a scan
MAX_TURN = 0.02  # radians; scans' text layers may lean a little, watermarks lean much
SAME_PLACE = 0.12  # em; a glyph nearer than this to an equal one before it is its copy, unless both are narrow (ll)
FAR = 100_000.0  # points; no page is larger, broken files have glyphs anywhere and nowhere
GRID = 8.0  # points; cells by which glyphs are looked up
MAX_SHIFT = GRID / 2  # points; no program shifts a copy further


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
    score: float = NOT_OCR  # OCR's trust in it, from 0 to 1

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


Codes = npt.NDArray[np.uint32]
Boxes = npt.NDArray[np.float64]
Ems = npt.NDArray[np.float64]
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
    codes, numbers, blanks = _marks(textpage)
    size = page.get_width(), page.get_height()
    if not len(codes):
        return PageGlyphs([], *size, 0, 0, 0)
    boxes = _boxes(textpage, numbers, page_transform(page))
    styles, which = _styles(textpage, numbers, fonts, math.radians(page.get_rotation()))
    times = np.bincount(which, minlength=len(styles)).tolist()
    turns: Counter[int | None] = Counter()
    for style, count in zip(styles, times, strict=True):
        turns[style.quarter] += count
    hidden = sum(count for style, count in zip(styles, times, strict=True) if not style.visible)
    askew = turns.pop(None, 0)
    quarter = max(turns, key=lambda one: (turns[one], one == 0), default=0) or 0
    straight = np.array([style.quarter == quarter for style in styles])[which]
    ems = np.array([style.size for style in styles])[which]
    keep = np.flatnonzero(straight & ~_copies(codes, boxes, ems, straight))
    marks = codes[keep].astype("<u4").tobytes().decode("utf-32-le")
    names = np.array([style.font for style in styles])[which]
    sides = (part.tolist() for part in (*boxes[keep].T, ems[keep], names[keep], blanks[keep]))
    return PageGlyphs(list(map(Glyph, marks, *sides)), *size, quarter, hidden, askew)


def _marks(textpage: Any) -> tuple[Codes, npt.NDArray[np.intp], npt.NDArray[np.bool_]]:  # noqa: ANN401
    """Characters, their indices, and whether a blank stands before each. What pdfium adds for line ends is left out."""
    count, handle = pdfium.FPDFText_CountChars(textpage), address_of(textpage)
    found = map(call("FPDFText_GetUnicode"), repeat(handle, count), range(count))
    codes = _whole(np.fromiter(found, np.uint32, count))
    codes[codes == ord(LINE_END_HYPHEN)] = ord("-")
    low = np.minimum(codes, 0xFFFF)
    blank = _table(_BLANKS)[low]
    kept = np.flatnonzero(~(blank | _table(_SKIPPED)[low] & (codes < 0x10000)))
    before = np.cumsum(blank)[kept]  # blanks up to each kept character
    return codes[kept], kept, np.diff(before, prepend=0) > 0


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


def _boxes(textpage: Any, numbers: npt.NDArray[np.intp], place: Transform) -> Boxes:  # noqa: ANN401
    """One row x0, top, x1, bottom for each character."""
    found = np.zeros((len(numbers), 4), np.float32)
    rows = range(found.ctypes.data, found.ctypes.data + 16 * len(numbers), 16)
    deque(map(call("FPDFText_GetLooseCharBox"), repeat(address_of(textpage)), numbers.tolist(), rows), maxlen=0)
    finite = np.nan_to_num(found.astype(np.float64), nan=0.0, posinf=FAR, neginf=-FAR).clip(-FAR, FAR)
    left, top, right, bottom = finite.T
    return np.stack(place(left, bottom, right, top), axis=1)


def _styles(
    textpage: Any,  # noqa: ANN401
    numbers: npt.NDArray[np.intp],
    fonts: FontNames,
    turn: float,
) -> tuple[list[_Style], list[int]]:
    """The styles of the text objects, each asked once, and for each character which it has."""
    indices = numbers.tolist()
    handles = list(map(call("FPDFText_GetTextObject"), repeat(address_of(textpage)), indices))
    first = dict(zip(reversed(handles), reversed(indices), strict=True))
    names: dict[int | None, int] = {}
    styles = [_style(textpage, index, handle, names, fonts, turn) for handle, index in first.items()]
    order = {handle: at for at, handle in enumerate(first)}
    return styles, [order[handle] for handle in handles]


def _style(
    textpage: Any,  # noqa: ANN401
    index: int,
    handle: int | None,
    names: dict[int | None, int],
    fonts: FontNames,
    turn: float,
) -> _Style:
    """Size, font and angle of one text object; `names` keeps the page's fonts, which are many objects' own."""
    matrix = pdfium.FS_MATRIX()
    call("FPDFText_GetMatrix")(address_of(textpage), index, ctypes.addressof(matrix))
    size = call("FPDFText_GetFontSize")(address_of(textpage), index) * math.hypot(matrix.c, matrix.d)
    size = min(size, FAR) if math.isfinite(size) else 1.0
    angle = math.atan2(matrix.b, matrix.a) - turn
    angle = angle if math.isfinite(angle) else 0.0
    quarter = round(angle / (math.pi / 2))
    straight = abs(angle - quarter * math.pi / 2) <= MAX_TURN
    visible = not handle or call("FPDFTextObj_GetTextRenderMode")(handle) != _INVISIBLE
    font = call("FPDFTextObj_GetFont")(handle) if handle else None
    if font not in names:
        names[font] = fonts.number(_font_name(font))
    return _Style(size or 1.0, names[font], quarter % 4 if straight else None, visible)


def _font_name(font: int | None) -> str:
    if not font:
        return ""
    buffer = ctypes.create_string_buffer(128)
    call("FPDFFont_GetBaseFontName")(font, ctypes.addressof(buffer), 128)
    name = buffer.value.decode("latin-1")
    return name.split("+", 1)[1] if len(name) > 7 and name[6] == "+" else name


def _copies(codes: Codes, boxes: Boxes, ems: Ems, straight: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Glyphs painted again on (nearly) the same spot, which is how some programs fake bold type."""
    copies = np.zeros(len(codes), bool)
    kept: dict[int, list[tuple[float, float]]] = {}
    for at in _crowded(codes, boxes[:, :2]):
        if not straight[at]:
            continue
        x, y, x1, _ = boxes[at].tolist()
        play = min(SAME_PLACE * float(ems[at]), 0.4 * (x1 - x), MAX_SHIFT)
        near = kept.setdefault(int(codes[at]), [])
        if any(abs(left - x) < play and abs(top - y) < play for left, top in near):
            copies[at] = True
        else:
            near.append((x, y))
    return copies


def _crowded(codes: Codes, places: Boxes) -> list[int]:
    """Indices of glyphs with an equal one nearby: two within half a cell share a cell in one of four shifted grids."""
    crowded: set[int] = set()
    places = places.clip(-1e6, 1e6) / GRID + 200_000
    marks = codes.astype(np.int64)
    for right, down in ((0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5)):
        columns, rows = (places[:, 0] + right).astype(np.int64), (places[:, 1] + down).astype(np.int64)
        keys = marks + columns * 0x110000 + rows * (0x110000 * 500_000)
        order = np.argsort(keys)
        twins = np.flatnonzero(np.diff(keys[order]) == 0)
        crowded.update(order[twins].tolist(), order[twins + 1].tolist())
    return sorted(crowded)
