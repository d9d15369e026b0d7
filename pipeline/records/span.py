"""A half-open range of characters that proves itself when built."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import SpanError


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """Characters `start` to `end` (half-open, not empty) of a document's clean text."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        if not 0 <= start < end:
            raise SpanError(f"span {start}–{end} is empty or negative")
        _set_start(self, start)
        _set_end(self, end)

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Do the two share a character?"""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Does `other` lie within this span?"""
        return self.start <= other.start and other.end <= self.end

    def hull(self, other: Span) -> Span:
        """The smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


# How a frozen object is filled at the least price: thousands of spans are made a document.
_set_start, _set_end = vars(Span)["start"].__set__, vars(Span)["end"].__set__
