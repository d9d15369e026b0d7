"""Finds the words of happenings in one walk over the text: at a character only the words that can begin with it are asked.

One pattern of all words asks some three hundred of them at every place. Here an automaton tells where one of the beginnings stands
(a first character with those that may come second), and only there the handful of words that begin so is asked.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, Implementation

_HAN = re.compile(r"[一-鿿]")
_NO_CHARACTER = re.compile(r"[\\A-Za-z-]")  # in a class: an escape or a range


@dataclass(frozen=True, slots=True)
class Finder:
    """Where a word may begin, by its first two characters, and by the first the pattern of all words that begin so."""

    begins: AhoCorasick
    by_first: Mapping[str, re.Pattern[str]]

    def find(self, text: str, ranges: Iterable[tuple[int, int]]) -> Iterator[re.Match[str]]:
        """All words that lie in one of the half-open `ranges`, which are in order; none over another. `lastgroup` is the class of each."""
        by_first = self.by_first
        begins = sorted([start for _, start, _ in self.begins.find_matches_as_indexes(text, overlapping=True)])
        for free, end in ranges:
            for at in begins[bisect_left(begins, free) : bisect_left(begins, end)]:
                if at >= free and (match := by_first[text[at]].match(text, at, end)):
                    free = match.end()
                    yield match


def finder(classes: Mapping[str, Sequence[str]]) -> Finder:
    """A finder of the words of each class, in the order of the classes; ValueError where a word may begin with anything."""
    firsts = {name: [(word, first_characters(word)) for word in words] for name, words in classes.items()}
    characters = sorted(set().union(*(chars for rows in firsts.values() for _, chars in rows)))
    asked = {char: _pattern(char, firsts) for char in characters}
    begins = [char + second for char, (_, seconds) in asked.items() for second in sorted(seconds) or [""]]
    automaton = AhoCorasick(begins, implementation=Implementation.DFA)
    return Finder(automaton, {char: pattern for char, (pattern, _) in asked.items()})


def _pattern(char: str, firsts: Mapping[str, list[tuple[str, set[str]]]]) -> tuple[re.Pattern[str], frozenset[str]]:
    kept = {name: [word for word, chars in rows if char in chars] for name, rows in firsts.items()}
    pattern = re.compile("|".join(f"(?P<{name}>{'|'.join(words)})" for name, words in kept.items() if words))
    heads = (
        head for words in kept.values() for word in words for head in _heads(word) if char in first_characters(head)
    )
    seconds = [_seconds(head) for head in heads]
    return pattern, frozenset() if set() in seconds else frozenset().union(*seconds)


def _seconds(head: str) -> set[str]:
    """What may come second in a word: of 赠(?=[一两]) these are 一, 两; none where it may be anything."""
    rest = head[1:]
    if rest.startswith("(?=") and not rest.endswith(("?", "*")):
        rest = rest[len("(?=") : _closing(rest) - 1]
    if not _HAN.match(head) or rest[:1] in ("", "?", "*", "+", "{") or rest.startswith(("(?!", "(?<", "[^")):
        return set()
    try:
        return first_characters(rest)
    except ValueError:
        return set()


def _heads(word: str) -> list[str]:
    """The word with the alternatives that it begins with written out: 签署, 签订 of (?<!拟)签(?:署|订) stay one, of (?:会|拜)访 two."""
    while word.startswith(("(?<", "(?!", "(?=")):
        word = word[_closing(word) :]
    if not word.startswith("(?:") or word[_closing(word) :][:1] in ("?", "*", "{"):
        return [word]
    end = _closing(word)
    return [head for part in _alternatives(word[3 : end - 1]) for head in _heads(part + word[end:])]


def guarded(pattern: str) -> str:
    """The pattern, its first characters asked before its alternatives where the engine cannot do so itself.

    It can where all of them begin with a character; before a look behind or a class it tries one by one, at every place of the text.
    """
    parts = _alternatives(pattern)
    if all(part[:1] not in ("(", "[", "\\") for part in parts) or len(parts) == 1:
        return pattern
    try:
        firsts = first_characters(pattern)
    except ValueError:
        return pattern
    if any(map(_NO_CHARACTER.match, firsts)):
        return pattern
    shown = "".join(map(re.escape, sorted(firsts - set("0123456789")))) + (r"\d" if firsts & set("0123456789") else "")
    return f"(?=[{shown}])(?:{pattern})"


def first_characters(word: str) -> set[str]:
    """The characters that a match of the regular expression may begin with: of (?<!主)办|[来抵]沪 these are 办, 来, 抵."""
    found: set[str] = set()
    for alternative in _alternatives(word):
        found |= _firsts_of_one(alternative)
    return found


def _firsts_of_one(word: str) -> set[str]:
    while word.startswith(("(?<", "(?!", "(?=")):
        word = word[_closing(word) :]
    if not word or word[0] in ".^$*+?|" or word.startswith("[^"):
        raise ValueError(f"a word may begin with anything: {word!r}")
    end = _closing(word)
    piece, rest = word[:end], word[end:]
    if rest.startswith("{0"):
        raise ValueError(f"a word may begin with what it need not hold: {word!r}")
    if piece.startswith("(?:"):
        found = first_characters(piece[3:-1])
    elif piece.startswith("["):
        found = set(piece[1:-1])
    else:
        found = set("0123456789") if piece == r"\d" else {piece[-1]}
    return found | first_characters(rest[1:]) if rest.startswith(("?", "*")) else found


def _closing(word: str) -> int:
    """Where the first piece of an expression ends: a group, a class, an escape or a character."""
    if word[0] == "\\":
        return 2
    if word[0] == "[":
        return word.index("]") + 1
    if word[0] != "(":
        return 1
    depth = 0
    for at, char in enumerate(word):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return at + 1
    raise ValueError(f"a bracket is left open: {word!r}")


def _alternatives(word: str) -> list[str]:
    """The alternatives at the top level."""
    parts, depth = [""], 0
    for char in word:
        depth += (char in "([") - (char in ")]")
        if char == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts
