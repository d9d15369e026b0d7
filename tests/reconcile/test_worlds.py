"""Made-up worlds whose truth is known: sources of known accuracy, groups that copy, dates at three precisions."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from pipeline.reconcile.ballot import PRIOR, Votes
from pipeline.reconcile.dating import DateVotes, Weights, decide_dates, learn_weights

NOBODY = np.zeros(0, dtype=np.int64)
NO_OTHERS = Votes(NOBODY, NOBODY, NOBODY, np.zeros(0), NOBODY)


@pytest.fixture(scope="module")
def worlds() -> ModuleType:
    path = Path(__file__).parent.parent / "bench" / "made_world.py"
    spec = importlib.util.spec_from_file_location("made_world", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["made_world"] = module
    spec.loader.exec_module(module)
    return module


def columns(world: Any) -> DateVotes:
    year, month, day = world.said.T
    return DateVotes(world.item, year, month, day, world.source, np.ones(len(world.item)), world.source)


def chosen(world: Any, weights: Weights) -> np.ndarray[Any, Any]:
    dated, _ = decide_dates(columns(world), weights)
    found = np.zeros_like(world.truth)
    found[dated.item] = np.stack([dated.year, dated.month, dated.day], axis=1)
    return found


def equal_weights(sources: int) -> Weights:
    """Every source as good as the others and nobody a copy: the majority, level by level."""
    return Weights(np.full(sources, PRIOR), np.zeros(sources, dtype=np.int64), np.arange(sources))


@pytest.mark.parametrize("seed", range(3))
def test_weights_beat_the_majority(worlds: ModuleType, seed: int) -> None:
    world = worlds.make_world(3000, 60, 30_000, groups=5, seed=seed)
    learned = learn_weights(columns(world), NO_OTHERS, 60)
    ours = worlds.right(world.truth, chosen(world, learned))
    assert ours > worlds.right(world.truth, chosen(world, equal_weights(60))) + 0.02
    assert ours > worlds.right(world.truth, worlds.majority(world)) + 0.02


@pytest.mark.parametrize("seed", range(3))
def test_those_who_copy_are_found_and_nobody_else(worlds: ModuleType, seed: int) -> None:
    world = worlds.make_world(3000, 60, 30_000, groups=4, seed=seed)
    assert learn_weights(columns(world), NO_OTHERS, 60).group.tolist() == world.leader.tolist()


def test_in_an_honest_world_nobody_copies(worlds: ModuleType) -> None:
    world = worlds.make_world(3000, 60, 30_000)
    assert learn_weights(columns(world), NO_OTHERS, 60).group.tolist() == list(range(60))


def test_learned_accuracy_is_the_share_of_right_answers(worlds: ModuleType) -> None:
    """Of years, months within the right year and days within the right month, as far as a source gives them."""
    world = worlds.make_world(3000, 60, 30_000)
    truth, said = world.truth[world.item], world.said
    year = said[:, 0] == truth[:, 0]
    month = said[:, 1] == truth[:, 1]
    asked = [np.ones(len(year), dtype=bool), year & (said[:, 1] > 0), year & month & (said[:, 2] > 0)]
    right = [year, month, said[:, 2] == truth[:, 2]]
    hits = sum(np.bincount(world.source, weights=a & r, minlength=60) for a, r in zip(asked, right, strict=True))
    tries = sum(np.bincount(world.source, weights=a, minlength=60) for a in asked)
    learned = learn_weights(columns(world), NO_OTHERS, 60).accuracy
    assert np.abs(learned - hits / tries).mean() < 0.04
    assert np.corrcoef(learned, world.accuracy)[0, 1] > 0.97
