"""From issues to the columns of the weighing core and back: which value of each issue stands, and what each weighs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.reconcile.ballot import Ballot, Ints, Votes, winners
from pipeline.reconcile.dating import DateVotes, Weights, decide_dates, learn_weights
from pipeline.reconcile.docket import Issue, Testimony
from pipeline.reconcile.stamps import Stamp, stamp
from pipeline.reconcile.witnesses import Witnesses
from pipeline.records.claim import Claim

Name = tuple[str, str]  # fact and field of an issue
Row = tuple[int, int, int, float, int]  # question, answer, source, trust, group


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an issue came to: the winning answer, the chance that it is right."""

    issue: Issue
    won: Stamp | str
    chance: float

    def stands(self, value: str) -> bool:
        """Does this value agree with the answer that won?"""
        if isinstance(self.won, str):
            return value == self.won
        return _fits(stamp(value), self.won)


class Weighing:
    """All issues of a corpus before the core: dates, and plain values under numbers below 0 so that both can be learned from at once."""

    def __init__(self, dates: Sequence[Issue], plain: Sequence[Issue], witnesses: Witnesses) -> None:
        self.witnesses = witnesses
        whole = [issue for issue in dates if any(stamp(s.value).year for s in issue.statements)]
        vague = [issue for issue in dates if not any(stamp(s.value).year for s in issue.statements)]
        self.dates = sorted((i for i in whole if i.statements), key=lambda i: i.name)
        self.plain = sorted((i for i in (*plain, *vague) if i.statements), key=lambda i: i.name)
        self.answers = [sorted({s.value for s in issue.statements}) for issue in self.plain]

    def learn(self) -> Weights:
        """Accuracies and copying groups of the witnesses, from all issues."""
        return learn_weights(self._date_votes(), self._plain_votes(), len(self.witnesses) + 1)

    def decide(self, weights: Weights) -> dict[Name, Outcome]:
        """What each issue came to under these weights."""
        dated, _ = decide_dates(self._date_votes(), weights)
        found = zip(dated.year.tolist(), dated.month.tolist(), dated.day.tolist(), dated.chance.tolist(), strict=True)
        outcomes = {
            issue.name: Outcome(issue, Stamp(0, 0, year, month, day), round(chance, 6))
            for issue, (year, month, day, chance) in zip(self.dates, found, strict=True)
        }
        votes = self._plain_votes()
        grouped = Votes(votes.question, votes.answer, votes.source, votes.trust, weights.group[votes.group])
        _, answer, sure = winners(Ballot(grouped).weigh(weights.accuracy))
        order = range(len(self.plain) - 1, -1, -1)  # the last issue has the lowest number
        for at, won, chance in zip(order, answer.tolist(), sure.tolist(), strict=True):
            issue = self.plain[at]
            outcomes[issue.name] = Outcome(issue, self.answers[at][won], round(chance, 6))
        return outcomes

    def _date_votes(self) -> DateVotes:
        rows: list[tuple[int, int, int, int, int, float, int]] = []
        for number, issue in enumerate(self.dates):
            years = {stamp(s.value).year for s in issue.statements} - {0}
            for statement, source, trust, group in self._said(issue, _date_clash):
                for when in _year_votes(stamp(statement.value), years):
                    rows.append((number, *when, source, trust, group))
        item, year, month, day, source_, trust_, group_ = _columns(rows, 7)
        return DateVotes(
            _ints(item), _ints(year), _ints(month), _ints(day), _ints(source_), np.asarray(trust_, float), _ints(group_)
        )

    def _plain_votes(self) -> Votes:
        rows: list[Row] = []
        for number, issue in enumerate(self.plain):
            place = {value: at for at, value in enumerate(self.answers[number])}
            for statement, source, trust, group in self._said(issue, _differ):
                rows.append((-1 - number, place[statement.value], source, trust, group))
        question, answer, source_, trust_, group_ = _columns(rows, 5)
        return Votes(_ints(question), _ints(answer), _ints(source_), np.asarray(trust_, float), _ints(group_))

    def _said(self, issue: Issue, clash: Callable[[set[str]], bool]) -> Iterator[tuple[Testimony, int, float, int]]:
        """Testimonys with their witness, trust and group; one that contradicts itself shares its trust among what it says."""
        values: dict[int, set[str]] = {}
        for s in issue.statements:
            values.setdefault(self._source(s.claim), set()).add(s.value)
        for s in issue.statements:
            source = self._source(s.claim)
            torn = clash(values[source]) and not s.judged
            group = self.witnesses.group(s.claim) if s.claim else source
            yield s, source, s.trust / len(values[source]) if torn else s.trust, group

    def _source(self, claim: Claim | None) -> int:
        """The witness of a claim; a reviewer's own word has the number after the last."""
        return len(self.witnesses) if claim is None else self.witnesses.of(claim)


def _differ(values: set[str]) -> bool:
    return len(values) > 1


def _date_clash(values: set[str]) -> bool:
    stamps = [stamp(value) for value in values]
    return any(not a.agrees(b) for a in stamps for b in stamps) if len(values) > 1 else False


def _fits(said: Stamp, won: Stamp) -> bool:
    """Is nothing of the date against what won? A span of years fits where it holds the year."""
    if not said.year:
        return said.low <= won.year * 10_000 + 1231 and said.high >= won.year * 10_000 + 101
    same_month = not (said.month and won.month) or said.month == won.month
    same_day = not (said.day and won.day) or said.day == won.day
    return said.year == won.year and same_month and (same_day or not same_month)


def _year_votes(said: Stamp, years: Iterable[int]) -> Iterator[tuple[int, int, int]]:
    """A date as a vote; a span of years bears out each year that others give and that lies in it."""
    if said.year:
        yield said.year, said.month, said.day
        return
    for year in sorted(years):
        if said.low <= year * 10_000 + 1231 and said.high >= year * 10_000 + 101:
            yield year, 0, 0


def _columns(rows: Sequence[tuple[float, ...]], width: int) -> list[tuple[float, ...]]:
    return list(zip(*rows, strict=True)) if rows else [()] * width


def _ints(column: Sequence[float]) -> Ints:
    return np.asarray(column, dtype=np.int64)
