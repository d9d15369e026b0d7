"""A linear model over the characters of a few pieces of text ("zones"): which of its grams occur, each with a weight a class.

Trained by scikit-learn (`pipeline/learn/fit.py`), kept as plain JSON, one gram a line, and asked without it: an automaton finds all
grams of a zone in one walk, their weights are summed. A sample takes some ten microseconds, loading a few hundredths of a second.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from ahocorasick_rs import AhoCorasick, MatchKind
from numpy.typing import NDArray

from pipeline.errors import YouchengError

Sample = Sequence[str]  # the text of each zone


class ModelBroken(YouchengError):
    """The weights of a model are missing or not what they should be."""

    code = "model"


@dataclass(frozen=True, slots=True)
class Zone:
    """A piece of text that a model reads: its name and the longest run of characters that counts as one gram."""

    name: str
    longest: int


def grams(text: str, longest: int) -> Iterator[str]:
    """Every run of 1 to `longest` characters, as often as it occurs."""
    for size in range(1, longest + 1):
        for at in range(len(text) - size + 1):
            yield text[at : at + size]


@dataclass(frozen=True, slots=True)
class LinearModel:
    """The grams of each zone with their weights; `classes` in the order of the weights; from `accept` on its word is taken."""

    classes: tuple[str, ...]
    bias: NDArray[np.float64]
    automata: tuple[tuple[AhoCorasick, int] | None, ...]  # with the row of its first gram
    weights: NDArray[np.float64]  # a row a gram, a column a class; of two classes only that of the second
    single: tuple[float, ...]  # those weights where there is one column
    accept: float = 0.5

    def scores(self, sample: Sample) -> list[float]:
        """The sum of bias and weights by class; of two classes the log odds of the second."""
        rows: list[int] = []
        for text, zone in zip(sample, self.automata, strict=True):
            if zone is not None and text:
                automaton, first = zone
                found = {match[0] for match in automaton.find_matches_as_indexes(text, overlapping=True)}
                rows += [first + gram for gram in found] if first else found
        rows.sort()  # one order of adding, one sum
        if self.single:
            return [float(self.bias[0]) + sum([self.single[row] for row in rows])]
        total: list[float] = (self.bias + self.weights[rows].sum(axis=0)).tolist()
        return total

    def probabilities(self, sample: Sample) -> dict[str, float]:
        """Each class with its probability; they sum to 1."""
        scores = self.scores(sample)
        if len(scores) == 1:
            yes = 1 / (1 + math.exp(-max(-60.0, min(60.0, scores[0]))))
            return {self.classes[0]: 1 - yes, self.classes[1]: yes}
        most = max(scores)
        parts = [math.exp(score - most) for score in scores]
        return {name: part / sum(parts) for name, part in zip(self.classes, parts, strict=True)}

    def best(self, sample: Sample) -> tuple[str, float]:
        """The likeliest class and its probability; of equals the first."""
        found = self.probabilities(sample)
        name = max(found, key=lambda one: found[one])
        return name, found[name]


def build(
    classes: Sequence[str], bias: Sequence[float], zones: Iterable[Mapping[str, Sequence[float]]], accept: float = 0.5
) -> LinearModel:
    """A model from the grams of each zone with their weights."""
    automata: list[tuple[AhoCorasick, int] | None] = []
    rows: list[Sequence[float]] = []
    for table in zones:
        found = AhoCorasick(list(table), matchkind=MatchKind.Standard, store_patterns=False) if table else None
        automata.append(None if found is None else (found, len(rows)))
        rows += table.values()
    weights = np.array(rows, dtype=float).reshape(len(rows), len(bias))
    single = tuple(weights[:, 0].tolist()) if len(bias) == 1 else ()
    return LinearModel(tuple(classes), np.array(bias, dtype=float), tuple(automata), weights, single, accept)


def read_model(path: Path) -> LinearModel:
    """The model that a `weights.json` holds. Raises `ModelBroken`."""
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return build(told["classes"], told["bias"], [zone["grams"] for zone in told["zones"]], told["accept"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelBroken(
            f"no weights that can be read: {error}", document=f"{path.parent.name}/{path.name}"
        ) from error
