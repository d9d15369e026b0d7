"""Running heads, feet and page numbers: lines at a page's edge that come back on other pages at one height, digits masked.

They are kept apart, not thrown away, and the printed page numbers are read from them where they run on through the document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.read.lines import Line
from pipeline.read.notes import starts_note
from pipeline.read.order import Placed
from pipeline.read.styles import CAPTION

EDGE_ROWS = 2  # rows from the top and from the bottom that can be furniture
EDGE_SHARE = 0.17  # of the height of what stands on a page; furniture stands no further in
SAME_HEIGHT = 4.0  # points
ANYWHERE = 100_000  # a class of height of its own: scanned pages lie a little higher or lower
MIN_ANYWHERE = 4  # pages
MIN_SHARE = (
    0.2  # of the document's pages, and two at least; a head may stand on one chapter's or one parity's pages only
)

_DIGITS = re.compile(r"\d+|(?<![a-z])[ivxlc]+(?![a-z])|(?<![A-Z])[IVXLC]+(?![A-Z])")
_ONLY_NUMBER = re.compile(
    r"[-–—―·•.\s]*(?:\d{1,4}|[ivxlc]{1,8}|[IVXLC]{1,8})[-–—―·•.\s]*$|第\s*\d+\s*[页頁].{0,12}$|\d+\s*/\s*\d+$"
)
_OF_A_TABLE = re.compile(
    rf"{CAPTION.pattern}|[(（]?[单單]位[:：]"
)  # 表 3-1 各市往来（续1）stands on each page of its table
_NUMBER = re.compile(r"(?:^|[^\dA-Za-z])(\d{1,4}|[ivxlc]{1,8}|[IVXLC]{1,8})(?=$|[^\dA-Za-z])")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def find_furniture(
    pages: Sequence[Sequence[Line]], extents: Sequence[tuple[float, float]] | None = None
) -> list[list[Line]]:
    """For each page, those of its lines that are furniture.

    `extents`: top and bottom in points of what stands on pages of that size; lines far from both are no furniture, though they
    come back. Without them each page's outermost lines are asked.
    """
    edges = [_edge_lines(lines) for lines in pages]
    if extents is not None:
        edges = [_far_out(lines, *extent) for lines, extent in zip(edges, extents, strict=True)]
    tally: Counter[tuple[str, int]] = Counter()
    for lines in edges:
        tally.update({(_mask(line), row) for line in lines for row in (*_heights(line), _type(line))})
    needed = max(2, MIN_SHARE * len(pages) * 0.5)
    found = [[line for line in lines if _comes_back(line, tally, needed)] for lines in edges]
    whole = [_with_row(mine, lines) for mine, lines in zip(found, edges, strict=True)]
    return [mine or _lone_number(lines) for mine, lines in zip(whole, edges, strict=True)]


def extents_by_size(pages: Sequence[tuple[float, float, Sequence[Placed]]]) -> list[tuple[float, float]]:
    """For each page of (width, height, what stands on it): top and bottom of what stands on all pages of its size."""
    found: dict[tuple[int, int], tuple[float, float]] = {}
    for width, height, items in pages:
        top, bottom = found.get((round(width), round(height)), (height, 0.0))
        whole = min([top, *(item.top for item in items)]), max([bottom, *(item.bottom for item in items)])
        found[round(width), round(height)] = whole
    return [found[round(width), round(height)] for width, height, _ in pages]


def _with_row(mine: list[Line], lines: Sequence[Line]) -> list[Line]:
    """Furniture and what shares the outermost row with it: a chapter's head beside the page number stands on one page only."""
    outer = [min(lines, key=lambda one: one.middle), max(lines, key=lambda one: one.middle)] if lines else []
    rows = [line for line in mine if any(_one_row(line, edge) for edge in outer)]
    return [line for line in lines if line in mine or any(_one_row(line, other) for other in rows)]


def _one_row(line: Line, other: Line) -> bool:
    return abs(line.middle - other.middle) < 0.4 * line.size and abs(line.size - other.size) < 0.1 * line.size


def _comes_back(line: Line, tally: Counter[tuple[str, int]], needed: float) -> bool:
    if tally[(_mask(line), _type(line))] >= max(MIN_ANYWHERE, 2 * needed):
        return True
    count = max(tally[(_mask(line), row)] for row in _heights(line))
    return count >= (2 if _ONLY_NUMBER.match(line.spaced_text) else needed)


def _lone_number(lines: Sequence[Line]) -> list[Line]:
    """A page number that nothing on another page confirms: the lowest line, if it is nothing but a number."""
    last = max(lines, key=lambda line: line.bottom, default=None)
    return [last] if last and _ONLY_NUMBER.match(last.spaced_text) and len(lines) > 1 else []


def _edge_lines(lines: Sequence[Line]) -> list[Line]:
    """Lines of the outermost rows; footnotes are none, though 同上 (the same) may come back at a page's foot."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: one.middle):
        if rows and line.middle - rows[-1][0].middle < 0.6 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    rows = rows[:1] + rows[1:][-1:] if len(rows) <= EDGE_ROWS else rows[:EDGE_ROWS] + rows[-EDGE_ROWS:]
    return [line for row in rows for line in row if not starts_note(line, strict=True)]


def _far_out(lines: Sequence[Line], top: float, bottom: float) -> list[Line]:
    """Lines near the top or the bottom of a page's contents that head no table and give no unit."""
    play = EDGE_SHARE * (bottom - top)
    return [line for line in lines if not top + play < line.middle < bottom - play and not _OF_A_TABLE.match(line.text)]


def _mask(line: Line) -> str:
    return _DIGITS.sub("#", line.text)


def _type(line: Line) -> int:
    """A class of size instead of height: a title in the words of the running head is set larger."""
    return ANYWHERE + round(line.size)


def _heights(line: Line) -> tuple[int, int]:
    """Two overlapping classes of height, so that no border parts equal lines."""
    return int(line.middle // SAME_HEIGHT), -1 - int((line.middle + SAME_HEIGHT / 2) // SAME_HEIGHT)


def page_labels(furniture: Sequence[Sequence[Line]]) -> list[str | None]:
    """The printed number of each page, or None where there is none that agrees with its neighbours."""
    candidates = [[(value, label) for line in lines for value, label in _numbers(line)] for lines in furniture]
    found: list[str | None] = []
    for page, mine in enumerate(candidates):
        near = [candidates[other] for other in (page - 2, page - 1, page + 1, page + 2) if 0 <= other < len(candidates)]
        places = [other - page for other in (page - 2, page - 1, page + 1, page + 2) if 0 <= other < len(candidates)]
        scored = [
            (sum(_confirms(value, label, *one) for one in zip(near, places, strict=True)), label)
            for value, label in mine
        ]
        best = max(scored, default=(0, ""))
        found.append(best[1] if best[0] or (len(candidates) == 1 and mine) else None)
    return found


def _confirms(value: int, label: str, others: Sequence[tuple[int, str]], distance: int) -> bool:
    """Does a page nearby bear the number that it should, in the same writing?"""
    return any(other == value + distance and text.isdecimal() == label.isdecimal() for other, text in others)


def _numbers(line: Line) -> list[tuple[int, str]]:
    """Numbers in a line of furniture that can be a page's: alone, at its start or at its end."""
    words = line.spaced_text.strip()
    found = []
    for match in _NUMBER.finditer(words):
        outside = (
            _ONLY_NUMBER.match(words)
            or match.start(1) == 0
            or match.end(1) == len(words)
            or "第" in words[: match.start(1)]
        )
        value = _value(match[1])
        if outside and value:
            found.append((value, match[1]))
    return found


def _value(label: str) -> int | None:
    """The number that a label stands for, in digits or Roman letters."""
    if label.isdecimal():
        return int(label)
    values = [_ROMAN[letter] for letter in label.lower()]
    total = sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    return total if label.lower() == _roman(total) else None


def _roman(number: int) -> str:
    steps = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    words = ""
    for value, letters in steps:
        words += letters * (number // value)
        number %= value
    return words
