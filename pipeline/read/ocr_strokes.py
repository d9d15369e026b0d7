"""The strokes and shapes of a scanned page, found in its picture: rules of tables and notes, bars and frames of charts.

Found in the level frame, with what was read as text painted over, so that the steps for text pages see the page as they know it.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.read.ocr import Picture, Recognised
from pipeline.read.rules import Box, Strokes

INK = 40  # grey levels below the paper's
RULE = 60  # pixels (29 points): shorter rules are dashes and strokes of characters
THICK = 8  # pixels; a thicker stroke is a bar
SHAPE, SPECK = 24, 9  # pixels of the longer and the shorter side; smaller ones are dirt
FULL = 0.9  # of the page's side; the scanner's own shadow
PAPER = 75  # percentile of the grey levels that is paper

Grey = NDArray[np.uint8]


def strokes_of(picture: Picture, read: Recognised, scale: float) -> Strokes:
    """Rules and shapes of a picture in points of the level frame (`scale` points a pixel)."""
    import cv2 as engine

    cv2: Any = engine  # its own types are too wide for what it returns

    ink = _ink(_levelled(picture, read.angle), read)
    across = _rules(cv2, ink, (RULE, 1))
    down = _rules(cv2, ink, (1, RULE))
    bare_ink = ink.copy()
    for x0, top, x1, bottom in across + down:
        bare_ink[top:bottom, x0:x1] = 0
    bare: Grey = cv2.morphologyEx(bare_ink, cv2.MORPH_OPEN, np.ones((SPECK, SPECK), np.uint8))
    shapes = [box for box in _boxes(cv2, bare) if max(box[2] - box[0], box[3] - box[1]) >= SHAPE]
    limit = FULL * min(read.width, read.height)
    shapes = [box for box in shapes if max(box[2] - box[0], box[3] - box[1]) < limit]
    return Strokes(*([Box(*(side * scale for side in box)) for box in boxes] for boxes in (across, down, shapes, [])))


def _levelled(picture: Picture, angle: float) -> Grey:
    from PIL import Image

    grey = Image.fromarray(picture).convert("L")
    turned = grey.rotate(math.degrees(angle), resample=Image.Resampling.BILINEAR, fillcolor=255)
    return np.asarray(turned)


def _ink(grey: Grey, read: Recognised) -> Grey:
    """255 where something is printed that was not read as text."""
    ink = np.where(grey < np.percentile(grey, PAPER) - INK, 255, 0).astype(np.uint8)
    for piece in read.pieces:
        x0, x1 = int(piece[0].x0) - 2, math.ceil(piece[-1].x1) + 2
        inset = (piece[0].bottom - piece[0].top) * 0.08  # the engine draws its boxes high: rules close by stay
        ink[max(0, int(piece[0].top + inset)) : math.ceil(piece[0].bottom - inset), max(0, x0) : max(0, x1)] = 0
    return ink


def _rules(cv2: Any, ink: Grey, kernel: tuple[int, int]) -> list[tuple[int, int, int, int]]:  # noqa: ANN401
    """Runs of ink as long as a rule in one direction and thin in the other."""
    wide, high = kernel
    found = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((high, wide), np.uint8))
    return [box for box in _boxes(cv2, found) if min(box[2] - box[0], box[3] - box[1]) <= THICK]


def _boxes(cv2: Any, ink: Grey) -> list[tuple[int, int, int, int]]:  # noqa: ANN401
    """The boxes of connected ink, from the top."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    boxes = [(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _ in stats[1:]]
    return sorted(boxes, key=lambda box: (box[1], box[0], box[3], box[2]))
