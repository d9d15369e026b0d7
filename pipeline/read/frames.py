"""Pages whose text stands sideways or on its head: laid out in the frame in which the text is upright, told in the page's own.

The turn is the one that most glyphs of the page have; a table printed sideways is read like any other, its boxes stay true.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.read.glyphs import Glyph
from pipeline.read.rules import Box, Strokes

Quad = tuple[float, float, float, float]  # x0, top, x1, bottom in points


def to_upright(box: Quad, quarter: int, width: float, height: float) -> Quad:
    """A box of a page (`width` by `height` points) whose text is turned `quarter` × 90° to the left, in the text's frame."""
    x0, top, x1, bottom = box
    if quarter == 1:
        return height - bottom, x0, height - top, x1
    if quarter == 2:
        return width - x1, height - bottom, width - x0, height - top
    if quarter == 3:
        return top, width - x1, bottom, width - x0
    return box


def to_page(box: Quad, quarter: int, width: float, height: float) -> Quad:
    """The inverse of `to_upright`; `width` and `height` are the page's own."""
    if quarter in (1, 3):
        return to_upright(box, 4 - quarter, height, width)
    return to_upright(box, quarter, width, height)


def upright_glyphs(glyphs: Sequence[Glyph], quarter: int, width: float, height: float) -> Sequence[Glyph]:
    """The glyphs in the frame of their text."""
    if not quarter:
        return glyphs
    turned = []
    for glyph in glyphs:
        x0, top, x1, bottom = to_upright((glyph.x0, glyph.top, glyph.x1, glyph.bottom), quarter, width, height)
        turned.append(glyph._replace(x0=x0, top=top, x1=x1, bottom=bottom))
    return turned


def upright_strokes(strokes: Strokes, quarter: int, width: float, height: float) -> Strokes:
    """The strokes in the frame of the text; on a sideways page verticals become horizontals."""
    if not quarter:
        return strokes
    parts = [[Box(*to_upright(box, quarter, width, height)) for box in boxes] for boxes in strokes]
    if quarter in (1, 3):
        parts[0], parts[1] = parts[1], parts[0]
    return Strokes(*parts)
