"""The part that a share is the share of: the number, or the list of numbers, that its words point back at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pipeline.reconcile.audit.entries import STOCKS, Entry
from pipeline.reconcile.audit.say import places
from pipeline.reconcile.audit.stated import Range, total
from pipeline.reconcile.audit.words import word_pattern
from pipeline.records.claim import Measure

_LIST = 3  # numbers that make a list, whose sum a share of all may be
_NOT_PARTS = frozenset({Measure.SHARE, Measure.RANK})


@dataclass(frozen=True, slots=True)
class Part:
    """A share with the numbers that it is made from and the words for its whole; `is_near`: they stand right before it."""

    share: Entry
    numbers: tuple[Entry, ...]
    base: str
    is_near: bool
    subject: str

    @property
    def value(self) -> Fraction:
        """The part as it is stated."""
        return sum((n.stated.value for n in self.numbers), Fraction(0))

    @property
    def range(self) -> Range:
        """The parts that the numbers allow."""
        return total(n.stated for n in self.numbers)


def parts_of(sentence: Sequence[Entry], entries: Sequence[Entry]) -> Iterator[Part]:
    """Each share of a sentence whose part can be told."""
    for run in _runs(sentence):
        near = word_pattern("of_whole").search(run[0].context.lead)
        if near:
            yield from _near(sentence, run, near)
        elif len(run) == 1 and (far := word_pattern("named_of_whole").search(run[0].context.lead)):
            yield from _far(run[0], far, entries)


def _runs(sentence: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Shares that nothing parts but a joining word (分别占甲%和乙%), each such run as one."""
    run: list[Entry] = []
    for entry in sentence:
        if run and not _goes_on(run[-1], entry):
            yield run
            run = []
        if entry.body.measure is Measure.SHARE:
            run.append(entry)
    if run:
        yield run


def _goes_on(last: Entry, entry: Entry) -> bool:
    """Is this the next share of a run, or the same words read for another answer?"""
    joined = word_pattern("respectively").search(entry.context.lead) is not None
    return entry.body.measure is Measure.SHARE and (joined or entry.context.start == last.context.start)


def _near(sentence: Sequence[Entry], run: Sequence[Entry], match: re.Match[str]) -> Iterator[Part]:
    """The number right before; for several shares as many numbers before; of a list its sum, where a share of all is given."""
    before = [e for e in sentence if e.context.start < run[0].context.start]
    if not before or before[-1].body.measure in _NOT_PARTS:
        return
    base = match["base"].removesuffix("的")
    if len(run) > 1:
        for share in run:
            same = [e for e in before if e.body.item == share.body.item and e.body.measure not in _NOT_PARTS]
            if same:
                yield Part(share, (same[-1],), base, True, same[-1].body.item)
        return
    last = before[-1]
    if [e for e in before if e.context.start == last.context.start] != [last]:
        return  # 各有1份: one number of several things
    listed = _list_before(before)
    if len(listed) >= _LIST and word_pattern("all_ties").search(base):
        yield Part(run[0], tuple(listed), base, True, "")
    elif not _answers_to_list(before):
        yield Part(run[0], (last,), base, True, last.body.item)


def _list_before(before: Sequence[Entry]) -> list[Entry]:
    """The numbers joined to each other right before a share."""
    run = [before[-1]]
    for entry in reversed(before[:-1]):
        later = run[0]
        if later.body.measure is not entry.body.measure or not word_pattern("joined").search(later.context.lead):
            break
        run.insert(0, entry)
    return run


def _answers_to_list(before: Sequence[Entry]) -> bool:
    """甲有5份和2份，占…: of which of the two is not said."""
    return word_pattern("respectively").search(before[-1].context.lead) is not None


def _far(share: Entry, match: re.Match[str], entries: Sequence[Entry]) -> Iterator[Part]:
    """The number that the document states for the share's own scope and time."""
    same = [
        e
        for e in entries
        if e.places == share.places and e.body.measure in STOCKS and e.body.measure is Measure.SISTER_PAIRS
    ]
    same = [e for e in same if e.body.time == share.body.time and not e.body.approximate]
    if same and len({e.stated.value for e in same}) == 1 and share.places:
        yield Part(share, (same[0],), match["base"], False, places(share))
