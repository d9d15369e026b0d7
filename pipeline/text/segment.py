"""jieba, one tokenizer of our own for all who ask: what others do to its global one does not reach it, and it is loaded once."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import cache
from typing import Protocol, cast


class Segmenter(Protocol):
    """What we ask of jieba."""

    def cut(self, sentence: str) -> Iterator[str]:
        """The words of a sentence in order."""

    def tokenize(self, unicode_sentence: str) -> Iterator[tuple[str, int, int]]:
        """Each word with where it begins and ends."""


@cache
def segmenter() -> Segmenter:
    """The tokenizer, imported and initialised at the first call only (70 MB)."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return cast(Segmenter, tokenizer)
