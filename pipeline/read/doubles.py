"""Glyphs painted again on (nearly) the same spot, which is how some programs fake bold type.

Pairs are found by sorting, since a page has thousands of glyphs and hardly one of them is a copy.
"""

from __future__ import annotations

from itertools import product

import numpy as np
import numpy.typing as npt

SAME_PLACE = 0.12  # em; a glyph nearer than this to an equal one before it is its copy, unless both are narrow (ll)
WIDER_THAN_F = 0.45  # em
MAX_SHIFT = 4.0  # points; no program shifts a copy further
STRIP = 2 * MAX_SHIFT  # points; two glyphs of one spot share a strip in one of two sets, half a strip apart
STEPS = 64  # to a point
MANY = 40  # equal glyphs about one spot; where there are more, pairs would be too many
_LIMIT = 16_000.0  # points; what stands further out is looked up there

Codes = npt.NDArray[np.uint32]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.intp]


def find_doubles(codes: Codes, boxes: Floats, ems: Floats, straight: Flags) -> Flags:
    """Which glyphs are copies of one before them that is none. `boxes` has x0, top, x1, bottom; only `straight` ones are judged."""
    play = np.minimum(np.minimum(SAME_PLACE * ems, 0.4 * (boxes[:, 2] - boxes[:, 0])), MAX_SHIFT)
    chosen = np.flatnonzero(straight)
    reach = int(STEPS * play[chosen].max(initial=0.0)) + 1
    found: set[tuple[int, int]] = set()
    for shift in (0.0, MAX_SHIFT):
        pairs = _neighbours(_keys(codes[chosen], boxes[chosen], shift), reach)
        if pairs is None:
            return _one_by_one(codes, boxes, play, chosen)
        found |= _near(chosen[pairs], boxes, play)
    copies = np.zeros(len(codes), bool)
    for later, earlier in sorted(found):
        copies[later] |= not copies[earlier]
    return copies


def ligature_parts(codes: Codes, boxes: Floats, ems: Floats) -> Flags:
    """Which glyphs are the second f of a ligature (ff, ffi, ffl): all its letters have the box of the one glyph, too wide for one f."""
    parts = np.zeros(len(codes), bool)
    same = (codes[1:] == ord("f")) & (codes[:-1] == ord("f"))
    same &= (boxes[1:, 2] - boxes[1:, 0] > WIDER_THAN_F * ems[1:]) & (boxes[1:] == boxes[:-1]).all(axis=1)
    parts[1:] = same
    return parts


def _keys(codes: Codes, boxes: Floats, shift: float) -> npt.NDArray[np.int64]:
    """Numbers that sort glyphs by character, then by strip, then from the left."""
    lefts, tops = (boxes[:, :2].clip(-_LIMIT, _LIMIT) + _LIMIT).T
    strips = ((tops + shift) / STRIP).astype(np.int64)
    keys: npt.NDArray[np.int64] = (codes.astype(np.int64) << 34) + (strips << 21) + (lefts * STEPS).astype(np.int64)
    return keys


def _neighbours(keys: npt.NDArray[np.int64], reach: int) -> Numbers | None:
    """Pairs of keys no further apart than `reach`, by their indices; None where more than `MANY` stand together."""
    order = np.argsort(keys)
    ordered = keys[order]
    pairs = [np.zeros((2, 0), np.intp)]
    for step in range(1, MANY + 1):
        at = np.flatnonzero(ordered[step:] - ordered[:-step] <= reach)
        if not len(at):
            return np.concatenate(pairs, axis=1)
        pairs.append(np.stack((order[at], order[at + step])))
    return None


def _near(pairs: Numbers, boxes: Floats, play: Floats) -> set[tuple[int, int]]:
    """Those pairs that stand on one spot, as the later and the earlier glyph of each."""
    earlier, later = pairs.min(axis=0), pairs.max(axis=0)
    apart = np.abs(boxes[later, :2] - boxes[earlier, :2]).max(axis=1)
    near = apart < play[later]
    return set(zip(later[near].tolist(), earlier[near].tolist(), strict=True))


def _one_by_one(codes: Codes, boxes: Floats, play: Floats, chosen: Numbers) -> Flags:
    """The same answer from glyph after glyph, each held against those kept about its place."""
    copies = np.zeros(len(codes), bool)
    kept: dict[tuple[int, int, int], list[tuple[float, float]]] = {}
    for at in chosen.tolist():
        code, x, y, limit = int(codes[at]), float(boxes[at, 0]), float(boxes[at, 1]), float(play[at])
        column, row = int(x // MAX_SHIFT), int(y // MAX_SHIFT)
        around = product((code,), range(column - 1, column + 2), range(row - 1, row + 2))
        near = (spot for cell in around for spot in kept.get(cell, ()))
        if any(abs(left - x) < limit and abs(top - y) < limit for left, top in near):
            copies[at] = True
        else:
            kept.setdefault((code, column, row), []).append((x, y))
    return copies
