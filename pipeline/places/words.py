"""jieba's opinion on where words end, asked only where a short name's edge would split a common word (平台|中, 节日|本身)."""

from __future__ import annotations

import logging
from functools import cache
from typing import Protocol, cast

WINDOW = 12  # characters on each side that are cut with the name
_BREAKS = "。,;:!?、()\n"


def stands_alone(text: str, start: int, end: int) -> bool:
    """Does jieba cut the surroundings so that a word begins with the name from `start` to `end` (上海, 中国政府), or is part of it?"""
    low, high = max(0, start - WINDOW), min(len(text), end + WINDOW)
    low = max(low, max(text.rfind(mark, low, start) for mark in _BREAKS) + 1)
    at = low
    for word in _tokenizer().cut(text[low:high]):
        if at == start:
            return at + len(word) >= end or _ends_word(text, at + len(word), end, high)
        at += len(word)
        if at > start:
            return False
    return False


def _ends_word(text: str, at: int, end: int, high: int) -> bool:
    """A name that jieba cuts in pieces (新|松奇) ends where a piece ends."""
    for word in _tokenizer().cut(text[at:high]):
        at += len(word)
        if at >= end:
            return at == end
    return False


class _Tokenizer(Protocol):
    def cut(self, sentence: str) -> list[str]: ...


@cache
def _tokenizer() -> _Tokenizer:
    """A tokenizer of our own: what others do to jieba's global one does not reach it. Imported only when asked (70 MB)."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return cast(_Tokenizer, tokenizer)
