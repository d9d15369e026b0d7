"""Painted characters: each with its box, size and font, and all of a page in painted order, with their numbers in columns too.

Columns make a question about all glyphs of a page one of numpy's; a list is never changed once made, since they would not follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.records.reading import NOT_OCR

Column = npt.NDArray[np.float64]
X0, TOP, X1, BOTTOM, SIZE, FONT, BLANK = range(7)  # rows of `Painted.numbers`


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


class Painted(list[Glyph]):
    """Glyphs, and seven rows of numbers with one column for each glyph."""

    __slots__ = ("numbers",)

    def __init__(self, glyphs: Iterable[Glyph], numbers: npt.NDArray[np.float64] | None = None) -> None:
        super().__init__(glyphs)
        self.numbers = _numbers(self) if numbers is None else numbers

    def middles(self) -> Column:
        """Heights of the glyphs' middles."""
        middles: Column = (self.numbers[TOP] + self.numbers[BOTTOM]) / 2
        return middles

    def centres(self) -> Column:
        """Where the glyphs' middles stand from the left."""
        centres: Column = (self.numbers[X0] + self.numbers[X1]) / 2
        return centres

    def chosen(self, flags: npt.NDArray[np.bool_]) -> Painted:
        """The glyphs with a flag set."""
        return Painted(compress(self, flags.tolist()), self.numbers[:, flags])

    def part(self, start: int, end: int) -> Painted:
        """The glyphs from `start` to `end`; their columns are seen, not copied."""
        return Painted(self[start:end], self.numbers[:, start:end])


def painted(glyphs: Sequence[Glyph]) -> Painted:
    """These glyphs with their columns; what has them already is given back as it is."""
    return glyphs if isinstance(glyphs, Painted) else Painted(glyphs)


def _numbers(glyphs: Sequence[Glyph]) -> npt.NDArray[np.float64]:
    if not glyphs:
        return np.zeros((7, 0))
    return np.array(list(zip(*glyphs, strict=True))[1:8], np.float64)


class PageGlyphs(NamedTuple):
    """A page's glyphs in painted order, its size in points, the turn of its text, and how much nobody sees or stands askew."""

    glyphs: list[Glyph]
    width: float
    height: float
    quarter: int
    hidden: int
    askew: int
