"""Which notes a claim's words call, so that a reader sees which source the source itself names for them.

A note mark stands behind what it speaks of: within the quote, or as the next mark behind it in the same sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from pipeline.extract.anchor import CitationError, Citer
from pipeline.extract.textnotes import find_text_notes
from pipeline.records.claim import Citation
from pipeline.records.reading import Reading
from pipeline.records.span import Span

_END = re.compile(r"[。！？!?；;\n]")


class CalledNotes:
    """The notes of a reading by the places of their calls."""

    def __init__(self, reading: Reading, citer: Citer) -> None:
        self.text, self.notes, self.citer = reading.text, reading.notes or find_text_notes(reading), citer
        self.calls = sorted((at, number) for number, note in enumerate(self.notes) for at in note.calls)

    def of(self, span: Span) -> tuple[Citation, ...]:
        """The notes called within `span` or next behind it, in the order of their calls; one that cannot be cited is left out."""
        if not self.calls:
            return ()
        inside = [(at, number) for at, number in self._between(span.start, span.end)]
        called = inside or self._behind(span.end)
        found = [self._citation(number) for number in dict.fromkeys(number for _, number in called)]
        return tuple(one for one in found if one)

    def _between(self, start: int, end: int) -> list[tuple[int, int]]:
        """Calls behind a character of `start` to `end`."""
        return self.calls[
            bisect_right(self.calls, (start, len(self.notes))) : bisect_right(self.calls, (end, len(self.notes)))
        ]

    def _behind(self, end: int) -> list[tuple[int, int]]:
        """The next calls at one place behind `end`, not beyond the sentence's closing mark."""
        close = _END.search(self.text, max(0, end - 1))
        calls = self._between(end, close.end() if close else len(self.text))
        return [call for call in calls if call[0] == calls[0][0]]

    def _citation(self, number: int) -> Citation | None:
        note = self.notes[number]
        if note.words is None:
            return None
        try:
            cited = self.citer.cite(note.words)
        except CitationError:
            return None
        return Citation(note.mark, cited.quote, cited.place)
