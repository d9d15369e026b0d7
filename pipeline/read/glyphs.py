"""Painted characters: each with its box, size and font, and all of a page in painted order, with their numbers in columns too.

Columns make a question about all glyphs of a page one of numpy's; a list is never changed once made, since they would not follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress, pairwise
from typing import Any, NamedTuple, overload

import numpy as np
import numpy.typing as npt

from pipeline.records.reading import NOT_OCR

Column = npt.NDArray[np.float64]
X0, TOP, X1, BOTTOM, SIZE, FONT, BLANK, SCORE, GAP = range(9)  # rows of `Painted.numbers`
BLANK_BEFORE, WIDE, APART = 1, 2, 4  # parts of a gap
NAME_GAP = 1.2  # em between two Chinese characters that part two names or cells
WORD_GAP = 0.2  # em between two characters of a letter-spaced run


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


class Painted(Sequence[Glyph]):
    """Glyphs as marks and nine rows of numbers with one column for each; a glyph is made when it is asked for.

    A page's glyphs as tuples would take five times the memory until the whole document is laid out.
    """

    __slots__ = ("marks", "numbers")

    def __init__(self, marks: str, numbers: npt.NDArray[np.float64]) -> None:
        self.marks = marks
        self.numbers = numbers

    @classmethod
    def of(cls, glyphs: Sequence[Glyph]) -> Painted:
        """These glyphs with their columns; what has them already is given back as it is."""
        if isinstance(glyphs, Painted):
            return glyphs
        if not glyphs:
            return cls("", np.zeros((GAP + 1, 0)))
        marks, *sides = zip(*glyphs, strict=True)
        return cls("".join(marks), with_gaps(np.array(sides, np.float64)))

    def __len__(self) -> int:
        return len(self.marks)

    def __iter__(self) -> Iterator[Glyph]:
        *sides, fonts, blanks, scores = self.numbers[:GAP].tolist()
        rows: Iterator[Any] = zip(self.marks, *sides, map(int, fonts), map(bool, blanks), scores, strict=True)
        return map(_as_glyph, rows)

    @overload
    def __getitem__(self, at: int) -> Glyph: ...
    @overload
    def __getitem__(self, at: slice) -> Painted: ...
    def __getitem__(self, at: int | slice) -> Glyph | Painted:
        """One glyph, or a part whose columns are seen, not copied."""
        if isinstance(at, slice):
            return Painted(self.marks[at], self.numbers[:, at])
        *sides, font, blank, score = self.numbers[:GAP, at].tolist()
        return _as_glyph((self.marks[at], *sides, int(font), bool(blank), score))

    def middles(self) -> Column:
        """Heights of the glyphs' middles."""
        middles: Column = (self.numbers[TOP] + self.numbers[BOTTOM]) / 2
        return middles

    def centres(self) -> Column:
        """Where the glyphs' middles stand from the left."""
        centres: Column = (self.numbers[X0] + self.numbers[X1]) / 2
        return centres

    def chosen(self, flags: npt.NDArray[np.bool_]) -> Painted:
        """The glyphs with a flag set; what stood before each of them is asked anew."""
        return Painted("".join(compress(self.marks, flags.tolist())), with_gaps(self.numbers[:GAP, flags]))


def _as_glyph(row: tuple[Any, ...]) -> Glyph:
    """By `tuple` itself: a named tuple's own constructor takes thrice the time."""
    return tuple.__new__(Glyph, row)


def with_gaps(numbers: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Columns of glyphs with a row more, that says what parts each glyph from the one before it."""
    gaps = np.zeros(numbers.shape[1])
    away = numbers[X0, 1:] - numbers[X1, :-1]
    size = numbers[SIZE, 1:]
    gaps[1:] = (
        BLANK_BEFORE * (numbers[BLANK, 1:] > 0) + WIDE * (away > NAME_GAP * size) + APART * (away > WORD_GAP * size)
    )
    return np.vstack((numbers, gaps))


def gaps_of(glyphs: Sequence[Glyph]) -> list[int]:
    """For each glyph, what parts it from the one before it: a sum of `BLANK_BEFORE`, `WIDE` and `APART`; 0 for the first."""
    if isinstance(glyphs, Painted):
        gaps: list[int] = glyphs.numbers[GAP].astype(int).tolist()
        gaps[0] = 0
        return gaps
    pairs = ((b[7], b[1] - a[3], b[5]) for a, b in pairwise(glyphs))
    return [
        0,
        *(
            BLANK_BEFORE * blank + WIDE * (away > NAME_GAP * em) + APART * (away > WORD_GAP * em)
            for blank, away, em in pairs
        ),
    ]


class PageGlyphs(NamedTuple):
    """A page's glyphs in painted order, its size in points, the turn of its text, and how much nobody sees or stands askew."""

    glyphs: Sequence[Glyph]
    width: float
    height: float
    quarter: int
    hidden: int
    askew: int
