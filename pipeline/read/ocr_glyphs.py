"""What OCR read becomes glyphs like those of a text page, so that the same steps find lines, columns, tables and notes.

OCR gives no type sizes: a line's is the distance of its Chinese characters, else a share of its height; sizes that differ by less
than the eye can tell are made one over the document, or each line would look like a heading of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import mean
from typing import TypeVar

from pipeline.read.glyphs import Glyph
from pipeline.read.lines import Line
from pipeline.read.ocr import Mark, Recognised

Piece = Sequence[Mark]
M = TypeVar("M", Mark, Glyph)

HEIGHT = 1.24  # em; how high the engine draws the box of a line
SPACED = 1.4  # times the size by height: characters further apart are letter-spaced
FEW_PAIRS, MANY_PAIRS = 2, 8  # neighbours whose distance is taken for an em, and is one nearly to the point
ROW = 0.5  # of the lower piece's height: pieces that share more stand in one row
JOIN = 0.8  # em; a narrower gap parts two pieces of one line, a wider one may be a gutter
# By how much sizes of one type may fall short of each other or exceed it: measured on many neighbours, on few, or on the height
# of the box alone, which the engine draws too high round few characters.
ALIKE = {MANY_PAIRS: (0.05, 0.05), FEW_PAIRS: (0.12, 0.12), 0: (0.12, 0.35)}
STEP = 0.5  # points to which other sizes are rounded

_HAN = re.compile(r"[\u3400-\u9fff]")


def glyphs_of(found: Recognised, scale: float) -> list[Glyph]:
    """Glyphs in points (`scale` points a pixel) in the level frame, row by row, the pieces of one line side by side."""
    glyphs: list[Glyph] = []
    for piece in _in_rows(found.pieces):
        size = _size(piece) * scale
        for mark in piece:
            middle = (mark.top + mark.bottom) / 2 * scale
            top, bottom = middle - 0.6 * size, middle + 0.6 * size
            glyphs.append(
                Glyph(mark.mark, mark.x0 * scale, top, mark.x1 * scale, bottom, size, 0, mark.blank, mark.score)
            )
    return glyphs


def _size(piece: Piece) -> float:
    """The em of a piece in pixels."""
    height = (piece[0].bottom - piece[0].top) / HEIGHT
    steps = [(b.x0 + b.x1 - a.x0 - a.x1) / 2 for a, b in _pairs(piece)]
    if len(steps) < FEW_PAIRS:
        return height
    return min(mean(steps), SPACED * height)  # letter-spaced characters stand further apart than their size


def _pairs(marks: Sequence[M]) -> list[tuple[M, M]]:
    """Chinese characters that stand side by side, whose distance is an em."""
    return [(a, b) for a, b in pairwise(marks) if _HAN.match(a.mark) and _HAN.match(b.mark) and not b.blank]


def _in_rows(pieces: Sequence[Piece]) -> list[list[Mark]]:
    """Lines of pieces that stand close in one row; first those that begin a row, so that no line runs on over a gutter."""
    rows: list[list[Piece]] = []
    for piece in sorted((p for p in pieces if p), key=lambda p: (p[0].top + p[0].bottom, p[0].x0)):
        if rows and _one_row(rows[-1][0], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    ranked: list[tuple[int, list[Mark]]] = []
    for row in rows:
        ranked += enumerate(_chains(sorted(row, key=lambda p: p[0].x0)))
    return [line for _, line in sorted(ranked, key=lambda one: one[0])]


def _one_row(one: Piece, other: Piece) -> bool:
    a, b = one[0], other[0]
    return min(a.bottom, b.bottom) - max(a.top, b.top) > ROW * min(a.bottom - a.top, b.bottom - b.top)


def _chains(row: Sequence[Piece]) -> list[list[Mark]]:
    """The pieces of a row, those with a narrow gap put together."""
    chains: list[list[Mark]] = []
    for piece in row:
        last = chains[-1][-1] if chains else None
        if last and piece[0].x0 - last.x1 < JOIN * (piece[0].bottom - piece[0].top) / HEIGHT:
            chains[-1] += piece
        else:
            chains.append(list(piece))
    return chains


def even_sizes(lines: Iterable[Line]) -> None:
    """Give lines whose measured sizes differ little one size, in place: the body's first, then steps of half a point."""
    lines = list(lines)
    body = _middle_size(lines)
    for line in lines:
        size = body if _alike(line, body) else max(STEP, round(line.size / STEP) * STEP)
        line.size = size
        line.glyphs = [glyph._replace(size=size) for glyph in line.glyphs]


def _alike(line: Line, body: float) -> bool:
    pairs = len(_pairs(line.glyphs))
    less, more = next(ALIKE[few] for few in ALIKE if pairs >= few)
    return (1 - less) * body <= line.size <= (1 + more) * body


def _middle_size(lines: Sequence[Line]) -> float:
    """The size in the middle of all characters, which is the running text's where there is any."""
    ordered = sorted(lines, key=lambda line: line.size)
    half, seen = sum(len(line.glyphs) for line in lines) / 2, 0
    for line in ordered:
        seen += len(line.glyphs)
        if seen >= half:
            return round(line.size, 1)
    return 0.0
