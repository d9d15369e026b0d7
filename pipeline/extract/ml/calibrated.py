"""Confidence as the share of such claims that is right: what a rule or model says of itself, brought onto the scale of gold.

A claim's evidence (the rule's own figure, the model's probability, who signed it, what it states) is weighed by a logistic model
a type, fitted on gold documents that neither rules nor models were made with (`pipeline/learn/confidence.py`). Weights stand in
`models/confidence/weights.json`; types without weights keep what their extractor says. A claim takes some microseconds.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.extract.ml.linear import ModelBroken
from pipeline.paths import models_folder
from pipeline.records.claim import ActivityBody, Body, CountBody, Draft, PairBody
from pipeline.records.keys import type_of

NAME = "confidence"
FILE = "weights.json"
SHORT, LONG = 20, 80  # characters of a quote
LEAST, MOST = 0.01, 0.99


@dataclass(frozen=True, slots=True)
class Scale:
    """The weights of one type: evidence that it does not name counts nothing."""

    bias: float
    weights: Mapping[str, float]

    def confidence(self, draft: Draft) -> float:
        """The share of claims with this evidence that is right."""
        weight = self.weights.get
        total = self.bias + sum([weight(name, 0.0) * value for name, value in evidence(draft)])
        return min(MOST, max(LEAST, 1 / (1 + math.exp(-total))))


Scales = Mapping[str, Scale]


@cache
def scales() -> Scales:
    """The scales by type; none where no weights are kept. Raises `ModelBroken`."""
    return read_scales(models_folder() / NAME / FILE)


def read_scales(path: Path) -> Scales:
    """The scales that a file holds, none where there is no file. Raises `ModelBroken`."""
    try:
        told = _told(path).get("types", {})
        return {kind: Scale(float(one["bias"]), dict(one["weights"])) for kind, one in told.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelBroken(f"no scales that can be read: {error}", document=f"{NAME}/{FILE}") from error


def field_confidence() -> dict[str, dict[str, dict[str, float]]]:
    """By type and extractor, for each field the share of right claims whose field is right too."""
    shares: dict[str, dict[str, dict[str, float]]] = _told(models_folder() / NAME / FILE).get("fields", {})
    return shares


def _told(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found


def calibrate(draft: Draft, by_type: Scales) -> Draft:
    """The draft with its confidence on the scale of its type."""
    scale = by_type.get(type_of(draft.body))
    return draft if scale is None else draft.weighed(round(scale.confidence(draft), 4), draft.model)


def evidence(draft: Draft) -> list[tuple[str, float]]:
    """What speaks for or against a claim, by name: log odds of rule and model, and signs that are 1 where they hold."""
    learned = draft.extractor.startswith("ml.")
    found: list[tuple[str, float]] = [] if learned else [("rule", _log_odds(draft.confidence))]
    if draft.model is not None:
        found += [("own" if learned else "model", _log_odds(draft.model)), ("asked", 1.0)]
    found.append((f"by {draft.extractor}", 1.0))
    length = draft.span.end - draft.span.start
    if length < SHORT:
        found.append(("short", 1.0))
    if length > LONG:
        found.append(("long", 1.0))
    for _, anchor in draft.fields:
        if anchor.inherited_from:
            found.append(("inherited", 1.0))
            break
    return [*found, *((name, 1.0) for name in _stated(draft.body))]


def _stated(body: Body) -> tuple[str, ...]:
    """What the body states."""
    if isinstance(body, PairBody):
        return f"relation {body.relation}", "dated" if body.date else "undated"
    if isinstance(body, CountBody):
        signs: tuple[str, ...] = f"measure {body.measure}", "scoped" if body.scope else "unscoped"
    elif isinstance(body, ActivityBody):
        signs = f"category {body.category}", f"sides {min(3, len(body.participants))}"
        return (*signs, "dated") if body.date else signs
    else:
        return ()
    return (*signs, "dated") if body.time else signs


def _log_odds(share: float) -> float:
    share = min(0.98, max(0.02, share))
    return math.log(share / (1 - share))
