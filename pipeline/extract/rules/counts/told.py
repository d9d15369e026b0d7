"""What a text has said so far about whom, and how to look back through it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.extract.rules.counts.naming import Naming
from pipeline.extract.rules.counts.number import Number
from pipeline.extract.rules.counts.passages import Passage
from pipeline.extract.rules.counts.sides import Side, Sides
from pipeline.records.claim import Measure
from pipeline.records.span import Span

_BESIDE = 12  # characters between two sides that are named in one breath
_LIST = 3  # counts in one clause, each of another scope
_KEPT = 13  # passages that are looked back through


@dataclass(slots=True)
class Earlier:
    """What an earlier passage left: the scope of its last number (`counted`), else all that it names, looked up when asked."""

    passage: Passage
    counted: bool
    sides: Sides | None = None


@dataclass(slots=True)
class Told:
    """The counts of the current passage with their clauses, and what the passages before have left, newest last."""

    naming: Naming
    opening: Sides = ()  # of the title
    counts: list[tuple[Span, Sides]] = field(default_factory=list)
    measure: Measure | None = None  # of the last count
    block: int = -1  # of the last count
    before: deque[Earlier] = field(default_factory=lambda: deque(maxlen=_KEPT))

    def enter(self) -> None:
        """A new passage has no counts yet."""
        self.counts = []

    def measured(self, passage: Passage) -> Measure | None:
        """What the last count of this block counted."""
        return self.measure if passage.block == self.block else None

    def leave(self, passage: Passage) -> None:
        """Keep the scope of the passage's last count, else the passage itself for the sides that it names."""
        if scope := self.counts[-1][1] if self.counts else ():
            self.before.append(Earlier(passage, True, scope))
        elif passage.places or self.naming.names_any(passage.span):
            self.before.append(Earlier(passage, False))

    def _left(self, earlier: Earlier) -> Sides:
        """What a passage is about, as far as it says."""
        if earlier.sides is None:
            earlier.sides = _subject(self.naming.of_passage(earlier.passage))
        return earlier.sides

    def common(self) -> Sides:
        """What all counts of a list of three or more have in common (日本90对、美国80对、法国20对，占六成)."""
        clause = self.counts[-1][0] if self.counts else None
        scopes = [scope for at, scope in self.counts if at == clause]
        if len(scopes) < _LIST or len({frozenset(s.ref.place_id for s in scope) for scope in scopes}) < _LIST:
            return ()
        return tuple(
            s for s in scopes[0] if all(any(s.ref.place_id == t.ref.place_id for t in scope) for scope in scopes)
        )

    def last_passage(self) -> Sides:
        """All that the last passage which left anything has named."""
        for earlier in reversed(self.before):
            if sides := earlier.sides if earlier.counted else self.naming.of_passage(earlier.passage):
                return sides
        return ()

    def backwards(self, number: Number, *, from_passage: bool = False, title_first: bool = False) -> Iterator[Sides]:
        """What was named before the clause (before the passage if `from_passage`), nearest first; the title before other sections.

        With `title_first` it also comes before what other blocks name without a number: an example is not what a list is of.
        """
        if not from_passage:
            yield from self._in_passage(number)
        at = number.passage
        before = list(reversed(self.before))
        yield from self._all_left([e for e in before if e.passage.block == at.block])
        rest = sorted((e for e in before if e.passage.block != at.block), key=lambda e: not e.counted)
        yield from self._all_left(
            [e for e in rest if e.passage.section == at.section and (e.counted or not title_first)]
        )
        if self.opening:
            yield self.opening
        if title_first:
            yield from self._all_left([e for e in rest if e.passage.section == at.section and not e.counted])
        yield from self._all_left([e for e in rest if e.passage.section != at.section])

    def _all_left(self, earlier: list[Earlier]) -> Iterator[Sides]:
        """What passages have left, without those that have left nothing."""
        return filter(None, map(self._left, earlier))

    def _in_passage(self, number: Number) -> Iterator[Sides]:
        at = number.clause.start
        found = [(clause.start, scope) for clause, scope in self.counts if clause.end <= at and scope]
        loose = [s for s in number.sides if s.span.end <= at and not any(c.covers(s.span) for c, _ in self.counts)]
        found += [(group[0].span.start, tuple(group)) for group in _in_one_breath(loose)]
        yield from (scope for _, scope in sorted(found, key=lambda pair: pair[0], reverse=True))


def narrow(sides: Sequence[Side], *, with_countries: bool = False) -> Sides:
    """Each place once, without the country of a part that is named too (`with_countries` keeps it)."""
    first: dict[str, Side] = {}
    for side in sides:
        first.setdefault(side.ref.place_id, side)
    kept = tuple(first.values())
    if with_countries or not any(s.is_wide for s in kept):
        return kept
    parts = {s.ref.country for s in kept if not s.is_wide}
    return tuple(s for s in kept if s.level == "group" or not s.is_wide or s.ref.country not in parts)


def _in_one_breath(sides: Sequence[Side]) -> list[list[Side]]:
    groups: list[list[Side]] = []
    for side in sides:
        if groups and side.span.start - groups[-1][-1].span.end < _BESIDE:
            groups[-1].append(side)
        else:
            groups.append([side])
    return groups


def _subject(named: Sides) -> Sides:
    """Of the sides that a sentence names, those that it is likely about: the first at home, and a partner right beside it."""
    sides = narrow(named)
    home = [s for s in sides if s.is_home]
    if not home or any(s.blended for s in sides):
        return tuple(s for s in sides if s.blended) or sides
    beside = {s.ref.place_id for s in named if abs(s.span.start - home[0].span.end) < _BESIDE}
    partners = [s for s in sides if not s.is_home and s.ref.place_id in beside]
    return (home[0], *partners[:1])
