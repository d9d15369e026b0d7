"""What a count's sentence leaves out of its scope and the sentences before it say: the home side of a country, the first giver."""

from __future__ import annotations

from pipeline.extract.rules.counts.number import Number
from pipeline.extract.rules.counts.sides import Sides
from pipeline.extract.rules.counts.told import Told
from pipeline.extract.rules.counts.words import says


def completed(sides: Sides, number: Number, told: Told) -> Sides:
    """A country abroad that an earlier sentence named alone, with the home side named before it."""
    if not sides or any(s.is_home or s.level != "country" for s in sides):
        return sides
    return (*_named_last(number, told, home=True)[-1:], *sides)


def giver(named: Sides, number: Number, told: Told) -> Sides:
    """回赠: the one who gave first, and is given something in return; nobody where both sides are named."""
    if any(not s.is_home for s in named):
        return ()
    if not says("in_return", number.shadow, number.clause.start, number.start):
        return ()
    return _named_last(number, told, home=False)[:1]


def _named_last(number: Number, told: Told, *, home: bool) -> Sides:
    """The sides at home, or those abroad, that were named last before the number's passage."""
    earlier = told.backwards(number, from_passage=True)
    return next(filter(None, (tuple(s for s in sides if s.is_home is home) for sides in earlier)), ())
