"""The weighing core on questions small enough to work out by hand, and its accuracies on made-up worlds."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reconcile.ballot import LEAST, MOST, PRIOR, PRIOR_WEIGHT, WRONG_ANSWERS, Ballot, Votes, learn, winners


def votes(rows: list[tuple[int, int, int, float]], groups: dict[int, int] | None = None) -> Votes:
    question, answer, source, trust = (np.asarray(column) for column in zip(*rows, strict=True))
    group = np.asarray([(groups or {}).get(s, s) for s in source.tolist()])
    return Votes(question, answer, source, trust.astype(float), group)


def weight(chance: float) -> float:
    return math.log(WRONG_ANSWERS * chance / (1 - chance))


def test_a_vote_weighs_what_the_paper_says() -> None:
    answers = Ballot(votes([(0, 5, 0, 1.0), (0, 5, 1, 1.0), (0, 6, 2, 1.0)])).weigh(np.array([0.8, 0.6, 0.9]))
    assert answers.weight == pytest.approx([weight(0.8) + weight(0.6), weight(0.9)])
    powers = np.exp(answers.weight)
    assert answers.chance == pytest.approx(powers / (powers.sum() + WRONG_ANSWERS + 1 - 2))


def test_a_group_has_one_vote() -> None:
    rows = [(0, 5, 0, 1.0), (0, 5, 1, 1.0), (0, 5, 2, 1.0), (0, 6, 3, 1.0), (0, 6, 4, 1.0)]
    answers = Ballot(votes(rows, {1: 0, 2: 0})).weigh(np.full(5, 0.8))
    assert answers.groups.tolist() == [1, 2]
    assert winners(answers)[1].tolist() == [6]


def test_trust_lowers_a_vote() -> None:
    answers = Ballot(votes([(0, 5, 0, 1.0), (0, 6, 1, 0.5)])).weigh(np.array([0.7, 0.9]))
    assert winners(answers)[1].tolist() == [5]


def test_a_reviewers_word_outweighs_every_number_of_votes() -> None:
    rows = [(0, 5, source, 1.0) for source in range(7)] + [(0, 6, 7, 2.0)]
    assert winners(Ballot(votes(rows)).weigh(np.full(8, 0.9)))[1].tolist() == [6]


def test_equals_are_parted_by_the_answer_itself() -> None:
    assert winners(Ballot(votes([(0, 9, 0, 1.0), (0, 3, 1, 1.0)])).weigh(np.full(2, 0.8)))[1].tolist() == [3]


def test_one_witness_alone_teaches_nothing_of_itself() -> None:
    ballot = Ballot(votes([(0, 5, 0, 1.0), (0, 6, 0, 1.0), (1, 7, 1, 1.0)]))
    accuracy, judged = learn(ballot, 3)
    assert accuracy.tolist() == [PRIOR] * 3
    assert judged.tolist() == [0] * 3


def test_no_votes_at_all() -> None:
    none = np.zeros(0, dtype=np.int64)
    ballot = Ballot(Votes(none, none, none, np.zeros(0), none))
    assert learn(ballot, 2)[0].tolist() == [PRIOR] * 2
    assert len(winners(ballot.weigh(np.full(2, PRIOR)))[0]) == 0


@pytest.mark.parametrize("seed", range(4))
def test_accuracies_are_learned(seed: int) -> None:
    """3,000 questions with 10 wrong answers each, 30 sources of known accuracy that each answer every third."""
    rng = np.random.default_rng(seed)
    known, truth = rng.uniform(0.35, 0.95, 30), rng.integers(0, 11, 3000)
    question, source = (part.ravel() for part in np.meshgrid(np.arange(3000), np.arange(30), indexing="ij"))
    kept = rng.random(len(question)) < 1 / 3
    question, source = question[kept], source[kept]
    is_right = rng.random(len(question)) < known[source]
    answer = np.where(is_right, truth[question], (truth[question] + rng.integers(1, 11, len(question))) % 11)
    ballot = Ballot(Votes(question, answer, source, np.ones(len(question)), source))
    accuracy, judged = learn(ballot, 30)
    really = np.bincount(source, weights=is_right) / np.bincount(source)
    drawn = (really * judged + PRIOR * PRIOR_WEIGHT) / (judged + PRIOR_WEIGHT)
    assert np.abs(accuracy - drawn).max() < 0.03
    chosen = winners(ballot.weigh(accuracy))[1]
    assert (chosen == truth).mean() > 0.98


ROWS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 5), st.sampled_from([0.3, 0.8, 1.0, 2.0])),
    min_size=1,
    max_size=30,
)


@given(ROWS, st.randoms(use_true_random=False))
def test_order_never_matters_and_chances_are_chances(rows, random) -> None:
    ballot = Ballot(votes(rows, {3: 2}))
    accuracy, _ = learn(ballot, 6)
    assert ((accuracy >= LEAST) & (accuracy <= MOST + 0.01)).all()
    answers = ballot.weigh(accuracy)
    assert (np.bincount(answers.question, weights=answers.chance) <= 1 + 1e-9).all()
    shuffled = list(rows)
    random.shuffle(shuffled)
    again = Ballot(votes(shuffled, {3: 2}))
    assert learn(again, 6)[0].tolist() == accuracy.tolist()
    assert again.weigh(accuracy).weight.tolist() == answers.weight.tolist()
