"""The built gazetteer as the program sees it: keys to match, places behind them. Opened once a process, rows read when asked for."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.errors import GazetteerBroken
from pipeline.paths import data_file

FILE = "gazetteer.sqlite"
GBT_2260 = "2021"  # the year that the Chinese codes stand for
_WORD = "(guard = 2 AND class = 'p')"
_COLUMNS = "place_id, country, level, name_zh, name_en, lat, lon, population, parent, ids, valid_from, valid_to, successor, members, source"


@dataclass(frozen=True, slots=True)
class Place:
    """One place. `ids` are all codes known (ISO, GB/T 2260, GeoNames and COW with prefix, Wikidata); `parent` is a place id."""

    place_id: str
    country: str | None  # ISO 3166-1 alpha-2
    level: str
    name_zh: str
    name_en: str | None
    lat: float | None
    lon: float | None
    population: int
    parent: str | None
    ids: tuple[str, ...]
    valid_from: str | None
    valid_to: str | None
    successor: str | None
    members: tuple[str, ...]
    source: str

    @property
    def parents(self) -> tuple[str, ...]:
        """The ids of all places that hold this one, the nearest first."""
        return _parents(self.parent)

    @property
    def keys(self) -> dict[str, str]:
        """The codes by what they are, for joins with other data; GB/T 2260 with the year of its edition.

        Where a code was replaced (KZ-ZHA by KZ-31), the old one, which stays the place's id, is `…_former`.
        """
        found: dict[str, str] = {}
        for code in sorted(self.ids, key=lambda code: (code != self.place_id, code)):
            if kind := _kind_of(code):
                if kind in found:
                    found[f"{kind}_former"] = found[kind]
                found[kind] = code.partition(":")[2] or code
        if self.country and self.level not in ("group", "region"):
            found.setdefault("iso_3166_1_alpha2", self.country)
        return dict(sorted(found.items()))


_KINDS_OF_CODES = (
    (re.compile(r"COW:\d+"), "cow"),
    (re.compile(r"geonames:\d+"), "geonames"),
    (re.compile(r"Q\d+"), "wikidata"),
    (re.compile(r"M49:\d+"), "m49"),
    (re.compile(r"\d{6}"), f"gbt_2260_{GBT_2260}"),
    (re.compile(r"[A-Z]{4}"), "iso_3166_3"),
    (re.compile(r"[A-Z]{3}"), "iso_3166_1_alpha3"),
    (re.compile(r"[A-Z]{2}"), "iso_3166_1_alpha2"),
    (re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}"), "iso_3166_2"),
)


def _kind_of(code: str) -> str:
    return next((kind for form, kind in _KINDS_OF_CODES if form.fullmatch(code)), "")


@dataclass(frozen=True, slots=True)
class Entry:
    """One place that a key may mean; `form` says how: `o` our own table, `f` the name with its kind, `s` without."""

    place: Place
    form: str


def place(place_id: str) -> Place | None:
    """The place with this id, or None. Raises `GazetteerBroken` where there is no gazetteer."""
    return _by_id(place_id)


def entries(key: str) -> tuple[Entry, ...]:
    """The places that a key (a shadow string) may mean, in no particular order."""
    return _entries(key)


def contains(outer: str, inner: Place) -> bool:
    """Does the place with id `outer` hold `inner`?"""
    return outer in inner.parents


def place_names() -> Iterator[tuple[str, str, str]]:
    """Of every place the id, the English name ("" where it has none) and its codes, parted by blanks; in the order of the file."""
    yield from _file().execute("SELECT place_id, coalesce(name_en, ''), coalesce(ids, '') FROM place ORDER BY n")


@lru_cache(maxsize=50_000)
def _by_id(place_id: str) -> Place | None:
    row = _file().execute(f"SELECT {_COLUMNS} FROM place WHERE place_id = ?", (place_id,)).fetchone()
    return _made(row) if row else None


@lru_cache(maxsize=50_000)
def _by_number(n: int) -> Place:
    row = _file().execute(f"SELECT {_COLUMNS} FROM place WHERE n = ?", (n,)).fetchone()
    if row is None:
        raise GazetteerBroken(f"a key speaks of place {n}, which is not there")
    return _made(row)


@lru_cache(maxsize=50_000)
def _entries(key: str) -> tuple[Entry, ...]:
    row = _file().execute("SELECT places FROM key WHERE key = ?", (key,)).fetchone()
    return tuple(Entry(_by_number(int(item[:-1])), item[-1]) for item in row[0].split()) if row else ()


def _made(row: tuple[object, ...]) -> Place:
    (
        place_id,
        country,
        level,
        name_zh,
        name_en,
        lat,
        lon,
        population,
        parent,
        ids,
        start,
        end,
        successor,
        members,
        source,
    ) = row
    return Place(
        str(place_id), _text(country), str(level), str(name_zh), _text(name_en), _number(lat), _number(lon),
        int(str(population or 0)), _text(parent), tuple(str(ids or "").split()), _text(start), _text(end), _text(successor),
        tuple(str(members or "").split()), str(source),
    )  # fmt: skip


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _number(value: object) -> float | None:
    return value if isinstance(value, float) else None


@lru_cache(maxsize=50_000)
def _parents(place_id: str | None) -> tuple[str, ...]:
    return tuple(_climb(place_id))


def _climb(place_id: str | None) -> Iterator[str]:
    seen: set[str] = set()
    while place_id and place_id not in seen:
        seen.add(place_id)
        yield place_id
        above = _by_id(place_id)
        place_id = above.parent if above else None


def keys() -> list[tuple[str, int, str, str, str]]:
    """Every key that is looked for, with its guard (0 may stand alone, 1 wants company), class (n, g, p), kind and risky neighbours."""
    return _file().execute(f"SELECT key, guard, class, suffix, risk FROM key WHERE NOT {_WORD} ORDER BY key").fetchall()


@cache
def words() -> frozenset[str]:
    """Keys that are common words too: names only right behind their country."""
    return frozenset(row[0] for row in _file().execute(f"SELECT key FROM key WHERE {_WORD}"))


@cache
def word_heads() -> frozenset[str]:
    """The first two characters of all `words`."""
    return frozenset(word[:2] for word in words())


@cache
def dated() -> frozenset[str]:
    """The names, kinds taken off, that may mean a place which began or ended on a known day."""
    return frozenset(row[0] for row in _file().execute("SELECT stem FROM dated"))


@lru_cache(maxsize=10_000)
def sound_alikes(key: str) -> tuple[str, ...]:
    """Keys of places abroad, of three characters or more, that are read like `key`; itself left out."""
    marks = ",".join("?" * len(key))
    found = dict(_file().execute(f"SELECT char, sound FROM syllable WHERE char IN ({marks})", tuple(key)).fetchall())
    if len(key) < 3 or any(char not in found for char in key):
        return ()
    sound = " ".join(found[char] for char in key)
    return tuple(
        row[0]
        for row in _file().execute("SELECT key FROM sound WHERE sound = ? AND key <> ? ORDER BY key", (sound, key))
    )


def keys_from(head: str) -> list[str]:
    """The keys that begin with `head`, kinds and all."""
    rows = _file().execute("SELECT key FROM key WHERE key >= ? AND key < ? ORDER BY key", (head, head + "\U0010ffff"))
    return [row[0] for row in rows]


def countries() -> list[Place]:
    """Every country, by its id."""
    rows = _file().execute(f"SELECT {_COLUMNS} FROM place WHERE level = 'country' ORDER BY place_id")
    return [_made(row) for row in rows]


def syllables() -> dict[str, str]:
    """The sound (pinyin without tone) of every character that names abroad are written with."""
    return dict(_file().execute("SELECT char, sound FROM syllable ORDER BY char"))


def latin_places(country: str) -> list[Place]:
    """The places of a country that have a Latin name, country and regions aside, by their ids."""
    rows = _file().execute(
        f"SELECT {_COLUMNS} FROM place WHERE country = ? AND name_en <> '' AND level IN ('city', 'town', 'county', 'adm1', 'adm2')"
        " ORDER BY place_id",
        (country,),
    )
    return [_made(row) for row in rows]


def named_places() -> Iterator[tuple[str, Place]]:
    """Every key with every place that it may mean, by key and place id."""
    for key, packed in _file().execute("SELECT key, places FROM key ORDER BY key"):
        yield from ((key, one) for one in sorted(_places_of(packed), key=lambda one: one.place_id))


def _places_of(packed: str) -> Iterator[Place]:
    return (_by_number(int(item[:-1])) for item in packed.split())


def _file() -> sqlite3.Connection:
    return _opened(os.getpid())  # a connection must not cross a fork


@cache
def _opened(_pid: int) -> sqlite3.Connection:
    path = data_file("pipeline.places", FILE)
    if not path.is_file():
        raise GazetteerBroken(f"there is no gazetteer at {path}")
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
