"""Fitting of linear models on the zones of samples, by scikit-learn; strength of the penalty by cross-validation grouped by document."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.preprocessing import FunctionTransformer
from threadpoolctl import threadpool_limits

from pipeline.extract.ml.linear import DIGITS, LinearModel, Zone, build, grams

SEED = 20240501
FOLDS = 5
PENALTIES = (0.03, 0.1, 0.3)  # scikit-learn's C
SELDOM = 3  # samples in which a gram must occur
NOTHING = 0.0005  # a weight under this in every class is left out

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Examples:
    """Samples with the class and the document of each."""

    samples: Sequence[Sequence[str]]
    labels: Sequence[str]
    groups: Sequence[str]

    def without(self, documents: Collection[str]) -> Examples:
        """Those of all other documents."""
        kept = [at for at, group in enumerate(self.groups) if group not in documents]
        return Examples([self.samples[i] for i in kept], [self.labels[i] for i in kept], [self.groups[i] for i in kept])


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model as plain values, and its probabilities for its own examples when their document was held out."""

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    zones: tuple[tuple[Zone, dict[str, tuple[float, ...]]], ...]
    penalty: float
    held_out: Floats
    accept: float = 0.5

    def model(self) -> LinearModel:
        """The model as it is asked."""
        return build(self.classes, self.bias, [table for _, table in self.zones], self.accept)

    def taken_from(self, accept: float) -> Fitted:
        """The model with this threshold."""
        return replace(self, accept=accept)


def fit(examples: Examples, zones: Sequence[Zone]) -> Fitted:
    """The model of the penalty with the best cross-validated likelihood; one thread, so that every run gives the same."""
    with threadpool_limits(limits=1):
        scored = []
        for penalty in PENALTIES:
            held_out = _held_out(examples, zones, penalty)
            scored.append((_likelihood(held_out, examples.labels), penalty, held_out))
        _, penalty, held_out = max(scored, key=lambda one: (one[0], -one[1]))
        whole = _pipeline(zones, penalty).fit(list(examples.samples), list(examples.labels))
    return _plain(whole, zones, penalty, held_out)


def fit_at(examples: Examples, zones: Sequence[Zone], penalty: float) -> Fitted:
    """The model of a known penalty, nothing held out."""
    with threadpool_limits(limits=1):
        whole = _pipeline(zones, penalty).fit(list(examples.samples), list(examples.labels))
    return _plain(whole, zones, penalty, np.empty((0, 0)))


def _pipeline(zones: Sequence[Zone], penalty: float) -> Pipeline:
    union = [(zone.name, _zone(at, zone)) for at, zone in enumerate(zones)]
    judge = LogisticRegression(C=penalty, max_iter=2000, tol=1e-6, random_state=SEED)
    return Pipeline([("grams", FeatureUnion(union)), ("judge", judge)])


def _zone(at: int, zone: Zone) -> Pipeline:
    count = CountVectorizer(analyzer=partial(_grams, longest=zone.longest), binary=True, min_df=SELDOM)
    return Pipeline([("text", FunctionTransformer(partial(_column, at=at))), ("count", count)])


def _grams(text: str, longest: int) -> list[str]:
    return list(grams(text, longest))


def _column(samples: Sequence[Sequence[str]], at: int) -> list[str]:
    return [sample[at] for sample in samples]


def _held_out(examples: Examples, zones: Sequence[Zone], penalty: float) -> Floats:
    """Probabilities of each example by a model that has not seen its document, classes in sorted order."""
    found: Floats = cross_val_predict(
        _pipeline(zones, penalty),
        list(examples.samples),
        list(examples.labels),
        groups=list(examples.groups),
        cv=GroupKFold(n_splits=FOLDS),
        method="predict_proba",
    )
    return found


def _likelihood(held_out: Floats, labels: Sequence[str]) -> float:
    index = {name: at for at, name in enumerate(sorted(set(labels)))}
    own = held_out[np.arange(len(labels)), [index[label] for label in labels]]
    return float(np.log(np.clip(own, 1e-6, 1)).mean())


def _plain(whole: Pipeline, zones: Sequence[Zone], penalty: float, held_out: Floats) -> Fitted:
    judge, tables, start = whole.named_steps["judge"], [], 0
    for zone, (_, part) in zip(zones, whole.named_steps["grams"].transformer_list, strict=True):
        names = part.named_steps["count"].get_feature_names_out()
        rows = np.round(judge.coef_[:, start : start + len(names)].T, DIGITS)
        start += len(names)
        kept = {
            str(n): tuple(map(float, row)) for n, row in zip(names, rows, strict=True) if np.abs(row).max() > NOTHING
        }
        tables.append((zone, dict(sorted(kept.items()))))
    bias = tuple(map(float, np.round(judge.intercept_, DIGITS)))
    return Fitted(tuple(map(str, judge.classes_)), bias, tuple(tables), penalty, held_out)


def write_model(fitted: Fitted, path: Path) -> None:
    """The model as JSON, one gram a line in a fixed order."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        f'{{"classes": {_json(fitted.classes)},',
        f'"bias": {_json(fitted.bias)},',
        f'"C": {fitted.penalty}, "accept": {fitted.accept},',
        '"zones": [',
    ]
    for number, (zone, table) in enumerate(fitted.zones):
        lines.append(f'{"," if number else ""}{{"name": {_json(zone.name)}, "longest": {zone.longest}, "grams": {{')
        rows = [f"{_json(gram)}: {_json(row)}" for gram, row in table.items()]
        lines += [row + "," for row in rows[:-1]] + rows[-1:] + ["}}"]
    path.write_text("\n".join([*lines, "]}"]) + "\n", encoding="utf-8")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
