"""A made-up world of ties whose true dates are known, told by sources of known accuracy, some of which copy from others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class World:
    """True dates (year, month, day a row) of the ties, the claims as columns, and what is true of the sources."""

    truth: Ints
    item: Ints
    source: Ints
    said: Ints  # year, month, day of each claim; 0 where it is left open
    accuracy: NDArray[np.float64]
    leader: Ints  # whom a source copies; itself where it copies nobody


def make_world(
    ties: int, sources: int, claims: int, *, seed: int = 6, groups: int = 0, size: int = 5, copied: float = 0.8
) -> World:
    """`groups` groups of `size` sources copy the first of theirs, whose accuracy is low, in `copied` of what they say."""
    rng = np.random.default_rng(seed)
    truth = np.stack([rng.integers(1973, 2020, ties), rng.integers(1, 13, ties), rng.integers(1, 29, ties)], axis=1)
    accuracy = rng.uniform(0.3, 0.95, sources)
    leader = np.arange(sources)
    for number in range(groups):
        first = number * size
        leader[first : first + size] = first
        accuracy[first] = rng.uniform(0.3, 0.6)
    copiers = np.flatnonzero(leader != np.arange(sources))
    item, source = _who_speaks(rng, ties, sources, claims, leader, copiers)
    told = _tell(rng, truth, accuracy, sources, item, source)
    told = _copy(rng, told, item, source, leader, copied, sources)
    return World(truth, item, source, told, accuracy, leader)


def _who_speaks(
    rng: np.random.Generator, ties: int, sources: int, claims: int, leader: Ints, copiers: Ints
) -> tuple[Ints, Ints]:
    """Each source speaks of ties drawn at random; a copier mostly of those that its leader speaks of."""
    each = claims // sources
    item = rng.integers(0, ties, (sources, each))
    for copier in copiers.tolist():
        takes = rng.random(each) < 0.9
        item[copier, takes] = item[leader[copier], takes]
    pairs = np.unique(item.ravel() * sources + np.repeat(np.arange(sources), each))
    return pairs // sources, pairs % sources


def _tell(
    rng: np.random.Generator, truth: Ints, accuracy: NDArray[np.float64], sources: int, item: Ints, source: Ints
) -> Ints:
    """What a source says by itself: right at its accuracy, else wrong in the year (half), the month or the day; at its own precision."""
    said = truth[item].copy()
    wrong = rng.random(len(item)) >= accuracy[source]
    kind = rng.random(len(item))
    years, months, days = wrong & (kind < 0.5), wrong & (kind >= 0.5) & (kind < 0.75), wrong & (kind >= 0.75)
    said[years, 0] += rng.choice(
        [-10, -3, -2, -1, 1, 2, 3, 10], int(years.sum()), p=[0.1, 0.1, 0.1, 0.2, 0.2, 0.1, 0.1, 0.1]
    )
    said[months, 1] = (said[months, 1] + rng.choice([0, 1, 9, 10], int(months.sum()))) % 12 + 1  # one or two off
    said[days, 2] = (said[days, 2] + rng.integers(0, 27, int(days.sum()))) % 28 + 1
    fineness = rng.choice(3, len(item), p=[0.3, 0.2, 0.5])
    said[fineness < 2, 2] = 0
    said[fineness < 1, 1] = 0
    return said


def _copy(
    rng: np.random.Generator, told: Ints, item: Ints, source: Ints, leader: Ints, copied: float, sources: int
) -> Ints:
    """Copiers say what their leader says of the same tie, errors included."""
    key = item * sources + source
    wanted = item * sources + leader[source]
    at = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
    takes = (key[at] == wanted) & (leader[source] != source) & (rng.random(len(key)) < copied)
    told[takes] = told[at[takes]]
    return told


def majority(world: World) -> Ints:
    """For each tie the date that most sources give, a date being what is written: 1973 and 1973-06 are two; the finest of equals."""
    code = (world.said[:, 0] * 100 + world.said[:, 1]) * 100 + world.said[:, 2]
    order = np.lexsort((code, world.item))
    item, code = world.item[order], code[order]
    new = np.ones(len(item), dtype=bool)
    new[1:] = (item[1:] != item[:-1]) | (code[1:] != code[:-1])
    first = np.flatnonzero(new)
    votes = np.diff(np.append(first, len(item)))
    item, code = item[first], code[first]
    fine = (code % 10_000 > 0).astype(int) + (code % 100 > 0)
    best = np.lexsort((code, -fine, -votes, item))
    winners = best[np.append(True, item[best][1:] != item[best][:-1])]
    chosen = np.zeros_like(world.truth)
    won = code[winners]
    chosen[item[winners]] = np.stack([won // 10_000, won // 100 % 100, won % 100], axis=1)
    return chosen


def right(truth: Ints, chosen: Ints) -> float:
    """Share of ties whose chosen date is the true one to the day."""
    return float((truth == chosen).all(axis=1).mean())
