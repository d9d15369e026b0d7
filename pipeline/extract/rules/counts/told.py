"""What a text has said so far about whom, and how to look back through it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.extract.rules.counts.number import Number
from pipeline.extract.rules.counts.passages import Passage
from pipeline.extract.rules.counts.sides import Side, Sides
from pipeline.records.span import Span

_BESIDE = 12  # characters between two sides that are named in one breath
_LIST = 3  # counts in one clause, each of another scope
_KEPT = 12  # passages that are looked back through


@dataclass(frozen=True, slots=True)
class Earlier:
    """The sides that an earlier passage left; `counted` where they are the scope of a number."""

    block: int
    sides: Sides
    counted: bool


@dataclass(slots=True)
class Told:
    """The counts of the current passage with their clauses, and what the passages before have left, newest last."""

    opening: Sides = ()  # of the title
    counts: list[tuple[Span, Sides]] = field(default_factory=list)
    before: list[Earlier] = field(default_factory=list)

    def enter(self) -> None:
        """A new passage has no counts yet."""
        self.counts = []

    def leave(self, passage: Passage, sides: Sides) -> None:
        """Keep the scope of the passage's last count, else the sides that it names."""
        scope = self.counts[-1][1] if self.counts else ()
        if left := scope or sides:
            self.before = [*self.before[-_KEPT:], Earlier(passage.block, left, bool(scope))]

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
        """All that the passage before left."""
        return self.before[-1].sides if self.before else ()

    def backwards(self, number: Number, *, from_passage: bool = False) -> Iterator[Sides]:
        """What was named before the clause (before the passage if `from_passage`), nearest first; the title comes last."""
        if not from_passage:
            yield from self._in_passage(number)
        block = number.passage.block
        yield from (_left(e) for e in reversed(self.before) if e.block == block)
        elsewhere = [e for e in reversed(self.before) if e.block != block]
        yield from (_left(e) for e in sorted(elsewhere, key=lambda e: not e.counted))
        if self.opening:
            yield self.opening

    def _in_passage(self, number: Number) -> Iterator[Sides]:
        at = number.clause.start
        found = [(clause.start, scope) for clause, scope in self.counts if clause.end <= at and scope]
        loose = [s for s in number.sides if s.span.end <= at and not any(c.covers(s.span) for c, _ in self.counts)]
        found += [(group[0].span.start, tuple(group)) for group in _in_one_breath(loose)]
        yield from (scope for _, scope in sorted(found, key=lambda pair: pair[0], reverse=True))


def narrow(sides: Sequence[Side], *, with_countries: bool = False) -> Sides:
    """Each place once, without the country of a part that is named too (`with_countries` keeps it)."""
    kept = tuple({s.ref.place_id: s for s in reversed(sides)}[p] for p in dict.fromkeys(s.ref.place_id for s in sides))
    if with_countries:
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


def _left(earlier: Earlier) -> Sides:
    return earlier.sides if earlier.counted else _subject(narrow(earlier.sides))


def _subject(sides: Sides) -> Sides:
    """Of the sides that a sentence names, those that it is likely about: the first at home, and a partner right beside it."""
    home = [s for s in sides if s.is_home]
    if not home or any(s.blended for s in sides):
        return tuple(s for s in sides if s.blended) or sides
    partners = [s for s in sides if not s.is_home and abs(s.span.start - home[0].span.end) < _BESIDE]
    return (home[0], *partners[:1])
