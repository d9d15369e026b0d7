"""Which grams of a table the texts hold, and the sum of their weights: for all texts of a document in one go.

A gram of up to three characters is one number, its characters' own numbers side by side; the texts' runs of characters become such
numbers too, each with the number of its text behind it. Sorted, they are looked up in the sorted table by numpy. For the samples of a
report this takes a tenth of the time that an automaton or a dictionary takes, sample by sample.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

LONGEST = 3  # characters of a gram
_LETTER = 14  # bits of a character's number
_TEXT = 63 - LONGEST * _LETTER  # bits of a text's number
_BATCH = 1 << 12  # texts that are asked about at once; keeps a document of any size in small memory
_NEVER = np.iinfo(np.int64).max  # behind the last gram, where the search for what is greater ends


@dataclass(frozen=True, slots=True)
class GramTable:
    """Grams in the order of their numbers, each with a row of weights. Sums are exact where the weights are whole numbers."""

    longest: int  # characters of a gram; 0 for a table of none
    letters: Numbers  # by code point the number of a character, 0 for those in no gram; the last is for all beyond
    grams: Numbers  # sorted, and `_NEVER`
    weights: Floats  # a row a gram, a column a class

    def sums(self, texts: Sequence[str]) -> Floats:
        """For each text the weights of all grams that occur in it, each counted once: a row a text, a column a class."""
        each = {text: at for at, text in enumerate(dict.fromkeys(texts))}
        once = list(each)
        batches = [self._sums(once[at : at + _BATCH]) for at in range(0, len(once), _BATCH)]
        found: Floats = np.concatenate(batches)[[each[text] for text in texts]] if texts else self.weights[:0]
        return found

    def _sums(self, texts: Sequence[str]) -> Floats:
        runs = np.sort(np.concatenate(list(self._runs(texts))))
        runs = runs[np.append(runs[1:] != runs[:-1], True)[: len(runs)]]
        grams = runs >> _TEXT
        at = self.grams.searchsorted(grams)
        known = self.grams[at] == grams
        owner, row = runs[known] & ((1 << _TEXT) - 1), at[known]
        columns = [np.bincount(owner, column[row], len(texts)) for column in self.weights.T]
        return np.stack(columns, axis=1)

    def _runs(self, texts: Sequence[str]) -> Iterator[Numbers]:
        """The runs of characters that may be grams, of one length after the other, with the texts that they are of."""
        points = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype="<i4")
        letters = self.letters.take(points, mode="clip")
        owner = np.arange(len(texts)).repeat([len(text) for text in texts])
        runs = letters
        yield (runs << _TEXT | owner)[runs > 0]
        for size in range(2, min(self.longest, len(points)) + 1):
            last, end = letters[size - 1 :], owner[size - 1 :]
            runs = (runs[:-1] << _LETTER | last) * ((runs[:-1] > 0) & (last > 0) & (owner[: -size + 1] == end))
            yield (runs << _TEXT | end)[runs > 0]


def gram_table(weights: Mapping[str, Sequence[float]], classes: int) -> GramTable:
    """The table of these grams. Raises `ValueError` for grams of no or more than three characters, or too many characters."""
    longest = max(map(len, weights), default=0)
    marks = sorted({mark for gram in weights for mark in gram})
    if "" in weights or longest > LONGEST or len(marks) >= 1 << _LETTER:
        raise ValueError(f"grams of up to {longest} characters, of {len(marks)} different ones")
    letters = np.zeros(ord(marks[-1]) + 2 if marks else 1, dtype=np.int64)
    letters[[ord(mark) for mark in marks]] = range(1, len(marks) + 1)
    rows = sorted((_packed(gram, letters), tuple(row)) for gram, row in weights.items())
    grams = np.array([*(number for number, _ in rows), _NEVER], dtype=np.int64)
    return GramTable(longest, letters, grams, np.array([row for _, row in rows], dtype=float).reshape(-1, classes))


def _packed(gram: str, letters: Numbers) -> int:
    number = 0
    for mark in gram:
        number = number << _LETTER | int(letters[ord(mark)])
    return number
