"""What goes into the search index, table by table, and in which order: what says more stands first, since answers come in that order."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from pipeline.publish.lookup import FACT_TABLES
from pipeline.serve.words import folded, indexed

JOINT = "; "
BATCH = 5_000
PLACED = (
    "place_id",
    "a_place_id",
    "b_place_id",
    "scope_ids",
    "participant_ids",
    "place_ids",
    "home_ids",
    "partner_ids",
)
UNSAID = ("fact_id", "reason", "reason_zh", "date_first", "date_last", "date_basis", "time_first", "time_last", "since_first",
          "since_last", "relation", "document_digest", "remarks", "kind", *PLACED)  # fmt: skip
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry: the table, its key, the columns whose words are searched, and the order in which its rows come."""

    table: str
    key: str
    columns: tuple[str, ...]
    order: str


def fill(release: sqlite3.Connection, side: sqlite3.Connection, progress: Progress) -> None:
    """Write the whole index. `progress` hears of every batch."""
    kinds = list(kinds_of(release))
    whole = sum(_size(release, kind.table) for kind in kinds)
    english = dict(_english(release))
    number = 0
    for kind in kinds:
        first = number + 1
        for batch in _batches(_rows(release, kind, english)):
            side.executemany(
                "INSERT INTO entry VALUES (?, ?, ?)",
                ((number + i, kind.table, key) for i, (key, _) in enumerate(batch, 1)),
            )
            texts = folded("\x00".join(words for _, words in batch)).split("\x00")
            side.executemany(
                "INSERT INTO words (rowid, said) VALUES (?, ?)",
                ((number + i, indexed(t)) for i, t in enumerate(texts, 1)),
            )
            number += len(batch)
            progress(number, whole)
        side.execute("INSERT INTO reach VALUES (?, ?, ?)", (kind.table, first, number))
    side.execute("INSERT INTO words (words) VALUES ('optimize')")
    _links(release, side)


def kinds_of(release: sqlite3.Connection) -> Iterator[Kind]:
    """What can be found, in the order of weight; tables that an older release lacks are left out."""
    there = tables_of(release)
    for table, key, columns, order in (
        ("places", "place_id", ("name", "name_en", "spellings", "place_id"), "claims DESC, place_id"),
        ("unlinked", "place_id", ("name", "spellings"), "mentions DESC, place_id"),
        (
            "documents",
            "document_digest",
            ("document", "title", "authors", "organisations", "date", "publisher", "isbn"),
            "claims DESC, rowid",
        ),
        *(
            (name, "fact_id", _said(there.get(name, ())), "works DESC, confidence DESC, rowid")
            for name in FACT_TABLES[:-1]
        ),
        ("findings", "finding_id", ("documents", "quotes", "says", "says_zh"), "rowid"),
        ("claims", "claim_id", ("quote",), "rowid"),
    ):
        if table in there:
            yield Kind(table, key, columns, order)


def _said(columns: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in columns if name not in UNSAID)


def tables_of(release: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """The tables of a release with those of their columns that hold text."""
    names = [row[0] for row in release.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: tuple(_text_columns(release, name)) for name in names}


def _text_columns(release: sqlite3.Connection, table: str) -> Iterator[str]:
    for _, name, kind, *_ in release.execute(f'PRAGMA table_info("{table}")'):
        if kind == "TEXT":
            yield name


def _rows(release: sqlite3.Connection, kind: Kind, english: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Key and words of each row; of a fact also the English names of its places, which not every table has."""
    columns = kind.columns
    placed = [name for name in tables_of(release)[kind.table] if name in PLACED and kind.key == "fact_id"]
    listed = ", ".join(f'"{name}"' for name in (kind.key, *columns, *placed))
    for key, *values in release.execute(f'SELECT {listed} FROM "{kind.table}" ORDER BY {kind.order}'):
        words = [value for value in values[: len(columns)] if value]
        for value in values[len(columns) :]:
            words += [english[one] for one in (value or "").split(JOINT) if one in english]
        if key is not None:
            yield key, " ".join(words).replace("\x00", " ")


def _english(release: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    if "places" in tables_of(release):
        yield from release.execute("SELECT place_id, name_en FROM places WHERE name_en IS NOT NULL")


def _links(release: sqlite3.Connection, side: sqlite3.Connection) -> None:
    there = tables_of(release)
    for table in FACT_TABLES:
        for column in there.get(table, ()):
            if column in PLACED:
                side.executemany("INSERT OR IGNORE INTO told VALUES (?, ?, ?)", _told(release, table, column))
    if "findings" in there:
        found = release.execute("SELECT finding_id, claim_ids FROM findings")
        rows = ((claim, finding) for finding, claims in found for claim in (claims or "").split(JOINT) if claim)
        side.executemany("INSERT OR IGNORE INTO rests VALUES (?, ?)", rows)
    if "claims" in there:
        side.executemany(
            "INSERT INTO spoken VALUES (?, ?, ?, ?)",
            release.execute(
                "SELECT document_digest, min(rowid), max(rowid), count(*) FROM claims WHERE document_digest IS NOT NULL GROUP BY 1"
            ),
        )


def _told(release: sqlite3.Connection, table: str, column: str) -> Iterator[tuple[str, str, str]]:
    for fact_id, value in release.execute(f'SELECT fact_id, "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL'):
        yield from ((one, table, fact_id) for one in value.split(JOINT) if one)


def _batches(rows: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch


def _size(release: sqlite3.Connection, table: str) -> int:
    return int(release.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])
