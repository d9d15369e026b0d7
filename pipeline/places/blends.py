"""Compounds of one-character names (中日, 中美英, 苏浙沪) and the places that they stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

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
    pattern, meanings = _table()
    return tuple(
        Blend(m.start(), m.end(), m.group(), meanings[m.group()])
        for m in pattern.finditer(shadow)
        if m.group() in meanings
    )


@cache
def _table() -> tuple[re.Pattern[str], dict[str, tuple[PlaceRef, ...]]]:
    lines = sorted(rows("blends.tsv"), key=lambda line: (-len(line["blend"]), line["blend"]))
    meanings = {line["blend"]: tuple(_ref(c) for c in line["places"].split()) for line in lines}
    forms = "|".join(_form(line) for line in lines)
    first = "".join(sorted({blend[0] for blend in meanings}))
    return re.compile(f"(?=[{first}])(?:{forms})"), meanings


def _form(line: dict[str, str]) -> str:
    before = f"(?<![{line['not_before']}])" if line["not_before"] else ""
    after = f"(?![{line['not_after']}])" if line["not_after"] else ""
    needs = f"(?={line['needs']})" if line["needs"] else ""
    return f"{before}{re.escape(line['blend'])}{after}{needs}"


def _ref(place_id: str) -> PlaceRef:
    found: Place | None = place(place_id)
    name = found.name_zh if found else place_id
    return PlaceRef(name, place_id, name, found.name_en if found else None, found.country if found else None)
