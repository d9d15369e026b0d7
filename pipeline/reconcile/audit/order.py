"""Rank orders: a stated rank against the numbers of the others, a list that is given as a ranking against its own numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.reconcile.audit.entries import STOCKS, Entry, alike, sentences
from pipeline.reconcile.audit.holding import level_of
from pipeline.reconcile.audit.say import claims_of, finding, places, written
from pipeline.reconcile.audit.words import word_pattern
from pipeline.records.claim import Measure
from pipeline.records.finding import Finding, FindingKind, Severity

Ranked = tuple[Entry, Entry, int]  # number, rank claim, rank
_LIST = 3


def order_findings(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Ranks and rankings of one document that its numbers contradict."""
    ranked = [r for sentence in sentences(entries) for r in _ranked(sentence)]
    for n, a in enumerate(ranked):
        for b in ranked[n + 1 :]:
            yield from _swapped(a, b)
        yield from _more(a, entries)
    for sentence in sentences(entries):
        yield from _listed(sentence)


def _ranked(sentence: Sequence[Entry]) -> Iterator[Ranked]:
    """A number with the rank right behind it: 188对，位列全国第二位."""
    for number, rank in pairwise(sentence):
        is_rank = rank.body.measure is Measure.RANK and word_pattern("rank_said").search(rank.context.lead)
        if is_rank and number.body.measure in STOCKS and number.places == rank.places and number.stated.exact:
            yield number, rank, int(rank.body.value)


def _peers(a: Entry, b: Entry) -> bool:
    """Are two numbers of one ranking: the same thing of the same day, of places of one level?"""
    same = alike(a, b) and a.body.time == b.body.time and a.places != b.places and len(a.places) == len(b.places)
    mine, theirs = a.places - b.places, b.places - a.places
    if not same or len(mine) != 1 or len(theirs) != 1:
        return False
    return level_of(*mine) == level_of(*theirs) != ""


def _swapped(a: Ranked, b: Ranked) -> Iterator[Finding]:
    if not _peers(a[0], b[0]):
        return
    first, second = sorted((a, b), key=lambda r: r[2])
    if first[2] < second[2] and first[0].stated.value < second[0].stated.value:
        claims = claims_of([second[0], second[1], first[0], first[1]])
        words = _rank_words("a", second) | _rank_words("b", first)
        yield finding(FindingKind.ORDER, Severity.CONTRADICTION, "order.rank", claims, **words)


def _more(a: Ranked, entries: Sequence[Entry]) -> Iterator[Finding]:
    """As many others with a larger number as the rank says are allowed, and more."""
    larger = {e.places: e for e in entries if _peers(a[0], e) and e.stated.allows.low > a[0].stated.value}
    if len(larger) >= a[2]:
        others = list(larger.values())
        words = _rank_words("a", a) | {"count": str(len(others))}
        words["others"] = "、".join(f"{places(e)} {written(e.stated.value)}" for e in others[:5])
        claims = claims_of([a[0], a[1], *others])
        yield finding(FindingKind.ORDER, Severity.CONTRADICTION, "order.more", claims, **words)


def _rank_words(name: str, ranked: Ranked) -> dict[str, str]:
    number, _, rank = ranked
    return {name: places(number), f"{name}_value": written(number.stated.value), f"{name}_rank": str(rank)}


def _listed(sentence: Sequence[Entry]) -> Iterator[Finding]:
    """A list that is said to be in order, with a larger number behind a smaller one."""
    start = next((n for n, e in enumerate(sentence) if word_pattern("ranked_list").search(e.context.lead)), None)
    if start is None:
        return
    run = [sentence[start]]
    for entry in sentence[start + 1 :]:
        if not alike(entry, run[0]) or not word_pattern("joined").search(entry.context.lead):
            break
        run.append(entry)
    wrong = [(a, b) for a, b in pairwise(run) if b.stated.value > a.stated.value]
    if len(run) < _LIST or len(wrong) * 2 >= len(run) - 1:
        return  # too few, or in another order
    for a, b in wrong:
        words = {"a": _apart(a, b), "a_value": written(a.stated.value)}
        words |= {"b": _apart(b, a), "b_value": written(b.stated.value)}
        yield finding(FindingKind.ORDER, Severity.NOTE, "order.list", claims_of([a, b]), **words)


def _apart(entry: Entry, other: Entry) -> str:
    """The places of an entry that the other has not."""
    return "、".join(p.name for p in entry.body.scope if p.place_id not in other.places) or places(entry)
