"""`models/` made from `corpora/gold`: weights, scales and cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.evaluate.goldtext import read_gold_folder, read_splits, split_of
from pipeline.evaluate.judge import KINDS
from pipeline.evaluate.reliability import BINS, calibration_error, reliability
from pipeline.extract.ml.calibrated import FILE as SCALES
from pipeline.extract.ml.calibrated import NAME as CONFIDENCE
from pipeline.extract.ml.models import FILE, NAMES
from pipeline.learn.ablation import ablations
from pipeline.learn.cards import card, confidence_card, place_card
from pipeline.learn.confidence import write_scales
from pipeline.learn.fit import write_model
from pipeline.learn.gold import Annotation, annotated_gold
from pipeline.learn.placenames import measure_names
from pipeline.learn.train import MEASURE, Trained, judged, train
from pipeline.learn.verdicts import JudgedDraft

CARD, PLACE = "card.md", "place"
Say = Callable[[str], None]


def make_models(gold: Path, out: Path, say: Say = lambda line: None) -> Trained:
    """Train on the splits of a gold folder and write every model with its card; `say` hears each step."""
    parts = read_parts(gold)
    say(", ".join(f"{split} {len(annotations)}" for split, annotations in parts.items()))
    trained = train(parts["train"], parts["calibration"])
    say("models and scales are fitted")
    made_from = f"the `train` split of `corpora/gold`, {len(parts['train'])} documents"
    figures = ablations(parts["test"], trained.loaded(), trained.models[MEASURE].model())
    for name in (*NAMES, MEASURE):
        if name in NAMES:
            write_model(trained.models[name], out / name / FILE)
        text = card(name, trained.models[name], trained.examples[name], figures[name], made_from)
        (out / name).mkdir(parents=True, exist_ok=True)
        (out / name / CARD).write_text(text, encoding="utf-8")
        say(f"{name}: {figures[name]}")
    named = measure_names(parts["train"], parts["test"])
    (out / PLACE).mkdir(parents=True, exist_ok=True)
    (out / PLACE / CARD).write_text(place_card(*named, made_from), encoding="utf-8")
    say(f"{PLACE}: {named[0]}")
    write_scales(trained.scales, trained.shares, out / CONFIDENCE / SCALES)
    errors = calibration_errors(judged(parts["test"], trained.loaded(), trained.scales))
    made_from = (
        f"`corpora/gold`, {len(parts['train'])} documents of `train`, {len(parts['calibration'])} of `calibration`"
    )
    (out / CONFIDENCE / CARD).write_text(confidence_card(errors, made_from), encoding="utf-8")
    say(f"{CONFIDENCE}: {errors}")
    return trained


def read_parts(gold: Path) -> dict[str, list[Annotation]]:
    """The gold documents of each split, read and annotated."""
    documents = read_gold_folder(gold)
    where = {document.name: split for split, document in split_of(documents, read_splits(gold))}
    annotations = annotated_gold(documents)
    return {
        split: [one for one in annotations if where[one.document.name] == split]
        for split in ("train", "calibration", "test")
    }


def calibration_errors(drafts: Sequence[JudgedDraft]) -> dict[str, dict[str, float]]:
    """Number of claims and expected calibration error of each type."""
    found = {}
    for kind in KINDS:
        mine = [one for one in drafts if one.kind == kind]
        bins = reliability([one.verdict() for one in mine], BINS)
        found[kind] = {"claims": float(len(mine)), "error": round(calibration_error(bins) or 0.0, 3)}
    return found
