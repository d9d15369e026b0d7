"""Confidence on the scale of gold: what counts as evidence, what has no scale stays, what is broken is named."""

import json
import math
from dataclasses import replace

import pytest

from pipeline.extract.ml.calibrated import Scale, calibrate, evidence, field_confidence, read_scales, scales
from pipeline.extract.ml.linear import ModelBroken
from pipeline.records.claim import CountBody, Draft, FieldAnchor, Measure, PairBody, PlaceRef, Relation
from pipeline.records.span import Span

A, B = PlaceRef("甲", "CN-1", "甲", None, "CN"), PlaceRef("乙", "JP-1", "乙", None, "JP")
PAIR = Draft(Span(0, 30), PairBody(A, B, Relation.SISTER, "1986", "stated"), "rules.pairs.link", 0.9)
COUNT = Draft(Span(0, 30), CountBody(3, "对", False, Measure.SISTER_PAIRS, (), None), "rules.counts.text", 0.9)


@pytest.mark.parametrize(
    ("draft", "holds", "lacks"),
    [
        (PAIR, {"rule", "by rules.pairs.link", "dated", "relation sister"}, {"model", "short", "inherited"}),
        (replace(PAIR, model=0.4), {"rule", "model", "asked"}, {"own"}),
        (replace(PAIR, extractor="ml.tie", model=0.8), {"own", "asked"}, {"rule", "model"}),
        (replace(PAIR, fields=(("a", FieldAnchor(Span(40, 42), "heading")),)), {"inherited"}, set()),
        (replace(PAIR, span=Span(0, 9)), {"short"}, {"long"}),
        (COUNT, {"unscoped", "measure sister_pairs"}, {"dated", "scoped"}),
    ],
)
def test_what_speaks_for_a_claim(draft, holds, lacks):
    found = dict(evidence(draft))
    assert holds <= set(found)
    assert not lacks & set(found)


def test_a_claim_gets_the_share_that_its_evidence_stands_for():
    scale = {"pair": Scale(0.5, {"rule": 1.0, "dated": 0.25, "by ml.tie": -3.0})}
    wanted = 1 / (1 + math.exp(-(0.5 + math.log(0.9 / 0.1) + 0.25)))
    assert calibrate(PAIR, scale).confidence == round(wanted, 4)
    assert calibrate(COUNT, scale) is COUNT
    surer, less = (calibrate(replace(PAIR, confidence=c), scale).confidence for c in (0.95, 0.5))
    assert surer > less


def test_kept_scales_give_every_type_a_share():
    assert set(scales()) == {"pair", "count", "activity"}
    assert 0.5 < calibrate(PAIR, scales()).confidence < 1
    assert set(field_confidence()) == {"pair", "count", "activity"}


def test_no_file_is_no_scale_and_a_broken_one_is_named(tmp_path):
    assert read_scales(tmp_path / "weights.json") == {}
    (tmp_path / "weights.json").write_text(json.dumps({"types": {"pair": {"bias": "x"}}}), encoding="utf-8")
    with pytest.raises(ModelBroken):
        read_scales(tmp_path / "weights.json")
