"""Write the gazetteer: places, their keys, and for each key whether it may stand alone in a text.

Whether a key may stand alone is decided in `guard`.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from functools import cache
from pathlib import Path

from pypinyin import lazy_pinyin

from pipeline.paths import data_file
from pipeline.places.build.guard import KIND, Judge
from pipeline.places.build.own import table
from pipeline.places.build.row import LICENCES, Row
from pipeline.places.build.spelling import spellings, stem, without_brackets
from pipeline.places.kinds import levels_of, split_kind
from pipeline.text.script import shadow

SCHEMA = """
CREATE TABLE place (n INTEGER PRIMARY KEY, place_id TEXT UNIQUE, country TEXT, level TEXT, name_zh TEXT, name_en TEXT, lat REAL, lon REAL,
  population INTEGER, parent TEXT, ids TEXT, valid_from TEXT, valid_to TEXT, successor TEXT, members TEXT, source TEXT);
CREATE TABLE key (key TEXT PRIMARY KEY, guard INTEGER, class TEXT, suffix TEXT, risk TEXT, places TEXT) WITHOUT ROWID;
CREATE TABLE syllable (char TEXT PRIMARY KEY, sound TEXT) WITHOUT ROWID;
CREATE TABLE sound (sound TEXT, key TEXT, PRIMARY KEY (sound, key)) WITHOUT ROWID;
CREATE TABLE dated (stem TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE licence (source TEXT PRIMARY KEY, licence TEXT) WITHOUT ROWID;
"""
WRITTEN = {"CN", "JP", "KR", "KP", None}
ONE_CHARACTER_KINDS = "市省州县郡府道区町村镇岛盟旗"
HEARD = {"city", "adm1", "adm2"}
HAN = re.compile(r"[\u4e00-\u9fff]+")
Keys = dict[str, dict[str, str]]  # key → place id → form


def write(path: Path, places: dict[str, Row]) -> None:
    """Make the file anew, the same bytes for the same places."""
    path.unlink(missing_ok=True)
    keys = _keys(places)
    order = {place_id: n for n, place_id in enumerate(sorted(places))}
    hand = {shadow(line["name"]): int(line["guard"]) for line in table(data_file("pipeline.places", "guards.tsv"))}
    judge = Judge(hand)
    _with_kinds(keys, places, judge)
    with sqlite3.connect(path) as file:
        file.executescript(SCHEMA)
        file.executemany("INSERT INTO licence VALUES (?, ?)", sorted(LICENCES.items()))
        file.executemany(
            f"INSERT INTO place VALUES ({','.join('?' * 16)})", (_record(places[p], n) for p, n in order.items())
        )
        file.executemany("INSERT INTO dated VALUES (?)", sorted((stem,) for stem in _dated(keys, places)))
        spoken = _spoken(keys, places)
        file.executemany(
            "INSERT INTO syllable VALUES (?, ?)", sorted({c: _sound(c) for key in spoken for c in key}.items())
        )
        file.executemany("INSERT INTO sound VALUES (?, ?)", sorted((" ".join(map(_sound, key)), key) for key in spoken))
        lines = (_line(key, found, places, order, judge) for key, found in sorted(keys.items()))
        file.executemany("INSERT INTO key VALUES (?, ?, ?, ?, ?, ?)", lines)
    with sqlite3.connect(path) as file:
        file.execute("VACUUM")


def _dated(keys: Keys, places: dict[str, Row]) -> set[str]:
    """The names, kinds taken off, that may mean a place which began or ended on a known day."""
    dated = {p for p, row in places.items() if (row.valid_from or row.valid_to) and row.level != "group"}
    return {split_kind(key)[0] for key, found in keys.items() if not dated.isdisjoint(found)}


def _spoken(keys: Keys, places: dict[str, Row]) -> list[str]:
    """Names abroad that may be written otherwise by their sound; those of East Asia are written, not heard."""
    return [
        key
        for key, found in keys.items()
        if len(key) >= 3
        and HAN.fullmatch(key)
        and any(places[p].country not in WRITTEN and places[p].level in HEARD for p in found)
    ]


@cache
def _sound(char: str) -> str:
    return lazy_pinyin(char)[0]


def _line(
    key: str, found: dict[str, str], places: dict[str, Row], order: dict[str, int], judge: Judge
) -> tuple[object, ...]:
    meant = [(places[place_id], form) for place_id, form in found.items()]
    guard = judge.guard(key, meant)
    return (
        key,
        guard,
        _class([row for row, _ in meant]),
        split_kind(key)[1],
        judge.risk(key, guard, meant),
        _packed(found, order),
    )


def _packed(found: dict[str, str], order: dict[str, int]) -> str:
    """`12f 340s`: the place's number and how the key names it: own, full (with kind), stem (without)."""
    return " ".join(f"{order[place_id]}{form}" for place_id, form in sorted(found.items()))


def _record(row: Row, n: int) -> tuple[object, ...]:
    return (
        n, row.place_id, row.country, row.level, row.name_zh, row.name_en, row.lat, row.lon, row.population or None, row.parent,
        " ".join(sorted(row.ids)), row.valid_from, row.valid_to, row.successor, " ".join(row.members) or None, row.source,
    )  # fmt: skip


def _keys(places: dict[str, Row]) -> Keys:
    keys: Keys = defaultdict(dict)
    for row in places.values():
        for name, source in row.names.items():
            whole = row.level in ("country", "region", "group")
            for key in spellings(name if whole else without_brackets(name)):
                if len(key) < 2:
                    continue
                _put(keys, key, row, FORM_OF.get(source, "f"))
                short = None if whole else stem(key)
                if short and not _is_zone(row):
                    _put(keys, short, row, "s")
    return keys


def _with_kinds(keys: Keys, places: dict[str, Row], judge: Judge) -> None:
    """A common word (合作) is looked for only with a kind that one of its places may have (合作市): these are keys of their own."""
    for key, found in list(keys.items()):
        rows = [places[p] for p in found]
        if _class(rows) != "p" or judge.guard(key, [(places[p], form) for p, form in found.items()]) != KIND:
            continue
        for row in rows:
            for kind in ONE_CHARACTER_KINDS:
                if row.level in (levels_of(kind, row.country) or ()):
                    _put(keys, key + kind, row, "s")


def _class(found: list[Row]) -> str:
    """n a nation, g a region or group, p any other place: the highest that the key may mean."""
    levels = {row.level for row in found}
    return "n" if "country" in levels else "g" if levels & {"region", "group"} else "p"


FORM_OF = {"own": "o", "own-second": "s"}
FORMS = "ofs"  # from the surest to the least sure


def _put(keys: Keys, key: str, row: Row, form: str) -> None:
    have = keys[key].get(row.place_id)
    if have is None or FORMS.index(form) < FORMS.index(have):
        keys[key][row.place_id] = form


def _is_zone(row: Row) -> bool:
    """Development zones (code …7x): their short form is 经开区 or the city's own name."""
    return row.country == "CN" and row.place_id.isdecimal() and row.place_id[4] == "7"
