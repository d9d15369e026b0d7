"""The scales of confidence: fitted a type on judged drafts, then set right on the calibration documents alone.

Signs of a single extractor or category are pulled towards nothing, so that one with few claims is trusted as its type is. Rules may
have been mended on `train`, so its drafts count less, and the last word on level and slope is that of `calibration`. The figures below were
chosen by the likelihood of calibration documents that were held out.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from pipeline.evaluate.judge import KINDS
from pipeline.extract.ml.calibrated import Scale, Scales, evidence
from pipeline.learn.verdicts import JudgedDraft

PENALTY = 0.1  # scikit-learn's C
TRAIN_WEIGHT = 0.5
PULL = 4.0  # how many claims' worth the first fit weighs against the correction of its level and slope
STEPS, TINY = 30, 1e-9
MADE_WITH = "h"  # names of documents that rules were made with begin so: they say nothing of how often rules are right
POOL = 10  # claims' worth of the type's share in that of one extractor
FIELDS = {"pair": ("relation", "date"), "count": ("measure", "scope", "time"), "activity": ("scope", "date")}

Floats = NDArray[np.float64]
Shares = dict[str, dict[str, dict[str, float]]]  # by type, extractor (or all), field


def fit_scales(train: Sequence[JudgedDraft], calibration: Sequence[JudgedDraft]) -> Scales:
    """A scale for each type; `train` are drafts whose models had not seen their document."""
    fresh = [one for one in train if not one.document.startswith(MADE_WITH)]
    with threadpool_limits(limits=1):
        return {
            kind: _fit([d for d in fresh if d.kind == kind], [d for d in calibration if d.kind == kind])
            for kind in KINDS
        }


def _fit(train: Sequence[JudgedDraft], calibration: Sequence[JudgedDraft]) -> Scale:
    drafts = [*train, *calibration]
    names = DictVectorizer(sparse=False)
    rows = names.fit_transform([dict(evidence(one.draft)) for one in drafts])
    right = np.array([one.right for one in drafts])
    trust = np.array([TRAIN_WEIGHT] * len(train) + [1.0] * len(calibration))
    judge = LogisticRegression(C=PENALTY, max_iter=2000, tol=1e-8).fit(rows, right, sample_weight=trust)
    weights, bias = judge.coef_[0], float(judge.intercept_[0])
    slope, level = set_right(rows[len(train) :] @ weights + bias, right[len(train) :])
    kept = {
        str(name): round(float(slope * weight), 4)
        for name, weight in zip(names.get_feature_names_out(), weights, strict=True)
    }
    return Scale(round(slope * bias + level, 4), kept)


def set_right(log_odds: Floats, right: NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and level that make log odds true (Platt 1999), pulled towards 1 and 0: Newton's steps, halved where they go too far."""
    rest, design = np.array([1.0, 0.0]), np.stack([log_odds, np.ones_like(log_odds)])

    def loss(at: Floats) -> float:
        odds = at @ design
        return float((np.logaddexp(0, odds) - right * odds).sum() + PULL / 2 * ((at - rest) ** 2).sum())

    at = rest.copy()
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-(at @ design)))
        gradient = design @ (share - right) + PULL * (at - rest)
        curve = (design * (share * (1 - share))) @ design.T + PULL * np.eye(2)
        step = np.linalg.solve(curve, gradient)
        while loss(at - step) > loss(at) and np.abs(step).max() > TINY:
            step /= 2
        at = at - step
    return float(at[0]), float(at[1])


def field_shares(judged: Sequence[JudgedDraft]) -> Shares:
    """Of the claims of a type and extractor that are right, the share whose field is; pooled towards that of the type."""
    shares: Shares = {}
    for kind, fields in FIELDS.items():
        mine = [one for one in judged if one.kind == kind and one.right]
        whole = {name: (sum(name not in one.wrong for one in mine) + 1) / (len(mine) + 2) for name in fields}
        by_extractor: dict[str, list[JudgedDraft]] = defaultdict(list)
        for one in mine:
            by_extractor[one.draft.extractor].append(one)
        shares[kind] = {"all": {name: round(share, 3) for name, share in whole.items()}}
        for extractor, ours in sorted(by_extractor.items()):
            shares[kind][extractor] = {
                name: round((sum(name not in one.wrong for one in ours) + POOL * share) / (len(ours) + POOL), 3)
                for name, share in whole.items()
            }
    return shares


def write_scales(scales: Scales, shares: Shares, path: Path) -> None:
    """Scales and shares of fields as JSON, in a fixed order."""
    types = {kind: {"bias": one.bias, "weights": dict(sorted(one.weights.items()))} for kind, one in scales.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {"types": types, "fields": shares}
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
