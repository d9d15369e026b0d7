"""Whose the next number is behind a list of parts: 甲市22对，乙州9对；新结5对 goes on with the province, not with the part named last."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.extract.rules.counts.sides import CHINA, Sides
from pipeline.places import place

_LIST_AND_WHOLE = 3  # two parts and their whole


def home_among(earlier: Iterable[Sides]) -> Sides:
    """The nearest of these with a home side; after a list of parts (甲市9对，乙州6对) the whole that they are parts of."""
    at_home = [sides for sides in earlier if any(s.is_home for s in sides)]
    nearest = at_home[0] if at_home else ()
    if len(at_home) < _LIST_AND_WHOLE:
        return nearest
    wholes = [_whole_of(sides) for sides in at_home[:2] if len(sides) == 1]
    if len(wholes) < 2 or wholes[0] in (None, CHINA) or wholes[1] != wholes[0] or _home(at_home[1]) == _home(nearest):
        return nearest
    return next((tuple(s for s in sides if s.is_home) for sides in at_home if _home(sides) == wholes[0]), nearest)


def _home(sides: Sides) -> str | None:
    """The one home side of these, by its id."""
    homes = {s.ref.place_id for s in sides if s.is_home and s.level != "nation"}
    return next(iter(homes)) if len(homes) == 1 else None


def _whole_of(sides: Sides) -> str | None:
    """The place that the one home side lies in directly."""
    known = place(home) if (home := _home(sides)) else None
    return known.parent if known is not None else None
