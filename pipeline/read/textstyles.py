"""Size, font, angle and visibility of a page's text: asked once for each run of characters of one text object.

Sizes are scaled by the text matrix, since the bare font size is often 1.
"""

from __future__ import annotations

import ctypes
import math
from collections import deque
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.read.native import call

_INVISIBLE = 3  # text render mode of OCR layers under a scan
MAX_TURN = 0.02  # radians; scans' text layers may lean a little, watermarks lean much
MAX_SIZE = 100_000.0  # points; broken files have any size
STEP = 8  # characters; a text object has a dozen where each is a run of words, one where each is a character
ASKEW = 4  # in place of a quarter of a turn: text that runs across the page


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


@dataclass(frozen=True, slots=True)
class TextStyles:
    """One entry for each run of characters: its length, em size in points, font number, turn (× 90° to the left) and visibility."""

    lengths: npt.NDArray[np.intp]
    sizes: npt.NDArray[np.float64]
    fonts: npt.NDArray[np.intp]
    quarters: npt.NDArray[np.intp]  # `ASKEW` for text that runs across the page
    visible: npt.NDArray[np.bool_]

    def of_each(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """For each character, its run's value."""
        return np.repeat(values, self.lengths)

    def turns(self) -> list[int]:
        """How many characters have each turn, and last how many stand askew."""
        return [int(self.lengths[self.quarters == turn].sum()) for turn in range(ASKEW + 1)]

    def hidden(self) -> int:
        """How many characters nobody sees."""
        return int(self.lengths[~self.visible].sum())


def text_styles(textpage: int, numbers: npt.NDArray[np.intp], fonts: FontNames, rotation: int) -> TextStyles:
    """The styles of the characters with these indices (one at least) of a text page at this address, on a page turned so far."""
    handles = _objects(textpage, numbers)
    starts = np.concatenate(([0], np.flatnonzero(handles[1:] != handles[:-1]) + 1))
    firsts, objects = numbers[starts].tolist(), handles[starts].tolist()
    matrices = _matrices(textpage, firsts)
    bare = np.fromiter(map(call("FPDFText_GetFontSize"), repeat(textpage), firsts), np.float64, len(firsts))
    modes = np.fromiter(map(call("FPDFTextObj_GetTextRenderMode"), objects), np.intp, len(objects))
    return TextStyles(
        np.diff(starts, append=len(numbers)),
        _sizes(bare, matrices),
        np.array(_font_numbers(objects, fonts), np.intp),
        _quarters(matrices, math.radians(rotation)),
        modes != _INVISIBLE,
    )


def _objects(textpage: int, numbers: npt.NDArray[np.intp]) -> npt.NDArray[np.uint64]:
    """The address of each character's text object. Those between two of one object are of it too, since pdfium lists objects one
    after the other: only where two differ are the ones between them asked, half by half."""
    handles, known = np.zeros(len(numbers), np.uint64), np.zeros(len(numbers), bool)
    asked = np.append(np.arange(0, len(numbers) - 1, STEP), len(numbers) - 1)
    lefts, rights = asked[:-1], asked[1:]
    while len(asked):
        found = map(call("FPDFText_GetTextObject"), repeat(textpage), numbers[asked].tolist())
        handles[asked], known[asked] = np.fromiter(found, np.uint64, len(asked)), True
        differ = (handles[lefts] != handles[rights]) & (rights - lefts > 1)
        lefts, rights = lefts[differ], rights[differ]
        asked = (lefts + rights) // 2
        lefts, rights = np.concatenate((lefts, asked)), np.concatenate((asked, rights))
    return handles[np.maximum.accumulate(np.where(known, np.arange(len(numbers)), 0))]


def _matrices(textpage: int, numbers: list[int]) -> npt.NDArray[np.float64]:
    """One row a, b, c, d, e, f for each of these characters."""
    found = np.zeros((len(numbers), 6), np.float32)
    rows = range(found.ctypes.data, found.ctypes.data + 24 * len(numbers), 24)
    deque(map(call("FPDFText_GetMatrix"), repeat(textpage), numbers, rows), maxlen=0)
    return found.astype(np.float64)


def _sizes(bare: npt.NDArray[np.float64], matrices: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    with np.errstate(invalid="ignore", over="ignore"):
        sizes = bare * np.hypot(matrices[:, 2], matrices[:, 3])
    sizes = np.where(np.isfinite(sizes), np.minimum(sizes, MAX_SIZE), 1.0)
    return np.where(sizes == 0, 1.0, sizes)


def _quarters(matrices: npt.NDArray[np.float64], turn: float) -> npt.NDArray[np.intp]:
    angles = np.arctan2(matrices[:, 1], matrices[:, 0]) - turn
    angles = np.where(np.isfinite(angles), angles, 0.0)
    quarters = np.rint(angles / (math.pi / 2))
    straight = np.abs(angles - quarters * (math.pi / 2)) <= MAX_TURN
    return np.where(straight, quarters % 4, ASKEW).astype(np.intp)


def _font_numbers(objects: list[int], fonts: FontNames) -> list[int]:
    """The font number of each text object; a page's fonts, which are many objects' own, are asked for their names once."""
    handles = list(map(call("FPDFTextObj_GetFont"), objects))
    names = {font: fonts.number(_font_name(font)) for font in dict.fromkeys(reversed(handles))}
    return [names[font] for font in handles]


def _font_name(font: int) -> str:
    if not font:
        return ""
    buffer = ctypes.create_string_buffer(128)
    call("FPDFFont_GetBaseFontName")(font, ctypes.addressof(buffer), 128)
    name = buffer.value.decode("latin-1")
    return name.split("+", 1)[1] if len(name) > 7 and name[6] == "+" else name
