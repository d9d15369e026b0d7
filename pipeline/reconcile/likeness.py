"""How much two texts have of each other, from their sketches: for all pairs of a corpus that share anything worth a look."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.records.works import Sketch

COMMON = 50  # a shingle that more documents have is a phrase of the trade or a site's frame, and names no pair
LEAST_SHARED = 3  # hashes that a pair must share to be looked at


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two documents by their numbers: the share of the shorter text that the longer has, about how many characters, runs of numbers."""

    one: int
    other: int
    share: float
    characters: int
    numbers: int


def likenesses(sketches: Sequence[Sketch]) -> list[Likeness]:
    """The likeness of each pair that shares at least `LEAST_SHARED` hashes, by their numbers."""
    pairs = _pairs([s.shingles for s in sketches]) | _pairs([s.numbers for s in sketches])
    return [compare(sketches, a, b) for a, b in sorted(pairs)]


def compare(sketches: Sequence[Sketch], a: int, b: int) -> Likeness:
    """What two documents share, as far as both sketches reach."""
    one, other = sketches[a], sketches[b]
    reach = min(one.reach, other.reach)
    first = one.shingles[: bisect_right(one.shingles, reach)]
    second = other.shingles[: bisect_right(other.shingles, reach)]
    shared = len(set(first).intersection(second))
    shorter = min(len(first), len(second))
    share = shared / shorter if shorter else 0.0
    shortest = one if len(first) <= len(second) else other
    numbers = len(set(one.numbers).intersection(other.numbers))
    return Likeness(a, b, share, round(share * shortest.length), numbers)


def _pairs(lists: Sequence[tuple[int, ...]]) -> set[tuple[int, int]]:
    """Pairs of documents that have enough hashes in common, through one sorted column of all hashes."""
    sizes = [len(hashes) for hashes in lists]
    if not sum(sizes):
        return set()
    hashes = np.concatenate([np.asarray(h, dtype=np.int64) for h in lists])
    owner = np.repeat(np.arange(len(lists)), sizes)
    order = np.lexsort((owner, hashes))
    hashes, owner = hashes[order], owner[order]
    _, at, times = np.unique(hashes, return_inverse=True, return_counts=True)
    kept = (times[at] > 1) & (times[at] <= COMMON)
    hashes, owner = hashes[kept], owner[kept]
    found = [np.zeros(0, dtype=np.int64)]
    for shift in range(1, min(COMMON, len(hashes))):
        same = hashes[shift:] == hashes[:-shift]
        if not same.any():
            break
        found.append(owner[:-shift][same] * len(lists) + owner[shift:][same])
    pairs, shared = np.unique(np.concatenate(found), return_counts=True)
    return {divmod(pair, len(lists)) for pair in pairs[shared >= LEAST_SHARED].tolist()}
