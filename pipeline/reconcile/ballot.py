"""The weighing core: who says what to which question, how sure each answer is, and how often each source is right.

Truth discovery as in Dong, Berti-Équille and Srivastava (2009, ACCU): a vote weighs ln(n a / (1 - a)), a the chance that it is right,
n how many wrong answers there could be; accuracies are learned from the answers and the answers weighed with them in turn. Votes
of one group (copies) for one answer count once. Everything is columns; five documents and two million claims go the same way.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

WRONG_ANSWERS = 10.0  # n: wrong answers that a question may have, all as likely
PRIOR, PRIOR_WEIGHT = (
    0.8,
    10.0,
)  # a source is trusted so much before anything is known of it, as if from so many answers
LEAST, MOST = 0.02, 0.99  # no source is sure to err, none infallible
ROUNDS, ENOUGH = 20, 1e-4
DECIDED = 50.0  # weight of a reviewer's word: more than any number of witnesses that one question has


@dataclass(frozen=True, slots=True)
class Votes:
    """One row a vote. `trust`: the chance that the vote is its source's word, read aright; above 1 it is a reviewer's word."""

    question: Ints
    answer: Ints
    source: Ints
    trust: Floats
    group: Ints  # the source that stands for all who copy each other; the source itself where it copies nobody

    def __len__(self) -> int:
        return len(self.question)


@dataclass(frozen=True, slots=True)
class Answers:
    """One row an answer, sorted by question and answer: its weight, the chance that it is right, how many groups give it."""

    question: Ints
    answer: Ints
    weight: Floats
    chance: Floats
    groups: Ints


class Ballot:
    """Votes sorted once, so that weighing them again with other accuracies is a few passes over columns."""

    def __init__(self, votes: Votes) -> None:
        order = np.lexsort((votes.source, votes.group, votes.answer, votes.question))
        self.order = order
        self.question, self.answer = votes.question[order], votes.answer[order]
        self.source, self.trust = votes.source[order], votes.trust[order]
        self.is_word = self.trust > 1.0
        new_question = _changes(self.question)
        new_answer = new_question | _changes(self.answer)
        new_cell = new_answer | _changes(votes.group[order])
        self.cells = np.flatnonzero(new_cell)
        self.answers = np.flatnonzero(new_answer)
        self.answer_of_cell = np.searchsorted(self.cells, self.answers)
        self.asked = np.flatnonzero(new_question[self.answers])
        self.answer_of_vote = np.cumsum(new_answer) - 1
        self.question_of_answer = np.cumsum(new_question[self.answers]) - 1
        groups = np.diff(np.append(self.answer_of_cell, len(self.cells)))
        self.groups = groups
        # A question tells of accuracies only where two groups speak to it.
        of_vote, group = self.question_of_answer[self.answer_of_vote], votes.group[order]
        others = group != group[self.answers[self.asked]][of_vote]
        told = np.logical_or.reduceat(others, self.answers[self.asked]) if len(order) else others
        self.tells = told[of_vote] & ~self.is_word

    def weigh(self, accuracy: Floats) -> Answers:
        """Weight and chance of every answer under these accuracies of the sources."""
        if not len(self.order):
            return Answers(self.question, self.answer, self.trust, self.trust, self.groups)
        right = np.clip(accuracy[self.source] * np.minimum(self.trust, 1.0), LEAST, MOST)
        weight = np.log(WRONG_ANSWERS * right / (1.0 - right))
        weight[self.is_word] = DECIDED
        best = np.maximum.reduceat(weight, self.cells)
        total: Floats = np.round(np.add.reduceat(best, self.answer_of_cell), 9).astype(np.float64)
        return Answers(self.question[self.answers], self.answer[self.answers], total, self._chances(total), self.groups)

    def _chances(self, weight: Floats) -> Floats:
        """Softmax within each question; what nobody said shares in it with the weight 0."""
        top = np.maximum(np.maximum.reduceat(weight, self.asked), 0.0)
        given = np.diff(np.append(self.asked, len(weight)))
        power = np.exp(weight - top[self.question_of_answer])
        unsaid = np.maximum(WRONG_ANSWERS + 1.0 - given, 0.0) * np.exp(-top)
        whole = np.add.reduceat(power, self.asked) + unsaid
        return np.asarray(power / whole[self.question_of_answer])

    def accuracies(self, chance: Floats, sources: int) -> tuple[Floats, Ints]:
        """How often each source is right, drawn to the prior, and of how many answers that is known."""
        known = self.source[self.tells]
        right = np.bincount(known, weights=chance[self.answer_of_vote][self.tells], minlength=sources)
        count = np.bincount(known, minlength=sources)
        return (PRIOR * PRIOR_WEIGHT + right) / (PRIOR_WEIGHT + count), count.astype(np.int64)


def _changes(sorted_values: Ints) -> NDArray[np.bool_]:
    changed = np.ones(len(sorted_values), dtype=bool)
    changed[1:] = sorted_values[1:] != sorted_values[:-1]
    return changed


def learn(ballot: Ballot, sources: int) -> tuple[Floats, Ints]:
    """Accuracies of `sources` sources, to four digits, with the number of answers that each was learned from."""
    accuracy, count = np.full(sources, PRIOR), np.zeros(sources, dtype=np.int64)
    if not len(ballot.order) or not ballot.tells.any():
        return accuracy, count
    for _ in range(ROUNDS):
        before = accuracy
        accuracy, count = ballot.accuracies(ballot.weigh(before).chance, sources)
        if float(np.abs(accuracy - before).max()) < ENOUGH:
            break
    return np.round(accuracy, 4), count


def winners(answers: Answers) -> tuple[Ints, Ints, Floats]:
    """For each question in their order: the question, its weightiest answer (the lowest of equals), the chance that it is right."""
    if not len(answers.question):
        return answers.question, answers.answer, answers.chance
    order = np.lexsort((answers.answer, -answers.weight, answers.question))
    first = order[_changes(answers.question[order])]
    return answers.question[first], answers.answer[first], answers.chance[first]
