"""Boxes for the glyphs of a quote: one a line where that is true, smaller ones where a line holds foreign glyphs.

The judge is geometry: a glyph belongs to a box when its middle lies in it, and the boxes of a quote may hold no glyph but
its own (a note mark taken out of the text, a neighbouring column). Printed twice for boldness counts once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from pipeline.records.reading import NOT_OCR, Glyphs

Box = tuple[float, float, float, float, float]  # page, x0, top, x1, bottom in points

ROW = 20.0  # points; height of the strips by which glyphs are looked up
EDGE = 0.5  # points that a judge may see a box wider than it is
TWICE = 1.0  # points between two prints of one glyph


class GlyphPages:
    """The glyphs of a document by page and height."""

    def __init__(self, raw: str, glyphs: Glyphs) -> None:
        self.raw, self.glyphs = raw, glyphs
        self._strips: dict[tuple[int, int], list[int]] | None = None

    def label(self, page: int) -> str | None:
        """The number printed on a page (1-based), where one was read."""
        labels = self.glyphs.labels
        return labels[page - 1] if page <= len(labels) else None

    def scores(self, glyphs: Sequence[int]) -> list[float]:
        """OCR's trust in those of the glyphs that it read."""
        scores = self.glyphs.scores
        return [scores[i] for i in glyphs if scores[i] != NOT_OCR] if scores else []

    def boxes(self, glyphs: Sequence[int]) -> tuple[Box, ...] | None:
        """The fewest boxes that hold just these glyphs (raw indices in reading order); None where no boxes do."""
        own = [self._box(i) for i in glyphs]
        if not own or not all(box[0] >= 1 and box[1] < box[3] and box[2] < box[4] for box in own):
            return None
        members = set(glyphs)
        for joined in (_on_one_line, _side_by_side, _never):
            found = [self._shaved(_rounded(box), members) for box in _merge(own, joined)]
            if not any(self._strangers(box, members) for box in found):
                return tuple(found)
        return None

    def _box(self, i: int) -> Box:
        x0, top, x1, bottom = self.glyphs.boxes[4 * i : 4 * i + 4]
        return float(self.glyphs.pages[i]), x0, top, x1, bottom

    def _strangers(self, box: Box, own: set[int]) -> list[int]:
        """Other glyphs whose middle lies in the box."""
        return [i for i in self._under(box) if i not in own and not self._printed_twice(i, own)]

    def _shaved(self, box: Box, own: set[int]) -> Box:
        """The box without the strangers at its ends: punctuation is often set so tight that a comma lies in its neighbour's box."""
        page, x0, top, x1, bottom = box
        middles = [self._middle(i)[0] for i in self._under(box) if i in own]
        for stranger in (self._middle(i)[0] for i in self._strangers(box, own)):
            if stranger - max(middles) > 2 * EDGE:
                x1 = min(x1, round(stranger - 1.5 * EDGE, 2))
            elif min(middles) - stranger > 2 * EDGE:
                x0 = max(x0, round(stranger + 1.5 * EDGE, 2))
        return page, x0, top, x1, bottom

    def _under(self, box: Box) -> list[int]:
        page, x0, top, x1, bottom = box
        found = []
        for strip in range(int((top - EDGE) // ROW), int((bottom + EDGE) // ROW) + 1):
            for i in self._index().get((int(page), strip), ()):
                x, y = self._middle(i)
                if x0 - EDGE <= x <= x1 + EDGE and top - EDGE <= y <= bottom + EDGE:
                    found.append(i)
        return found

    def _printed_twice(self, i: int, own: set[int]) -> bool:
        x, y = self._middle(i)
        return any(
            self.raw[i] == self.raw[j] and abs(self._middle(j)[0] - x) <= TWICE and abs(self._middle(j)[1] - y) <= TWICE
            for j in own
        )

    def _middle(self, i: int) -> tuple[float, float]:
        x0, top, x1, bottom = self.glyphs.boxes[4 * i : 4 * i + 4]
        return (x0 + x1) / 2, (top + bottom) / 2

    def _index(self) -> dict[tuple[int, int], list[int]]:
        if self._strips is None:
            strips: dict[tuple[int, int], list[int]] = defaultdict(list)
            for i, mark in enumerate(self.raw):
                if not mark.isspace():
                    strips[self.glyphs.pages[i], int(self._middle(i)[1] // ROW)].append(i)
            self._strips = dict(strips)
        return self._strips


def _merge(boxes: Sequence[Box], joined: Callable[[Box, Box], bool]) -> list[Box]:
    """Neighbours in reading order become one box as long as `joined` says so."""
    out: list[Box] = []
    for box in boxes:
        if out and joined(out[-1], box):
            last = out[-1]
            out[-1] = (last[0], min(last[1], box[1]), min(last[2], box[2]), max(last[3], box[3]), max(last[4], box[4]))
        else:
            out.append(box)
    return out


def _on_one_line(a: Box, b: Box) -> bool:
    """The same page, to the right, and sharing half of the lower one's height."""
    shared = min(a[4], b[4]) - max(a[2], b[2])
    return a[0] == b[0] and b[1] >= a[1] and shared >= 0.5 * min(a[4] - a[2], b[4] - b[2])


def _side_by_side(a: Box, b: Box) -> bool:
    """On one line with less than a third of a character between."""
    return _on_one_line(a, b) and b[1] - a[3] <= 0.35 * (b[4] - b[2])


def _never(a: Box, b: Box) -> bool:
    return False


def _rounded(box: Box) -> Box:
    page, *sides = box
    x0, top, x1, bottom = (round(side, 2) for side in sides)
    return page, x0, top, x1, bottom
