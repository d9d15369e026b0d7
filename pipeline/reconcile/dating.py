"""Dates weighed level by level: the year first, then the month within it, then the day, so that dates that nest agree.

1973, 1973-06 and 1973-06-24 are three votes for one year, two for its June, one for the day. Each level is a question of the one
weighing core (`ballot`); what a coarse date leaves open it does not contest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.reconcile.ballot import Answers, Ballot, Floats, Ints, Votes, learn, winners
from pipeline.reconcile.copiers import copying_groups

YEARS, MONTHS = 10_000, 100
SCALE = YEARS * MONTHS  # questions are item, year and month in one number


@dataclass(frozen=True, slots=True)
class DateVotes:
    """One row a date that a source gives for an item; month and day are 0 where the source leaves them open."""

    item: Ints
    year: Ints
    month: Ints
    day: Ints
    source: Ints
    trust: Floats
    group: Ints

    def questions(self) -> Votes:
        """Votes on years, months of years and days of months."""
        months, days = np.flatnonzero(self.month), np.flatnonzero(self.day)
        ask_year = self.item * SCALE
        ask_month = ask_year + self.year * MONTHS
        ask_day = ask_month + self.month
        rows = np.concatenate([np.arange(len(self.item)), months, days])
        return Votes(
            np.concatenate([ask_year, ask_month[months], ask_day[days]]),
            np.concatenate([self.year, self.month[months], self.day[days]]),
            self.source[rows],
            self.trust[rows],
            self.group[rows],
        )


@dataclass(frozen=True, slots=True)
class Dated:
    """For each item the date that won; month and day are 0 where nobody gives one, `chance` is that all of it is right."""

    item: Ints
    year: Ints
    month: Ints
    day: Ints
    chance: Floats


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned of the sources: accuracy, of how many answers it is known, and the group of those that copy each other."""

    accuracy: Floats
    judged: Ints
    group: Ints


def learn_weights(dates: DateVotes, others: Votes, sources: int) -> Weights:
    """Accuracies and copying groups from dates and from `others` (questions of another kind, numbered below 0)."""
    ballot = Ballot(_together(dates, others, None))
    accuracy, _ = learn(ballot, sources)
    group = _copying(dates, others, ballot.weigh(accuracy), sources)
    if (group != np.arange(sources)).any():
        ballot = Ballot(_together(dates, others, group))
    accuracy, judged = learn(ballot, sources)
    return Weights(accuracy, judged, group)


def decide_dates(dates: DateVotes, weights: Weights) -> tuple[Dated, Answers]:
    """The date of each item, and the weight of every answer on the way to it."""
    votes = dates.questions()
    votes = Votes(votes.question, votes.answer, votes.source, votes.trust, weights.group[votes.group])
    answers = Ballot(votes).weigh(weights.accuracy)
    return _walk(np.unique(dates.item), answers), answers


def _walk(items: Ints, answers: Answers) -> Dated:
    asked, answer, chance = winners(answers)

    def ask(question: Ints) -> tuple[Ints, Floats]:
        at = np.minimum(np.searchsorted(asked, question), max(0, len(asked) - 1))
        known = asked[at] == question if len(asked) else np.zeros(len(question), dtype=bool)
        return np.where(known, answer[at], 0), np.where(known, chance[at], 1.0)

    year, sure_of_year = ask(items * SCALE)
    month, sure_of_month = ask(items * SCALE + year * MONTHS)
    day, sure_of_day = ask(items * SCALE + year * MONTHS + month)
    day = np.where(month > 0, day, 0)
    sure = sure_of_year * sure_of_month * np.where(day > 0, sure_of_day, 1.0)
    return Dated(items, year, month, day, sure)


def _together(dates: DateVotes, others: Votes, group: Ints | None) -> Votes:
    votes = dates.questions()
    parts = [
        np.concatenate(pair)
        for pair in (
            (votes.question, others.question),
            (votes.answer, others.answer),
            (votes.source, others.source),
            (votes.group, others.group),
        )
    ]
    groups = parts[3] if group is None else group[parts[3]]
    return Votes(parts[0], parts[1], parts[2], np.concatenate([votes.trust, others.trust]), groups)


def _copying(dates: DateVotes, others: Votes, answers: Answers, sources: int) -> Ints:
    """Groups of sources that share errors: whole dates of one precision, and answers to other questions, are compared."""
    dated = _walk(np.unique(dates.item), answers)
    at = np.searchsorted(dated.item, dates.item)
    won = dated.year[at], dated.month[at], dated.day[at]
    wrong = (dates.year != won[0]) | ((dates.month > 0) & (won[1] > 0) & (dates.month != won[1]))
    wrong |= (dates.month == won[1]) & (dates.day > 0) & (won[2] > 0) & (dates.day != won[2])
    level = (dates.month > 0).astype(np.int64) + (dates.day > 0)
    whole = (dates.year * MONTHS + dates.month) * MONTHS + dates.day
    asked, answer, _ = winners(answers)
    lost = answer[np.searchsorted(asked, others.question)] != others.answer if len(others) else np.zeros(0, dtype=bool)
    return copying_groups(
        np.concatenate([dates.item * 3 + level, others.question]),
        np.concatenate([whole, others.answer]),
        np.concatenate([dates.source, others.source]),
        np.concatenate([wrong, lost]),
        sources,
    )
