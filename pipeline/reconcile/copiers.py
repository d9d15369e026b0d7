"""Sources that copy each other's values: told by the errors that they share, since the truth is shared by all who are right.

After Dong et al. (2009): two independent sources seldom make the same mistake. Of each pair that speaks to the same questions the
common errors are held against the questions on which both err, each in its own way. What two works have of each other's text is
found elsewhere (`works`); this finds copying that shows in values alone.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.reconcile.ballot import Ints

COMMON_ERRORS = 5  # fewer prove nothing
SHARE = 0.6  # of the questions on which both are wrong, those on which they are so alike; independent sources come to a fifth
MOST_SPEAKERS = 40  # of a question that is looked at: those that everybody answers tell little and cost much
PAIRS = 12_000_000  # pairs of votes looked at; beyond, every second, third … question is taken


def copying_groups(question: Ints, answer: Ints, source: Ints, wrong: NDArray[np.bool_], sources: int) -> Ints:
    """For each source the lowest-numbered source of its group; itself where it copies nobody.

    `question`, `answer`, `source`, `wrong` hold one row a vote: a source gives each question one answer, `wrong` says that it lost.
    """
    group = np.arange(sources, dtype=np.int64)
    rows = _looked_at(question, source)
    pairs, common, differ = _pairs(question[rows], answer[rows], source[rows], wrong[rows], sources)
    copied = (common >= COMMON_ERRORS) & (common >= SHARE * (common + differ))
    for pair in pairs[copied].tolist():
        _join(group, pair // sources, pair % sources)
    return np.array([_root(group, at) for at in range(sources)], dtype=np.int64)


def _looked_at(question: Ints, source: Ints) -> Ints:
    """Rows sorted by question and source, of questions with few enough speakers, thinned evenly where there are too many pairs."""
    order = np.lexsort((source, question))
    _, at, speakers = np.unique(question[order], return_inverse=True, return_counts=True)
    fits = (speakers >= 2) & (speakers <= MOST_SPEAKERS)
    every = int(np.ceil((speakers * (speakers - 1) // 2)[fits].sum() / PAIRS)) or 1
    fits[fits] = np.arange(int(fits.sum())) % every == 0
    return order[fits[at]]


def _pairs(
    question: Ints, answer: Ints, source: Ints, wrong: NDArray[np.bool_], sources: int
) -> tuple[Ints, Ints, Ints]:
    """Pairs of sources (as one number each) with the number of their common errors and of questions on which they err apart."""
    same, other = [], []
    for shift in range(1, MOST_SPEAKERS):
        first = np.flatnonzero(question[shift:] == question[:-shift]) if shift < len(question) else np.zeros(0, int)
        if not len(first):
            break
        second = first + shift
        equal = answer[first] == answer[second]
        pair = source[first] * sources + source[second]
        telling = (source[first] != source[second]) & wrong[first] & wrong[second]
        same.append(pair[equal & telling])
        other.append(pair[~equal & telling])
    none = np.zeros(0, dtype=np.int64)
    pairs, common = np.unique(np.concatenate([none, *same]), return_counts=True)
    different, times = np.unique(np.concatenate([none, *other]), return_counts=True)
    at = np.searchsorted(different, pairs)
    known = (at < len(different)) & (np.append(different, -1)[np.minimum(at, len(different))] == pairs)
    differ = np.where(known, np.append(times, 0)[np.minimum(at, len(different))], 0)
    return pairs, common.astype(np.int64), differ.astype(np.int64)


def _root(group: Ints, at: int) -> int:
    while group[at] != at:
        at = int(group[at])
    return at


def _join(group: Ints, a: int, b: int) -> None:
    a, b = _root(group, a), _root(group, b)
    group[max(a, b)] = min(a, b)
