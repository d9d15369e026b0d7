"""Names that a person has settled: `places.csv` in a corpus folder, one line for each, `name,country,place_id`.

`country` (ISO 3166-1 alpha-2) may be empty, then the line holds for every country; `place_id` is an id of the gazetteer, or a new
one for a place that no gazetteer has, which may then bring `name_en`, `lat`, `lon`; more columns (a note, a source) are for people.
A settled name goes before everything that the rules would say, in all documents of the run. A wrong line is named and left aside.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.errors import PlacesWrong
from pipeline.places.gazetteer import Place, place
from pipeline.places.kinds import split_kind, unknown_level
from pipeline.text.script import shadow

SETTLED_FILE = "places.csv"
HEAD = ("name", "country", "place_id")
_COUNTRY = re.compile(r"(?:[A-Z]{2})?")
_ID = re.compile(r"[^\s,;]+")


@dataclass(frozen=True, slots=True, order=True)
class SettledLine:
    """A line of `places.csv`: the name in its shadow form, "" for any country; the rest tells of a new place."""

    name: str
    country: str
    place_id: str
    name_en: str = ""
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """One settled name: its country or "" for any, and its place; a new id makes a place that has nothing but its line."""

    country: str
    place: Place


def read_settled(paths: Iterable[Path]) -> tuple[tuple[SettledLine, ...], tuple[PlacesWrong, ...]]:
    """The lines of all files in a fixed order, none twice, and what is wrong in them."""
    kept: dict[tuple[str, str], SettledLine] = {}
    troubles: list[PlacesWrong] = []
    for path in sorted(paths):
        try:
            rows = _rows(path)
        except PlacesWrong as trouble:
            troubles.append(trouble)
            continue
        for number, row in rows:
            try:
                line = _line(row)
                if kept.setdefault((line.name, line.country), line).place_id != line.place_id:
                    raise PlacesWrong(f"'{row['name']}' is settled twice, to two places")
            except PlacesWrong as trouble:
                troubles.append(PlacesWrong(trouble.message, document=path.name, place=f"line {number}"))
    return tuple(sorted(kept.values(), key=lambda line: line.name + "\0" + line.country)), tuple(troubles)


@lru_cache(maxsize=4)
def settled_names(lines: tuple[SettledLine, ...]) -> Mapping[str, tuple[Settled, ...]]:
    """Name (shadow form) → what it was settled to."""
    found: dict[str, list[Settled]] = defaultdict(list)
    for line in lines:
        found[line.name].append(Settled(line.country, place(line.place_id) or _new(line)))
    return {name: tuple(meant) for name, meant in found.items()}


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows with their line numbers. Raises `PlacesWrong` for a file that is no such table."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PlacesWrong(f"cannot be read as UTF-8: {error}", document=path.name) from error
    reader = csv.DictReader(text.splitlines())
    if tuple(reader.fieldnames or ())[:3] != HEAD:
        raise PlacesWrong(f"its first line must begin with {','.join(HEAD)}", document=path.name, place="line 1")
    return [(reader.line_num, {k: (v or "").strip() for k, v in row.items() if isinstance(k, str)}) for row in reader]


def _line(row: dict[str, str]) -> SettledLine:
    """Raises `PlacesWrong` without file and line for what cannot stand."""
    name, country, place_id = "".join(shadow(row["name"]).split()), row["country"], row["place_id"]
    if len(name) < 2:
        raise PlacesWrong(f"'{row['name']}' is no name: two characters or more")
    if not _COUNTRY.fullmatch(country):
        raise PlacesWrong(f"'{country}' is no country: ISO 3166-1 alpha-2 in capitals, or nothing")
    if not _ID.fullmatch(place_id):
        raise PlacesWrong(f"'{place_id}' is no place id")
    known = place(place_id)
    if known is not None and country and known.country not in (country, None):
        raise PlacesWrong(f"{place_id} lies in {known.country}, not in {country}")
    if known is None and not country:
        raise PlacesWrong(f"{place_id} is not in the gazetteer: a new place needs its country")
    return SettledLine(
        name, country, place_id, row.get("name_en", ""), _degrees(row, "lat", 90), _degrees(row, "lon", 180)
    )


def _degrees(row: dict[str, str], column: str, most: int) -> float | None:
    words = row.get(column, "")
    if not words:
        return None
    try:
        value = float(words)
    except ValueError:
        value = float("nan")
    if not abs(value) <= most:
        raise PlacesWrong(f"'{words}' is no {column} in degrees")
    return value


def _new(line: SettledLine) -> Place:
    level = unknown_level(split_kind(line.name)[1])
    return Place(
        line.place_id, line.country, level, line.name, line.name_en or None, line.lat, line.lon, 0, line.country,
        (), None, None, None, (), "settled by hand",
    )  # fmt: skip
