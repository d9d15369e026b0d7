"""A page that was laid on the scanner askew: by how much, and the way between its picture and the frame in which lines are level.

Lines are put together by height, so glyphs are placed in the level frame; their boxes are told in the page's own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

MAX_SKEW = math.radians(5)  # what leans more is no page laid askew but turned text or a photograph
LONG = 8.0  # times its height: pieces as long as this show the slope of their line
MIN_PIECES = 3

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]  # corners from the top left, clockwise


@dataclass(frozen=True, slots=True)
class Level:
    """A frame turned by `angle` radians (clockwise as seen) against the page, about the page's middle at `x`, `y`."""

    angle: float
    x: float
    y: float

    def to_level(self, x: float, y: float) -> Point:
        """A point of the page in the level frame."""
        return self._turned(x, y, -self.angle)

    def to_page(self, x: float, y: float) -> Point:
        """A point of the level frame on the page."""
        return self._turned(x, y, self.angle)

    def box_to_page(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """A box of the level frame as a box of the same size round the same middle on the page."""
        x0, top, x1, bottom = box
        middle, height = (x0 + x1) / 2, (top + bottom) / 2
        x, y = self.to_page(middle, height)
        return x0 + x - middle, top + y - height, x1 + x - middle, bottom + y - height

    def _turned(self, x: float, y: float, angle: float) -> Point:
        right, down = x - self.x, y - self.y
        cosine, sine = math.cos(angle), math.sin(angle)
        return self.x + right * cosine - down * sine, self.y + right * sine + down * cosine


def skew_of(quads: Iterable[Quad]) -> float:
    """The lean of a page's lines in radians, clockwise as seen; 0.0 where too few long pieces tell it or it is no skew."""
    slopes = [slope for quad in quads if (slope := _slope(quad)) is not None]
    if len(slopes) < MIN_PIECES:
        return 0.0
    skew = median(slopes)
    return skew if abs(skew) <= MAX_SKEW else 0.0


def _slope(quad: Quad) -> float | None:
    """The lean of a long piece, from the middles of its two ends."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad
    right, down = (bx + cx - ax - dx) / 2, (by + cy - ay - dy) / 2
    height = math.hypot(dx - ax, dy - ay)
    return math.atan2(down, right) if right > LONG * height else None
