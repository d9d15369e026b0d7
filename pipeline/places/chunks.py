"""Which Latin letters a Chinese character writes: 皮|亚|塞|赤|诺 for p|ia|sec|z|no, each character a chunk of 0 to 7 letters.

Pinyin is no measure of this (赫 writes h, ch and g); the table is learned from pairs of names (`pipeline/learn/transliteration.py`). What a
character was seen to write is backed by what others of its sound write, and any letters at all keep a small chance. Many Latin names
are scored at once: chunks are numbers, and each character moves all names on by one step.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

LONGEST = 7  # letters of a chunk
BACKING = 3.0  # how many sightings of a character those of its sound are worth
ANY = 0.03  # the share left to letters that neither was seen with
LETTERS = 26
MOST_LETTERS = 28  # of a name; what follows is left out
_UNMARKED = str.maketrans(
    {"ł": "l", "ø": "o", "ß": "ss", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a"}
)


def letters(name: str) -> str:
    """A Latin name as its letters a-z, marks, blanks and signs gone."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_UNMARKED))
    return "".join(char for char in plain if "a" <= char <= "z")[:MOST_LETTERS]


@dataclass(frozen=True)
class Grid:
    """Latin names as numbers of chunks: `chunks[k]` has a row a name and, at column j, the chunk of k letters that ends at letter j."""

    lengths: NDArray[np.intp]
    chunks: tuple[NDArray[np.int32], ...]


@dataclass(frozen=True)
class ChunkTable:
    """`counts` of chunks by character (expected sightings), `sounds` the syllable of each character."""

    counts: Mapping[str, Mapping[str, float]]
    sounds: Mapping[str, str]

    @cached_property
    def by_sound(self) -> Mapping[str, Mapping[str, float]]:
        """P(chunk | syllable)."""
        summed: dict[str, Counter[str]] = defaultdict(Counter)
        for char, chunks in self.counts.items():
            summed[self.sounds.get(char, char)].update(chunks)
        return {sound: _shares(chunks) for sound, chunks in summed.items()}

    @cached_property
    def lengths(self) -> tuple[float, ...]:
        """The share of chunks of 0 to `LONGEST` letters, none of them nothing."""
        found = [0.001] * (LONGEST + 1)
        for chunks in self.counts.values():
            for chunk, count in chunks.items():
                found[len(chunk)] += count
        return tuple(count / sum(found) for count in found)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of every chunk that some character was seen with."""
        return {chunk: n for n, chunk in enumerate(sorted({c for chunks in self.counts.values() for c in chunks}))}

    def chances(self, char: str) -> dict[str, float]:
        """P(chunk | character), the share for any letters aside; empty for a character of which nothing is known."""
        own = self.counts.get(char, {})
        others = self.by_sound.get(self.sounds.get(char, char), {})
        total = sum(own.values()) + BACKING
        return {c: (own.get(c, 0.0) + BACKING * others.get(c, 0.0)) / total for c in sorted({*own, *others})}

    def logs(self, char: str) -> NDArray[np.float32]:
        """ln P of every numbered chunk, then of any other chunk by its length, last of what cannot be."""
        base = [ANY * share * float(LETTERS) ** -size for size, share in enumerate(self.lengths)]
        values = np.array([*(base[len(chunk)] for chunk in self.numbers), *base, 0.0])
        for chunk, chance in self.chances(char).items():
            values[self.numbers[chunk]] += (1 - ANY) * chance
        with np.errstate(divide="ignore"):  # what cannot be is ln 0
            logs: NDArray[np.float32] = np.log(values).astype(np.float32)
        return logs

    def grid(self, names: Sequence[str]) -> Grid:
        """The names (of letters a-z alone) ready to be scored."""
        known, wide = len(self.numbers), max(map(len, names), default=0) + 1
        chunks = [np.full((len(names), wide), known + LONGEST + 1, np.int32) for _ in range(LONGEST + 1)]
        for row, name in enumerate(names):
            for size in range(min(LONGEST, len(name)) + 1):
                ends = range(size, len(name) + 1)
                chunks[size][row, size : len(name) + 1] = [
                    self.numbers.get(name[end - size : end], known + size) for end in ends
                ]
        return Grid(np.array([len(name) for name in names], np.intp), tuple(chunks))

    def scores(self, stem: str, grid: Grid) -> NDArray[np.float32]:
        """For each name of a grid ln P of its letters cut the best way into chunks of the characters of `stem`."""
        rows, wide = grid.chunks[0].shape
        best = np.full((rows, wide), -np.inf, np.float32)
        best[:, 0] = 0
        for char in stem:
            logs, moved = self.logs(char), np.full((rows, wide), -np.inf, np.float32)
            for size in range(min(LONGEST, wide - 1) + 1):
                step = best[:, : wide - size] + logs[grid.chunks[size][:, size:]]
                np.maximum(moved[:, size:], step, out=moved[:, size:])
            best = moved
        found: NDArray[np.float32] = best[np.arange(rows), grid.lengths]
        return found


def _shares(counts: Mapping[str, float]) -> dict[str, float]:
    total = sum(counts.values())
    return {chunk: count / total for chunk, count in counts.items()}
