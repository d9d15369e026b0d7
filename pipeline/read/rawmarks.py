"""The raw side of a PDF's spine: every painted character in reading order with its page, its box and, from OCR, its score."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from pipeline.read.frames import to_page
from pipeline.read.glyphs import BOTTOM, Painted
from pipeline.read.lines import Line
from pipeline.read.straighten import Level
from pipeline.records.reading import Glyphs


class RawMarks:
    """Collects the glyphs of lines; `count` is the index that the next one will have."""

    def __init__(self, turned: Mapping[int, tuple[int, float, float]], levels: Mapping[int, Level]) -> None:
        self.turned = turned  # page → turn of its text and size, where it is not upright
        self.levels = levels  # page → frame of its lines, where OCR read it
        self.count = 0
        self._marks: list[str] = []
        self._pages: array[int] = array("L")
        self._sides: list[npt.NDArray[np.float64]] = []  # rows x0, top, x1, bottom
        self._scores: array[float] = array("f")

    def add(self, line: Line) -> None:
        """All glyphs of a line, note calls too."""
        self._marks.append(line.text)
        self._pages.extend(array("L", [line.page]) * len(line.glyphs))
        self._sides.append(self._on_page(line))
        if self.levels:
            self._scores.extend([glyph.score for glyph in line.glyphs])
        self.count += len(line.glyphs)

    def _on_page(self, line: Line) -> npt.NDArray[np.float64]:
        """The sides of a line's glyphs in the page's own frame."""
        if line.page in self.levels:
            level = self.levels[line.page]
            return np.array([level.box_to_page(glyph[1:5]) for glyph in line.glyphs]).T
        if line.page in self.turned:
            return np.array([to_page(glyph[1:5], *self.turned[line.page]) for glyph in line.glyphs]).T
        if isinstance(line.glyphs, Painted):
            return line.glyphs.numbers[: BOTTOM + 1]
        return np.array([glyph[1:5] for glyph in line.glyphs]).T

    def on_page(self, page: int, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """A box from the frame of the page's lines in the page's own frame."""
        if page in self.levels:
            return self.levels[page].box_to_page(box)
        return to_page(box, *self.turned[page]) if page in self.turned else box

    def text(self) -> str:
        """The characters."""
        return "".join(self._marks)

    def glyphs(self, labels: Sequence[str | None]) -> Glyphs:
        """Their pages and boxes, and scores where any page was read by OCR."""
        boxes: array[float] = array("f")
        if self._sides:
            boxes.frombytes(np.concatenate(self._sides, axis=1).T.astype(np.float32).tobytes())
        return Glyphs(self._pages, boxes, tuple(labels), self._scores if self.levels else None)
