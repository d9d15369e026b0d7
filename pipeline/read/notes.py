"""Footnotes: small type at a column's foot, under a short rule or behind a mark; each is tied to its call in the text of its page.

Numbers begin anew on each page in many journals, so a call looks for its note on its own page only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.read.glyphs import Glyph
from pipeline.read.lineruns import RAISED
from pipeline.read.lines import Call, Line
from pipeline.read.rules import Box

SMALLER = 0.93  # of the body's size; notes are set in smaller type
RULE_SHARE = (0.08, 0.7)  # of the column's width; a note rule is shorter than the column
MAX_CALL = 5  # glyphs: [12], 12), ①

_CIRCLED = {chr(0x2460 + i): str(i + 1) for i in range(20)}
_CIRCLED |= {chr(0x2776 + i): str(i + 1) for i in range(10)}
_CIRCLED |= {chr(0x2780 + i): str(i + 1) for i in range(10)}  # ➀: fonts that have no ① give it as this
_CIRCLED |= {chr(0x278A + i): str(i + 1) for i in range(10)}
_MARK = re.compile(rf"[{''.join(_CIRCLED)}]|[\[［〔（(]\s*\d{{1,3}}\s*[\]］〕）)]|\d{{1,3}}(?!\d|\.\d|年|月)|[*＊†‡]")
_NUMBERED = re.compile(r"(\d{1,3})[.．、](?!\d)")  # 1. 说明在此
_POINT = re.compile(r"[.．、](?!\d)")


@dataclass(slots=True)
class NoteDraft:
    """A note: its number as its mark says it, the mark's glyphs at its start, its lines, its page."""

    mark: str
    form: str
    mark_length: int
    page: int
    lines: list[Line]


def form_of(mark: str) -> str:
    """How a mark is written; a call and its note are written alike, so a raised 1 behind an author never calls note ①."""
    if mark in _CIRCLED:
        return "circled"
    if mark[:1] in "[［〔（(":
        return "bracketed"
    return "plain" if mark.isdecimal() else "sign"


def number_of(mark: str) -> str:
    """What a mark counts: ①, [1] and 1 are the same number; signs stand for themselves."""
    if mark in _CIRCLED:
        return _CIRCLED[mark]
    return re.sub(r"\D", "", mark) or mark


def split_notes(lines: Sequence[Line], across: Sequence[Box], body_size: float) -> tuple[list[Line], list[Line]]:
    """A page's lines in reading order parted into text and the lines of notes."""
    text: list[Line] = []
    notes: list[Line] = []
    for column in _by_column(lines):
        cut = _foot(column, across, body_size)
        if cut == len(column):
            cut = _numbered_foot(column, lines, body_size)
        text += column[:cut]
        notes += column[cut:]
    return text, notes


def _by_column(lines: Sequence[Line]) -> list[list[Line]]:
    columns: list[list[Line]] = []
    for line in lines:
        if columns and (columns[-1][0].band, columns[-1][0].column) == (line.band, line.column):
            columns[-1].append(line)
        else:
            columns.append([line])
    return columns


def _foot(column: Sequence[Line], across: Sequence[Box], body_size: float) -> int:
    """Index of the first line of the column that belongs to its notes."""
    small = len(column)
    while small and column[small - 1].size <= SMALLER * body_size:
        small -= 1
    ruled = next((i for i in range(small, len(column)) if _ruled_above(column, i, across)), None)
    if ruled is not None:
        return ruled
    marked = (
        i for i in range(small, len(column)) if starts_note(column[i], strict=True) and column[i].top > column[0].top
    )
    return next(marked, len(column))


def _numbered_foot(column: Sequence[Line], lines: Sequence[Line], body_size: float) -> int:
    """Index of the first of a column's last, small lines that is numbered (1. …) as a raised number on the page calls it."""
    small = len(column)
    while small and column[small - 1].size <= SMALLER * body_size:
        small -= 1
    for at in range(small, len(column)):
        mark = _NUMBERED.match(column[at].text)
        if mark and any(_is_called(mark[1], line) for line in lines if line.size > SMALLER * body_size):
            return at
    return len(column)


def _is_called(number: str, line: Line) -> bool:
    return any(line.text[start:end] == number for start, end in _call_ranges(line) if start)


def _ruled_above(column: Sequence[Line], index: int, across: Sequence[Box]) -> bool:
    """Is there a short rule between this line and the one before?"""
    line = column[index]
    left, right = min(one.x0 for one in column), max(one.x1 for one in column)
    above = column[index - 1].middle if index else line.top - 3 * line.size
    low, high = (share * (right - left) for share in RULE_SHARE)
    return any(
        above < rule.top <= line.middle and abs(rule.x0 - left) < line.size and low <= rule.x1 - rule.x0 <= high
        for rule in across
    )


def starts_note(line: Line, *, strict: bool = False) -> bool:
    """Does the line begin with a note's mark? `strict` takes circled numbers, brackets and raised digits only."""
    match = _MARK.match(line.text)
    if not match or match.end() >= len(line.glyphs):
        return False
    mark = match[0]
    return not (strict and mark.isdecimal()) or line.glyphs[0].size < RAISED * line.size


def make_notes(lines: Sequence[Line]) -> list[NoteDraft]:
    """Notes from the lines of their zones; a line without a mark goes on with the note before it."""
    notes: list[NoteDraft] = []
    for line in lines:
        if starts_note(line) and _is_next(line, notes):
            mark = _MARK.match(line.text)
            words = mark[0] if mark else ""
            behind = _POINT.match(line.text, len(words)) if words.isdecimal() else None
            length = behind.end() if behind else len(words)
            notes.append(NoteDraft(number_of(words), form_of(words), length, line.page, [line]))
        elif notes:
            notes[-1].lines.append(line)
        else:
            notes.append(NoteDraft("", "", 0, line.page, [line]))
    return notes


def _is_next(line: Line, notes: Sequence[NoteDraft]) -> bool:
    """A bare number begins a note only if it counts on; else it is a year or a page within a note."""
    match = _MARK.match(line.text)
    if not match or not match[0].isdecimal() or line.glyphs[0].size < RAISED * line.size:
        return True
    if not notes or (notes[-1].page != line.page and _NUMBERED.match(line.text)):
        return True  # the first on its page: 7. where numbers run through the document
    before = next((note.mark for note in reversed(notes) if note.page == line.page), "0")
    return before.isdecimal() and int(match[0]) == int(before) + 1


def link_calls(lines: Sequence[Line], notes: Sequence[NoteDraft]) -> None:
    """Write into each line its calls of notes on its page; the first call of a note wins."""
    free = {(note.page, note.form, note.mark): index for index, note in enumerate(notes) if note.mark}
    for line in lines:
        for start, end in _call_ranges(line):
            mark = "".join(glyph.mark for glyph in line.glyphs[start:end])
            key = line.page, form_of(mark), number_of(mark)
            if key in free:
                line.calls.append(Call(start, end, free.pop(key)))


def _call_ranges(line: Line) -> list[tuple[int, int]]:
    """Ranges of glyphs that look like note calls: circled numbers, and raised small marks."""
    found: list[tuple[int, int]] = []
    if not line.raised and _CIRCLED.keys().isdisjoint(line.text):
        return found
    at = 0
    while at < len(line.glyphs):
        end = at
        if line.glyphs[at].mark in _CIRCLED:
            end = at + 1
        else:
            while end < len(line.glyphs) and end - at <= MAX_CALL and _is_raised(line.glyphs[end], line):
                end += 1
            if not _MARK.fullmatch("".join(glyph.mark for glyph in line.glyphs[at:end])):
                end = at
        if end > at:
            found.append((at, end))
        at = max(end, at + 1)
    return found


def _is_raised(glyph: Glyph, line: Line) -> bool:
    return glyph.size < RAISED * line.size and glyph.middle < line.middle + 0.05 * line.size
