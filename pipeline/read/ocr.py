"""Pictures of pages read by RapidOCR: pieces of lines, each character with its box and the engine's trust in it.

The classifier of upside-down pieces is left out: it turned upright pieces over and lost whole phrases of a test scan.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.read.straighten import Level, Quad, skew_of

Picture = NDArray[np.uint8]  # rows × columns × 3

READ_AGAIN = math.radians(1.2)  # a page that leans more is straightened and read again; less does the engine no harm
MIN_SCORE = 0.5  # of a piece; below it the engine reads marks into specks and pictures
SETTINGS = {
    "Global.use_cls": False,
    "Global.text_score": MIN_SCORE,
    "Global.return_word_box": True,
    "Global.return_single_char_box": True,
    "Global.log_level": "error",
}


class Mark(NamedTuple):
    """One character: its box in pixels of the level frame, the engine's trust from 0 to 1, and whether a blank is before it."""

    mark: str
    x0: float
    top: float
    x1: float
    bottom: float
    score: float
    blank: bool


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was read on a picture: its size in pixels, its skew in radians, and pieces of lines in the level frame."""

    width: int
    height: int
    angle: float
    pieces: tuple[tuple[Mark, ...], ...]

    @property
    def level(self) -> Level:
        """The way between the picture and the frame of the pieces."""
        return Level(self.angle, self.width / 2, self.height / 2)


@lru_cache(maxsize=1)
def engine_version() -> str:
    """What may change the result: the engine, its runtime and our settings."""
    packages = [f"{name} {version(name)}" for name in ("rapidocr", "onnxruntime")]
    return ", ".join([*packages, *(f"{key}={value}" for key, value in SETTINGS.items()), f"again>{READ_AGAIN:.4f}"])


@lru_cache(maxsize=1)
def _engine() -> Any:  # noqa: ANN401 - the engine has no types
    from rapidocr import RapidOCR

    return RapidOCR(params=dict(SETTINGS))


def recognise(picture: Picture) -> Recognised:
    """Read a picture; one that leans is read straightened. Raises what the engine raises."""
    height, width = picture.shape[:2]
    pieces = _pieces(picture)
    angle = skew_of(quad for quad, _ in pieces)
    level = Level(angle, width / 2, height / 2)
    if abs(angle) > READ_AGAIN:
        pieces = _pieces(_straightened(picture, angle))
        rest = skew_of(quad for quad, _ in pieces)
        angle += rest
        level = Level(rest, width / 2, height / 2)
    return Recognised(width, height, round(angle, 5), tuple(_levelled(quad, marks, level) for quad, marks in pieces))


def _straightened(picture: Picture, angle: float) -> Picture:
    from PIL import Image

    image = Image.fromarray(picture)
    turned = image.rotate(math.degrees(angle), resample=Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    return np.ascontiguousarray(turned)


_Read = list[tuple[str, float, float, float, bool]]  # mark, middle x and y, score, blank before it


def _pieces(picture: Picture) -> list[tuple[Quad, _Read]]:
    """The engine's pieces: the corners of each, and its characters with their middles."""
    found = _engine()(picture)
    if found.txts is None or found.boxes is None:
        return []
    words, pieces = list(found.word_results or ()), []
    for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        corners = [(float(x), float(y)) for x, y in box]
        quad: Quad = corners[0], corners[1], corners[2], corners[3]
        marks = "".join(text.split())
        if words and "".join(str(word[0]) for word in words[0]) == marks:
            pieces.append((quad, _with_blanks(text, _middles(words.pop(0)))))
        elif marks:  # the engine lost the places of this piece's characters
            pieces.append((quad, _with_blanks(text, _spread(marks, quad, float(score)))))
    return pieces


def _middles(words: Sequence[Any]) -> _Read:
    """The engine's character boxes are whole pixels of one width; their middles are what it measured."""
    read = []
    for mark, score, box in words:
        xs, ys = [float(x) for x, _ in box], [float(y) for _, y in box]
        read.append((str(mark), sum(xs) / len(xs), sum(ys) / len(ys), float(score), False))
    return read


def _spread(marks: str, quad: Quad, score: float) -> _Read:
    """The characters at even distances from the left end of the piece to the right one."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad
    read = []
    for at, mark in enumerate(marks):
        share = (at + 0.5) / len(marks)
        x, y = (ax + dx) / 2 * (1 - share) + (bx + cx) / 2 * share, (ay + dy) / 2 * (1 - share) + (by + cy) / 2 * share
        read.append((mark, x, y, score, False))
    return read


def _with_blanks(text: str, read: _Read) -> _Read:
    """Mark the characters before which the engine read a blank."""
    marked: _Read = []
    blank, left = False, iter(read)
    for mark in text:
        if mark.isspace():
            blank = True
        else:
            one, x, y, score, _ = next(left)
            marked.append((one, x, y, score, blank and bool(marked)))
            blank = False
    return marked


def _levelled(quad: Quad, read: _Read, level: Level) -> tuple[Mark, ...]:
    """The characters of a piece side by side in the level frame; each reaches half-way to its neighbours, one em at most."""
    corners = [level.to_level(x, y) for x, y in quad]
    middles = [level.to_level(x, y) for _, x, y, _, _ in read]
    left, right = (corners[0][0] + corners[3][0]) / 2, (corners[1][0] + corners[2][0]) / 2
    height = math.dist(corners[0], corners[3])
    middle = sum(y for _, y in corners) / 4
    xs = _rising([x for x, _ in middles], left, right)
    borders = [left, *((a + b) / 2 for a, b in pairwise(xs)), right]
    marks = []
    for at, (mark, _, _, score, blank) in enumerate(read):
        reach = height / 2
        x0, x1 = max(borders[at], xs[at] - reach), min(borders[at + 1], xs[at] + reach)
        box = round(x0, 2), round(middle - height / 2, 2), round(x1, 2), round(middle + height / 2, 2)
        marks.append(Mark(mark, *box, round(score, 2), blank))
    return tuple(marks)


def _rising(xs: list[float], left: float, right: float) -> list[float]:
    """Middles that rise from left to right within the piece, though the engine put two on one spot or beyond its end."""
    step = (right - left) / (4 * len(xs) + 1)
    risen: list[float] = []
    for at, x in enumerate(xs):
        lowest = risen[-1] + step if risen else left + step / 2
        highest = right - step / 2 - step * (len(xs) - 1 - at)
        risen.append(min(max(x, lowest), highest))
    return risen
