"""A sentence with its quotes and numbers folded to one sign each: 选择“较好”的有30份,占40% becomes 选择Ⓐ的有Ⓠ,占Ⓟ.

Signs: Ⓐ words in quotes, Ⓠ a number with its unit, Ⓟ a percentage, Ⓑ what was read before and is not to be read again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.records.annotated import Sentence
from pipeline.records.mention import Quantity
from pipeline.records.span import Span

ANSWER, NUMBER, SHARE, DONE = "Ⓐ", "Ⓠ", "Ⓟ", "Ⓑ"
_QUOTED = re.compile(r"[“「『\"]([^”」』\"。]{1,60})[”」』\"]")


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded words; `quoted` and `numbers` by the index of their sign; `at` leads back to the clean text."""

    text: str
    quoted: dict[int, Span]  # without the quotes
    numbers: dict[int, Quantity]
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def at(self, index: int) -> int:
        """The clean offset of folded index `index`."""
        piece = bisect_right(self.starts, index) - 1
        return self.origins[piece] + index - self.starts[piece]

    def span(self, start: int, end: int) -> Span:
        """The clean span of a folded range; a sign at its end counts whole."""
        stop = self.at(end) if end < len(self.text) else self.origins[-1] + len(self.text) - self.starts[-1]
        return Span(self.at(start), max(stop, self.at(start) + 1))


def fold_answers(shadow: str, sentence: Sentence, done: Iterable[Span] = ()) -> Folded:
    """The folded sentence; `done` are spans that were read before (the question, the number of those asked)."""
    marks: list[tuple[Span, str, object]] = [(span, DONE, None) for span in done]
    for match in _QUOTED.finditer(shadow, sentence.span.start, sentence.span.end):
        marks.append((Span(*match.span()), ANSWER, Span(*match.span(1))))
    for quantity in sentence.quantities:
        if not quantity.ordinal:
            marks.append((quantity.span, SHARE if quantity.unit in ("%", "成") else NUMBER, quantity))
    parts: list[str] = []
    starts, origins = [0], [sentence.span.start]
    quoted: dict[int, Span] = {}
    numbers: dict[int, Quantity] = {}
    at, length = sentence.span.start, 0
    for span, sign, value in sorted(marks, key=lambda m: (m[0].start, -m[0].end)):
        if span.start < at:
            continue
        parts += [shadow[at : span.start], sign]
        length += span.start - at
        if isinstance(value, Span):
            quoted[length] = value
        elif isinstance(value, Quantity):
            numbers[length] = value
        starts += [length, length + 1]
        origins += [span.start, span.end]
        length, at = length + 1, span.end
    parts.append(shadow[at : sentence.span.end])
    return Folded("".join(parts), quoted, numbers, tuple(starts), tuple(origins))
