"""Cut a block into sentences at 。！？； and their half-width twins; brackets and quotes close with the sentence they end."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"[。！？；!?;…]+[”’」』）)】]*|\n+|\Z")


def sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Half-open ranges of the sentences of `text[start:end]`, in order, without white space at their edges."""
    at = start
    while at < end:
        match = _END.search(text, at, end)
        stop = match.end() if match else end
        left, right = _trimmed(text, at, min(stop, end))
        if left < right:
            yield left, right
        at = max(stop, at + 1)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
