"""A linear model over the characters of a few pieces of text ("zones"): which of its grams occur, each with a weight a class.

Trained by scikit-learn (`pipeline/learn/fit.py`), kept as plain JSON, one gram a line, and asked without it, about all samples of a
document at once: `gramtable` finds their grams and sums the weights. Weights have four decimals and are summed as whole numbers, so
that no order of adding shows. Loading takes a few hundredths of a second.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.errors import YouchengError
from pipeline.extract.ml.gramtable import Floats, GramTable, gram_table

Sample = Sequence[str]  # the text of each zone
DIGITS = 4  # decimals of a weight
_STEPS = 10**DIGITS


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
    bias: Floats  # in steps of a weight's last decimal, as the weights of the tables
    tables: tuple[GramTable, ...]
    accept: float = 0.5

    def scores(self, samples: Sequence[Sample]) -> list[list[float]]:
        """For each sample the sum of bias and weights by class; of two classes the log odds of the second."""
        total = np.tile(self.bias, (len(samples), 1))
        for texts, table in zip(zip(*samples, strict=True), self.tables, strict=bool(samples)):
            total += table.sums(texts)
        scores: list[list[float]] = (total / _STEPS).tolist()
        return scores

    def shares(self, samples: Sequence[Sample]) -> list[list[float]]:
        """For each sample the probability of each class; they sum to 1."""
        return [_shares(scores) for scores in self.scores(samples)]

    def chances(self, samples: Sequence[Sample], name: str) -> list[float]:
        """For each sample the probability of one class."""
        at = self.classes.index(name)
        return [shares[at] for shares in self.shares(samples)]

    def best(self, sample: Sample) -> tuple[str, float]:
        """The likeliest class and its probability; of equals the first."""
        shares = self.shares([sample])[0]
        at = max(range(len(shares)), key=shares.__getitem__)
        return self.classes[at], shares[at]


def _shares(scores: Sequence[float]) -> list[float]:
    if len(scores) == 1:
        yes = 1 / (1 + math.exp(-max(-60.0, min(60.0, scores[0]))))
        return [1 - yes, yes]
    most = max(scores)
    parts = [math.exp(score - most) for score in scores]
    return [part / sum(parts) for part in parts]


def build(
    classes: Sequence[str], bias: Sequence[float], zones: Iterable[Mapping[str, Sequence[float]]], accept: float = 0.5
) -> LinearModel:
    """A model from the grams of each zone with their weights; what a weight has beyond its four decimals goes."""
    steps = [{gram: _steps(weights) for gram, weights in zone.items()} for zone in zones]
    tables = tuple(gram_table(zone, len(bias)) for zone in steps)
    return LinearModel(tuple(classes), np.array(_steps(bias)), tables, accept)


def _steps(weights: Sequence[float]) -> list[float]:
    return [float(round(weight * _STEPS)) for weight in weights]


def read_model(path: Path) -> LinearModel:
    """The model that a `weights.json` holds. Raises `ModelBroken`."""
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return build(told["classes"], told["bias"], [zone["grams"] for zone in told["zones"]], told["accept"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelBroken(
            f"no weights that can be read: {error}", document=f"{path.parent.name}/{path.name}"
        ) from error
