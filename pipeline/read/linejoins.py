"""Which lines of a text file make one block: a line goes on in the next where it fills its column and ends in mid-sentence.

Hard line ends part nothing by themselves, nor do blank lines where every line has one behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.read.linekind import LineKind

TERMINAL = "。！？；：:!?;”’」』）)】》…|"  # a line that ends so is over
CLOSING = "。！？；!?;…"  # ends a sentence, whatever comes next
_DATED_ENTRY = re.compile(
    r"[（(][^（）()]*\d{4}年[^（）()]*[）)]"
)  # 某市（1996年11月）: an entry of a list, never half a line of prose
FULL_SHARE = 0.8  # a line of at least this share of its neighbourhood's width may go on in the next line
SAME_COLUMN = 0.92  # of the next lines' width: a narrow column below a wide one
LONG_LINE = 45  # characters: a line this long that ends in mid-sentence was cut by a page, not ended by its author
INDENT = 2  # characters; the blanks before a paragraph's first line are often lost
MIN_WIDTH = 12  # narrower lines never go on: names, headings, list entries


@dataclass(slots=True)
class Line:
    """One source line: where it starts, its words, its width (a Latin character counts half), what it looks like."""

    start: int
    text: str
    width: float
    kind: LineKind
    level: int | None
    blank_before: bool
    mark_before: bool
    is_prose: bool
    last: str  # its last character


def groups(lines: list[Line]) -> Iterator[list[Line]]:
    """Lines that make one block together, in order."""
    spaced = _blank_after_each(lines)
    group: list[Line] = []
    for i, line in enumerate(lines):
        if line.kind is LineKind.FURNITURE and _cut_date(line, lines[i + 1] if i + 1 < len(lines) else None):
            line.kind = LineKind.TEXT  # 2015 on a line of its own, and 年7月 on the next, is no page number
        if group and not _goes_on(group[-1], line, lines, i, spaced):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _blank_after_each(lines: list[Line]) -> bool:
    """Does a blank line follow nearly every line, so that blank lines part nothing?"""
    wide = [line for line in lines[1:] if line.width >= MIN_WIDTH]
    return bool(wide) and sum(line.blank_before for line in wide) >= 0.6 * len(wide) and _is_wrapped(wide)


def _is_wrapped(lines: list[Line]) -> bool:
    """Do most lines end in mid-sentence?"""
    return sum(line.last not in TERMINAL for line in lines) >= 0.5 * len(lines)


def _cut_date(before: Line, line: Line | None) -> bool:
    """Does the end of the line cut a date, its number before and its 年, 月 or 日 behind?"""
    return line is not None and before.last.isdecimal() and line.text.lstrip()[0] in "年月日"


def _goes_on(before: Line, line: Line, lines: list[Line], i: int, spaced: bool) -> bool:
    if before.kind is LineKind.ROW and line.kind is LineKind.ROW:
        return True
    if _cut_date(before, line):
        return True
    if before.kind not in _GOING_ON or line.kind is not LineKind.TEXT:
        return False
    if line.mark_before or (before.mark_before and before.last not in CLOSING):
        return True
    if before.last in CLOSING or before.width < MIN_WIDTH:
        return False
    bracketed = before.last in ")）" or "）" in before.text or ")" in before.text
    if bracketed and _DATED_ENTRY.search(before.text) and _DATED_ENTRY.search(line.text):
        return False
    if before.width >= LONG_LINE and before.last not in TERMINAL:
        return True
    if line.blank_before and not spaced:
        return False
    return _fills_its_column(before, lines, i)


_GOING_ON = (LineKind.TEXT, LineKind.NOTE, LineKind.ABSTRACT, LineKind.LIST)


def _fills_its_column(before: Line, lines: list[Line], i: int) -> bool:
    """Is the line before `lines[i]` as wide as its column, among lines of prose?"""
    first, second = lines[i], lines[i + 1] if i + 1 < len(lines) else None
    after = max(first.width, second.width) if second else first.width
    if before.width >= SAME_COLUMN * after and before.is_prose and first.is_prose and second and second.is_prose:
        return True  # what the questions below would answer, for nearly every line of a paragraph
    near = [line for line in lines[max(0, i - 4) : i + 3] if line.kind is not LineKind.ROW]
    if 3 * [line.is_prose for line in near].count(True) < len(near):
        return False  # entries of a list are alike in width too
    widths = sorted([line.width for line in near], reverse=True)
    margin = widths[1 if len(widths) > 2 else 0]  # the second widest: one long line beside a column is no margin
    full = before.width + (INDENT if _begins_a_paragraph(lines, i - 1) and lines[i].is_prose else 0)
    return before.width >= FULL_SHARE * margin or full >= SAME_COLUMN * after or _ends_its_column(lines, i)


def _begins_a_paragraph(lines: list[Line], i: int) -> bool:
    """Does prose begin with `lines[i]`, behind a heading or a sentence that is over? Its indent was in its width."""
    return lines[i].is_prose and i > 0 and (lines[i - 1].kind is LineKind.HEADING or lines[i - 1].last in CLOSING)


def _ends_its_column(lines: list[Line], i: int) -> bool:
    """Is the line before `lines[i]` a full line of the column behind it, where a column of another width begins?"""
    behind = lines[max(0, i - 4) : i]
    return (
        len(behind) > 2
        and all(line.is_prose and line.kind is LineKind.TEXT for line in (*behind[-3:], lines[i]))
        and behind[-1].last not in TERMINAL
        and behind[-1].width >= SAME_COLUMN * max([line.width for line in behind[-3:-1]])
    )
