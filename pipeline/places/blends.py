"""Compounds of one-character names (中日, 中美英, 苏浙沪) and the places that they stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from pipeline.places.gazetteer import Place, place
from pipeline.places.matcher import rows
from pipeline.records.claim import PlaceRef


@dataclass(frozen=True, slots=True)
class Blend:
    """A compound in the text, half-open range, with the places that it stands for, in its order."""

    start: int
    end: int
    text: str
    places: tuple[PlaceRef, ...]


def find_blends(shadow: str) -> tuple[Blend, ...]:
    """Every compound of a shadow text, in order; none overlaps another."""
    automaton, table = _table()
    found: list[Blend] = []
    last = 0
    raw = automaton.find_matches_as_indexes(shadow, overlapping=True)
    for pattern, start, end in sorted(raw, key=lambda match: (match[1], -match[2])):
        form, places = table[pattern]
        if start >= last and form.match(shadow, start):
            found.append(Blend(start, end, shadow[start:end], places))
            last = end
    return tuple(found)


@cache
def _table() -> tuple[AhoCorasick, list[tuple[re.Pattern[str], tuple[PlaceRef, ...]]]]:
    """The automaton of all compounds and, for each, the condition under which it is one, and its places."""
    lines = rows("blends.tsv")
    table = [(re.compile(_form(line)), tuple(_ref(c) for c in line["places"].split())) for line in lines]
    blends = [line["blend"] for line in lines]
    return AhoCorasick(blends, matchkind=MatchKind.Standard, implementation=Implementation.DFA), table


def _form(line: dict[str, str]) -> str:
    before = f"(?<![{line['not_before']}])" if line["not_before"] else ""
    after = f"(?![{line['not_after']}])" if line["not_after"] else ""
    needs = f"(?={line['needs']})" if line["needs"] else ""
    return f"{before}{re.escape(line['blend'])}{after}{needs}"


def _ref(place_id: str) -> PlaceRef:
    found: Place | None = place(place_id)
    name = found.name_zh if found else place_id
    return PlaceRef(name, place_id, name, found.name_en if found else None, found.country if found else None)
