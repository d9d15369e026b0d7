"""How long two million claims on 200,000 ties take to fuse, with how much memory, and how many true dates are found.

A made-up world (`made_world.py`): 2,000 sources of known accuracy, 600 of which copy in 150 groups. The claims go through the same core
as those of a corpus. Held against two majorities: of dates as written, and level by level with nested dates agreeing (the same core
with all sources alike). Run by `make bench`; ends with 1 where a limit does not hold.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time

import made_world
import numpy as np

SECONDS, GIGABYTES = 60.0, 4.0
TIES, SOURCES, CLAIMS, GROUPS = 200_000, 2_000, 2_000_000, 150


def gigabytes() -> float:
    """The most resident memory that this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e9 if sys.platform == "darwin" else 1e6)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=6)
    seed = parser.parse_args().seed

    from pipeline.reconcile.ballot import PRIOR, Votes
    from pipeline.reconcile.dating import DateVotes, Weights, decide_dates, learn_weights

    def date_all(weights: Weights) -> made_world.Ints:
        dated, _ = decide_dates(dates, weights)
        chosen = np.zeros_like(world.truth)
        chosen[dated.item] = np.stack([dated.year, dated.month, dated.day], axis=1)
        return chosen

    world = made_world.make_world(TIES, SOURCES, CLAIMS, groups=GROUPS, seed=seed)
    none = np.zeros(0, dtype=np.int64)
    year, month, day = world.said.T
    dates = DateVotes(world.item, year, month, day, world.source, np.ones(len(world.item)), world.source)
    start = time.perf_counter()
    learned = learn_weights(dates, Votes(none, none, none, np.zeros(0), none), SOURCES)
    chosen = date_all(learned)
    took, memory = time.perf_counter() - start, gigabytes()
    ours = made_world.right(world.truth, chosen)
    alike = Weights(np.full(SOURCES, PRIOR), np.zeros(SOURCES, dtype=np.int64), np.arange(SOURCES))
    nested, written = (made_world.right(world.truth, date) for date in (date_all(alike), made_world.majority(world)))
    holds = took <= SECONDS and memory <= GIGABYTES and ours > max(nested, written)
    print(
        f"{len(world.item):,} claims on {TIES:,} ties by {SOURCES:,} sources fused in {took:.1f} s with {memory:.2f} GB"
    )
    print(
        f"true dates: {ours:.1%} weighed, {nested:.1%} by a majority level by level, {written:.1%} by a majority of dates"
    )
    found = int((learned.group == world.leader).sum())
    print(f"copying told right of {found:,} of {SOURCES:,} sources: {'pass' if holds else 'FAIL'}")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
