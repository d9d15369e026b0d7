"""Cut a block into sentences at 。！？； and their half-width twins; brackets and quotes close with the sentence they end."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MARKS = "。！？；!?;…"
_SENTENCE = re.compile(rf"[^\s{_MARKS}][^{_MARKS}\n]*[{_MARKS}]*[”’」』）)】]*|[{_MARKS}]+[”’」』）)】]*")


def sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Half-open ranges of the sentences of `text[start:end]`, in order, without white space at their edges."""
    for match in _SENTENCE.finditer(text, start, end):
        stop = match.end()
        while text[stop - 1].isspace():
            stop -= 1
        yield match.start(), stop
