"""A half-open range of characters that proves itself when built."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import SpanError

_set = object.__setattr__  # how a frozen object is filled; thousands of spans are made a document


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """Characters `start` to `end` (half-open, not empty) of a document's clean text."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        if not 0 <= start < end:
            raise SpanError(f"span {start}–{end} is empty or negative")
        _set(self, "start", start)
        _set(self, "end", end)

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
