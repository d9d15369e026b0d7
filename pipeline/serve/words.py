"""What is searched for: texts cut into pairs of Chinese characters and Latin words, so that a name of two characters is found inside a run.

SQLite's own tokenizers find nothing inside a run of Chinese (`unicode61`), or nothing under three characters (`trigram`). So 神户市 is
stored as 神户, 户市 and 市: what is asked in two characters or more is asked as its pairs, one character as the beginning of a pair.
All of it half-width, in simplified characters and lower case, so that 神戶 and ＫＯＢＥ are found too.
"""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.text.script import shadow

_HAN = "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(f"[{_HAN}]+")
_PART = re.compile(f"(?P<han>[{_HAN}]+)|(?P<word>[^\\W{_HAN}]+)")
MOST = 24  # tokens of a question: what is longer is found by its beginning, and read again anyway
SHORTEST_BEGINNING = 3  # letters; a shorter word is asked whole


def folded(text: str) -> str:
    """The text as it is compared: half-width, simplified, lower case; of the same length, but for the rare letter that grows."""
    return shadow(text).lower()


def indexed(text: str) -> str:
    """A folded text as the index takes it: tokens parted by blanks. Punctuation is the tokenizer's matter."""
    return _RUN.sub(_pairs, text)


def _pairs(run: re.Match[str]) -> str:
    chars = run[0]
    return f" {' '.join(map(''.join, pairwise(chars)))} {chars[-1]} "


def asked(question: str, *, beginnings: bool = False) -> str:
    """The question as an FTS5 expression, all of its parts wanted; nothing where it holds no letter or character.

    With `beginnings`, words of letters may be the beginning of longer ones, which takes far longer to look for.
    """
    tokens: list[str] = []
    for part in _PART.finditer(folded(question)):
        if run := part["han"]:
            tokens += [f'"{run}"*'] if len(run) == 1 else [f'"{run[i : i + 2]}"' for i in range(len(run) - 1)]
        elif word := part["word"].replace('"', ""):
            tokens.append(f'"{word}"*' if beginnings and len(word) >= SHORTEST_BEGINNING else f'"{word}"')
    return " ".join(dict.fromkeys(tokens[:MOST]))


def parts(question: str) -> tuple[str, ...]:
    """The folded runs and words of a question: what must stand in a text that answers it."""
    return tuple(dict.fromkeys(part[0] for part in _PART.finditer(folded(question))))


def is_run(part: str) -> bool:
    """Is this part of a question a run of Chinese characters, kana or hangul?"""
    return _RUN.fullmatch(part) is not None


def around(text: str, wanted: tuple[str, ...], most: int) -> str:
    """The text, or as much of it around the first words that were asked for, with … where it goes on."""
    if len(text) <= most:
        return text
    first = min((at for part in wanted if (at := folded(text).find(part)) >= 0), default=0)
    start = max(0, min(first - most // 4, len(text) - most))
    return ("…" if start else "") + text[start : start + most] + ("…" if start + most < len(text) else "")


def lit(text: str, wanted: tuple[str, ...]) -> list[tuple[str, bool]]:
    """The text in pieces, those that were asked for marked; one piece where folding changed its length."""
    seen = folded(text)
    if not wanted or len(seen) != len(text):
        return [(text, False)]
    pieces, end = [], 0
    for found in re.finditer("|".join(re.escape(part) for part in sorted(wanted, key=len, reverse=True)), seen):
        pieces += [(text[end : found.start()], False), (text[found.start() : found.end()], True)]
        end = found.end()
    return [piece for piece in (*pieces, (text[end:], False)) if piece[0]]
