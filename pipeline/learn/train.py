"""All models and scales from the gold: models on `train`, scales on `calibration` and on `train` documents held out of the models.

Everything is decided here by data and fixed seeds, so that the same gold and rules give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.extract.every import extract_all
from pipeline.extract.ml.calibrated import Scales
from pipeline.extract.ml.models import NAMES, Models
from pipeline.extract.ml.ties import NONE
from pipeline.learn.accept import ALWAYS, accepted
from pipeline.learn.confidence import Shares, field_shares, fit_scales
from pipeline.learn.examples import MAKERS, NO, examples
from pipeline.learn.fit import FOLDS, Examples, Fitted, fit, fit_at
from pipeline.learn.gold import Annotation
from pipeline.learn.verdicts import JudgedDraft, judge_drafts

GOALS = {"tie": (NONE, 0.80), "activity": (NO, 0.92)}  # what is nothing, and how much of the rest must be right
MEASURE = "measure"  # trained and measured, not kept


@dataclass(frozen=True, slots=True)
class Trained:
    """The fitted models with their examples, the scales, and the shares of right fields by extractor."""

    models: Mapping[str, Fitted]
    examples: Mapping[str, Examples]
    scales: Scales
    shares: Shares

    def loaded(self) -> Models:
        """The models as extractors ask them."""
        return _loaded(self.models)


def train(train_part: Sequence[Annotation], calibration_part: Sequence[Annotation]) -> Trained:
    """Fit everything; takes a few minutes on one core."""
    found = {name: examples(name, train_part) for name in (*NAMES, MEASURE)}
    fitted = {name: _with_threshold(name, fit(found[name], MAKERS[name][0]), found[name]) for name in found}
    held_out = [one for fold in range(FOLDS) for one in _judged_fold(fold, train_part, found, fitted)]
    calibration = judged(calibration_part, _loaded(fitted), {})
    scales = fit_scales(held_out, calibration)
    return Trained(fitted, found, scales, field_shares(calibration))


def judged(annotations: Sequence[Annotation], learned: Models, scales: Scales) -> list[JudgedDraft]:
    """Every draft of documents that gold decides."""
    return [draft for one in annotations for draft in judge_drafts(one, extract_all(one.annotated, learned, scales))[0]]


def _with_threshold(name: str, fitted: Fitted, found: Examples) -> Fitted:
    if name in GOALS:
        return accepted(fitted, found.labels, *GOALS[name])
    return fitted.taken_from(ALWAYS)  # asked only where no rule speaks


def _judged_fold(
    fold: int, train_part: Sequence[Annotation], found: Mapping[str, Examples], fitted: Mapping[str, Fitted]
) -> list[JudgedDraft]:
    """Drafts of every fifth document by models that have not seen it, with the penalties and thresholds of the whole."""
    held = train_part[fold::FOLDS]
    names = {one.document.name for one in held}
    others = {
        name: fit_at(found[name].without(names), MAKERS[name][0], fitted[name].penalty).taken_from(fitted[name].accept)
        for name in NAMES
    }
    return judged(held, _loaded(others), {})


def _loaded(fitted: Mapping[str, Fitted]) -> Models:
    return Models(**{name: fitted[name].model() for name in NAMES})
