"""Learning which letters each character writes, from whole names alone: expectation maximisation over all monotone cuts of a name.

Brown et al. 1993 for the idea; here the cut is monotone and each character takes 0 to 7 letters, so that forward and backward sums over
(characters read, letters read) count every cut of a pair exactly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pipeline.places.chunks import LONGEST, ChunkTable

Pair = tuple[str, str]  # characters, letters
Chances = Mapping[str, Mapping[str, float]]
# Before anything is seen: how many letters a character writes. Names of the West run at about two.
FIRST = (0.02, 0.12, 0.36, 0.28, 0.12, 0.06, 0.03, 0.01)
ROUNDS = 6
LEAST = 0.002  # sightings below this are dropped between rounds
STRANGE = 1e-7  # for a chunk that a character was not seen with: a pair is never impossible


def align(pairs: Sequence[Pair], sounds: Mapping[str, str], rounds: int = ROUNDS) -> ChunkTable:
    """The table after `rounds` rounds over `pairs`; the same pairs in the same order give the same table."""
    table = ChunkTable(_counted(pairs, None), sounds)
    for _ in range(rounds - 1):
        chances = {char: table.chances(char) for char in table.counts}
        table = ChunkTable(_counted(pairs, chances), sounds)
    return table


def _counted(pairs: Iterable[Pair], chances: Chances | None) -> dict[str, dict[str, float]]:
    """Expected sightings of every chunk by character."""
    counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for stem, name in pairs:
        for char, chunk, share in _expected(stem, name, chances):
            counts[char][chunk] += share
    return {c: {k: n for k, n in chunks.items() if n >= LEAST} for c, chunks in sorted(counts.items())}


def _expected(stem: str, name: str, chances: Chances | None) -> list[tuple[str, str, float]]:
    steps = [_steps(char, name, chances) for char in stem]
    forward = _forward(steps, len(name))
    whole = forward[-1][len(name)]
    if not whole > 0:
        return []
    found = []
    behind = [0.0] * len(name) + [1.0]
    for at in range(len(stem) - 1, -1, -1):
        before = [0.0] * (len(name) + 1)
        for start, end, chance in steps[at]:
            share = chance * behind[end]
            before[start] += share
            share *= forward[at][start] / whole
            if share > 1e-6:
                found.append((stem[at], name[start:end], share))
        behind = before
    return found


def _forward(steps: list[list[tuple[int, int, float]]], size: int) -> list[list[float]]:
    """For each number of characters read, the summed chance of having read so many letters."""
    rows = [[1.0] + [0.0] * size]
    for moves in steps:
        after = [0.0] * (size + 1)
        before = rows[-1]
        for start, end, chance in moves:
            after[end] += before[start] * chance
        rows.append(after)
    return rows


def _steps(char: str, name: str, chances: Chances | None) -> list[tuple[int, int, float]]:
    """Every chunk of the name that the character may write: where it begins, where it ends, and its chance."""
    size = len(name)
    spans = [(start, end) for start in range(size + 1) for end in range(start, min(size, start + LONGEST) + 1)]
    if chances is None:
        return [(start, end, FIRST[end - start]) for start, end in spans]
    own = chances.get(char, {})
    return [(start, end, own.get(name[start:end], 0.0) + STRANGE) for start, end in spans]
