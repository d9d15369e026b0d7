"""Fitting: the same bytes every time, kept weights answer as the fitted model does, thresholds and scales do what they say."""

import random

import numpy as np
import pytest

from pipeline.extract.ml.linear import Zone, read_model
from pipeline.learn.accept import NEVER, accepted
from pipeline.learn.confidence import field_shares, fit_scales, set_right
from pipeline.learn.fit import Examples, fit, fit_at, write_model
from pipeline.learn.verdicts import JudgedDraft
from pipeline.records.claim import CountBody, Draft, Measure
from pipeline.records.span import Span

ZONES = (Zone("words", 2), Zone("flags", 1))


@pytest.fixture(scope="module")
def examples():
    rows = [(("友好城市结好" if n % 3 else "友好街路口", "ab"[n % 2]), "tied" if n % 3 else "none") for n in range(60)]
    return Examples([row[0] for row in rows], [row[1] for row in rows], [f"d{n % 6}" for n in range(60)])


def test_kept_weights_answer_as_the_fitted_model(examples, tmp_path):
    fitted = fit(examples, ZONES).taken_from(0.7)
    for name in ("a", "b"):
        write_model(fit(examples, ZONES).taken_from(0.7), tmp_path / name / "weights.json")
    assert (tmp_path / "a" / "weights.json").read_bytes() == (tmp_path / "b" / "weights.json").read_bytes()
    kept = read_model(tmp_path / "a" / "weights.json")
    assert kept.accept == 0.7
    assert kept.shares(examples.samples) == fitted.model().shares(examples.samples)
    for sample, label in zip(examples.samples, examples.labels, strict=True):
        assert kept.best(sample)[0] == label


def test_held_out_probabilities_come_from_other_documents(examples):
    fitted = fit(examples, ZONES)
    assert fitted.held_out.shape == (60, 2)
    assert np.allclose(fitted.held_out.sum(axis=1), 1)
    rest = examples.without({"d0", "d1"})
    assert set(rest.groups) == {"d2", "d3", "d4", "d5"}
    assert fit_at(rest, ZONES, 0.1).penalty == 0.1


def test_the_threshold_is_the_lowest_that_is_right_often_enough(examples):
    fitted = fit(examples, ZONES)
    assert accepted(fitted, examples.labels, "none", 0.99).accept == 0.5
    wrong = ["none" if label == "tied" else "tied" for label in examples.labels]
    assert accepted(fitted, wrong, "none", 0.5).accept == NEVER


def test_level_and_slope_follow_what_was_right():
    log_odds = np.full(200, 3.0)
    right = np.arange(200) % 2 == 0  # said 95 %, true of half
    slope, level = set_right(log_odds, right)
    assert abs(1 / (1 + np.exp(-(slope * 3 + level))) - 0.5) < 0.03
    assert set_right(np.array([]), np.array([], dtype=bool)) == (1.0, 0.0)


def counted(number, confidence, right, wrong=(), document="s-1", extractor="rules.counts.text"):
    body = CountBody(number, "对", False, Measure.SISTER_PAIRS, (), None)
    return JudgedDraft(document, "count", Draft(Span(0, 30), body, extractor, confidence), right, wrong)


def test_scales_come_near_the_share_that_is_right():
    draw = random.Random(5)
    said = [0.95 if n % 2 else 0.6 for n in range(400)]
    judged = [counted(n, said[n], draw.random() < (0.9 if n % 2 else 0.3)) for n in range(400)]
    others = [
        JudgedDraft(one.document, kind, one.draft, one.right, ()) for one in judged for kind in ("pair", "activity")
    ]
    scale = fit_scales([], [*judged, *others])["count"]
    assert abs(scale.confidence(judged[1].draft) - 0.9) < 0.08
    assert abs(scale.confidence(judged[0].draft) - 0.3) < 0.08


def test_an_extractor_with_few_claims_is_pulled_to_its_type():
    judged = [counted(n, 0.9, True, ("scope",) if n % 4 == 0 else ()) for n in range(100)]
    judged.append(counted(100, 0.9, True, ("scope",), extractor="rules.counts.table"))
    shares = field_shares(judged)["count"]
    assert shares["all"]["scope"] == pytest.approx(0.74, abs=0.02)
    assert 0.6 < shares["rules.counts.table"]["scope"] < shares["rules.counts.text"]["scope"]
    assert shares["all"]["time"] > 0.95
