"""jieba's opinion on where words end, asked only where a short name's edge would split a common word (平台|中, 节日|本身)."""

from __future__ import annotations

from functools import lru_cache

from pipeline.text.segment import segmenter

WINDOW = 12  # characters on each side that are cut with the name
_BREAKS = "。,;:!?、()\n"


def stands_alone(text: str, start: int, end: int) -> bool:
    """Does jieba cut the surroundings so that a word begins with the name from `start` to `end` (上海, 中国政府), or is part of it?"""
    low, high = max(0, start - WINDOW), min(len(text), end + WINDOW)
    low = max(low, max(text.rfind(mark, low, start) for mark in _BREAKS) + 1)
    return _alone(text[low:high], start - low, end - low)


@lru_cache(maxsize=5_000)
def _alone(text: str, start: int, end: int) -> bool:
    """Whether one of jieba's words begins at `start`, and one ends at `end` or the first goes on past it."""
    at, begun = 0, False
    for word in segmenter().cut(text):
        if at == start:
            begun = True
            if at + len(word) >= end:
                return True
        at += len(word)
        if begun and at >= end:
            return at == end
        if at > start and not begun:
            return False
    return False
