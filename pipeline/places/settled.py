"""Names that a person has settled: `corpora/<name>/places.csv`, one line for each, `name,country,place_id`.

`country` (ISO 3166-1 alpha-2) may be empty, then the line holds for every country; `place_id` is an id of the gazetteer, or a new
one for a place that no gazetteer has. A settled name goes before everything that the rules would say.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import GazetteerBroken
from pipeline.places.gazetteer import Place, place
from pipeline.places.kinds import UNKNOWN_LEVEL, split_kind
from pipeline.text.script import shadow

HEAD = ["name", "country", "place_id"]


@dataclass(frozen=True, slots=True)
class Settled:
    """One settled name: its country or "" for any, and its place; a new id makes a place that has nothing but its name."""

    country: str
    place: Place


def read_settled(path: Path) -> dict[str, tuple[Settled, ...]]:
    """Name (shadow form) → what it was settled to. Raises `GazetteerBroken` for a wrong head, an empty name or an empty id."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    found: dict[str, list[Settled]] = defaultdict(list)
    for number, line in enumerate(lines, 2):
        if list(line)[:3] != HEAD or not line["name"] or not line["place_id"]:
            raise GazetteerBroken(
                f"{path} line {number}: a line is name,country,place_id, and only country may be empty"
            )
        name = "".join(shadow(line["name"]).split())
        found[name].append(Settled(line["country"] or "", place(line["place_id"]) or _new(name, line)))
    return {name: tuple(meant) for name, meant in found.items()}


def _new(name: str, line: dict[str, str]) -> Place:
    level = UNKNOWN_LEVEL.get(split_kind(name)[1][-1:], "city")
    country = line["country"] or None
    return Place(
        line["place_id"],
        country,
        level,
        name,
        None,
        None,
        None,
        0,
        country,
        (),
        None,
        None,
        None,
        (),
        "settled by hand",
    )
