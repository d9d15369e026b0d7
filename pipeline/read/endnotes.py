"""Endnotes and numbered references: the entries of a list under a heading of its own, tied to every call before it.

A list belongs to the text since the list before it, so that each chapter's [1] is its own. Calls are raised marks, and numbers in
brackets also where they are not raised; [3, 8] and [3-5] call each of their notes. Lists without numbers stay text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.read.lineruns import RAISED
from pipeline.read.lines import Call, Line
from pipeline.read.notes import NoteDraft, form_of, number_of

HEADING = re.compile(
    r"[\[【〔]?(?:主要|引用)?(?:参考文献|參考文獻|参考资料|參考資料|参考书目|參考書目|引用文献|引用文獻|文献|注释|註釋|注解|尾注|"
    r"references|bibliography|notes|endnotes)[\]】〕]?[:：]?",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"([\[［〔（(]\d{1,3}[\]］〕）)]|[①-⑳]|\d{1,3}(?=[.．、]\D))[.．、]?")
_OVER = re.compile(r"[(（\[【〔]?(?:作者[简簡]介|[责責]任[编編][辑輯]|收稿日期|基金[项項]目|附[录錄]|致[谢謝])")
_CALL = re.compile(r"[\[［〔]\d{1,3}(?:[,，、\-–—~～]\d{1,3})*[\]］〕]")
_RAISED_CALL = re.compile(r"\d{1,3}(?:[,，\-–]\d{1,3})*")
_STEP = re.compile(r"(\d{1,3})(?:[\-–—~～](\d{1,3}))?")
SAME_SIZE = 0.08  # share by which the type of a list's lines may differ
FAR = 3.0  # em from one line to the next within a column; the list is over
MAX_RANGE = 30  # notes that one call may name
BODY = 0.06  # share by which a line with plain raised numbers may differ from most lines: authors' names do


@dataclass(slots=True)
class Endnotes:
    """One list, and the lines of the text that may call its notes."""

    lines: list[Line]
    notes: list[NoteDraft] = field(default_factory=list)


def take_endnotes(pages: Sequence[list[Line]]) -> list[Endnotes]:
    """The lists of a document, from its pages' lines in reading order; their lines are taken out of `pages`."""
    taker = _Taker()
    for page in pages:
        page[:] = [line for line in page if not taker.takes(line)]
    return [one for one in taker.lists if one.notes]


class _Taker:
    """Asks each line in turn whether it belongs to a list."""

    def __init__(self) -> None:
        self.lists = [Endnotes([])]
        self.headed = False  # was the line before a list's heading?
        self.last: Line | None = None  # of the open list

    def takes(self, line: Line) -> bool:
        """Is the line one of a list?"""
        if self.headed or self.last is not None:
            if self._goes_on(line):
                self.headed, self.last = False, line
                return True
            if self.last is not None:
                self.lists.append(Endnotes([]))
            self.last = None
        self.headed = bool(HEADING.fullmatch(line.text))
        self.lists[-1].lines.append(line)
        return False

    def _goes_on(self, line: Line) -> bool:
        notes, last = self.lists[-1].notes, self.last
        mark = _ENTRY.match(line.text)
        if mark and _counts_on(mark[1], notes) and (last is None or _alike(last, line)):
            notes.append(NoteDraft(number_of(mark[1]), form_of(mark[1]), mark.end(), line.page, [line]))
            return True
        if last is None or not _alike(last, line) or _OVER.match(line.text) or HEADING.fullmatch(line.text):
            return False
        if (last.page, last.column) != (line.page, line.column):
            if last.text[-1] in "。.":
                return False  # an entry that is over goes on in no other column
        elif line.top - last.bottom > FAR * line.size:
            return False
        notes[-1].lines.append(line)
        return True


def _counts_on(mark: str, notes: Sequence[NoteDraft]) -> bool:
    """Is the mark the next one of the list? A list begins with 1."""
    if not notes:
        return number_of(mark) == "1"
    before = notes[-1]
    return form_of(mark) == before.form and int(number_of(mark)) == int(before.mark) + 1


def _alike(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) <= SAME_SIZE * one.size


def link_endnotes(found: Endnotes, first: int, body_size: float) -> None:
    """Write the calls of the list's notes into the lines; `first` is the number of its first note in the document."""
    numbers = {note.mark: first + at for at, note in enumerate(found.notes)}
    circled = found.notes[0].form == "circled"
    for line in found.lines:
        taken = {at for call in line.calls for at in range(call.start, call.end)}
        for start, end, words in _calls(line, body_size, circled=circled):
            named = _numbers(words)
            if named and all(name in numbers for name in named) and taken.isdisjoint(range(start, end)):
                line.calls += [Call(start, end, numbers[name]) for name in named]


def _calls(line: Line, body_size: float, *, circled: bool) -> Iterator[tuple[int, int, str]]:
    """Ranges of glyphs that may call endnotes, with their words."""
    if circled:
        yield from ((at, at + 1, mark) for at, mark in enumerate(line.text) if "①" <= mark <= "⑳")
        return
    for match in _CALL.finditer(line.text):
        if match.start():  # at a line's start it may be an entry of another list
            yield match.start(), match.end(), match[0]
    if abs(line.size - body_size) <= BODY * body_size:
        for start, end in _raised(line):
            if _RAISED_CALL.fullmatch(line.text[start:end]):
                yield start, end, line.text[start:end]


def _raised(line: Line) -> Iterator[tuple[int, int]]:
    """Runs of small glyphs above the middle of the line, behind a word."""
    small = (
        [glyph.size < RAISED * line.size and glyph.middle < line.middle + 0.05 * line.size for glyph in line.glyphs]
        if any(glyph.size < RAISED * line.size for glyph in line.glyphs)
        else []
    )
    at = 1
    while at < len(small):
        end = at
        while end < len(small) and small[end]:
            end += 1
        if end > at and not line.text[at - 1].isascii():
            yield at, end
        at = max(end, at + 1)


def _numbers(words: str) -> list[str]:
    """The numbers that a call names, ranges counted out."""
    if "①" <= words <= "⑳":
        return [number_of(words)]
    named: list[str] = []
    for match in _STEP.finditer(words):
        first, last = int(match[1]), int(match[2] or match[1])
        if not 0 <= last - first <= MAX_RANGE:
            return []
        named += [str(number) for number in range(first, last + 1)]
    return named
