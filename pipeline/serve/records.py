"""Rows of the release as pages take them: dictionaries, with JSON read and lists parted."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

JSON_COLUMNS = ("body", "fields", "boxes", "cites", "codes")
Record = dict[str, Any]


def records(base: sqlite3.Connection, table: str, column: str, value: object, most: int = 1000) -> Iterator[Record]:
    """Rows of a table where a column has a value, in their order; none where an older release lacks the table."""
    if value is not None and has(base, table):
        yield from rows(base, f'SELECT * FROM "{table}" WHERE "{column}" = ? ORDER BY rowid LIMIT ?', (value, most))


def rows(base: sqlite3.Connection, sql: str, values: tuple[object, ...] = ()) -> Iterator[Record]:
    """The answer to a query of ours, row by row."""
    answer = base.execute(sql, values)
    names = [column[0] for column in answer.description]
    for row in answer:
        yield parsed(dict(zip(names, tuple(row), strict=True)))


def parsed(record: Record) -> Record:
    """A row with its JSON columns as objects."""
    for name in JSON_COLUMNS:
        if isinstance(record.get(name), str):
            record[name] = json.loads(record[name])
    return record


def has(base: sqlite3.Connection, table: str) -> bool:
    """Has the release this table?"""
    return base.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone() is not None
