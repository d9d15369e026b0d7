"""The page of one place: what it is, how documents spell it, and every fact that names it."""

from __future__ import annotations

import sqlite3
from typing import Any

from pipeline.serve.ask import Ask
from pipeline.serve.cells import address_of
from pipeline.serve.headlines import headline
from pipeline.serve.records import has, records, rows
from pipeline.serve.routes import page_of

SHOWN = 100  # facts of a table on one page
JOINT = "; "
Record = dict[str, Any]


def place(ask: Ask, base: sqlite3.Connection) -> Record | None:
    """A place of the release, linked or not, with its facts by table."""
    wanted = ask.var("id")
    found = next(records(base, "places", "place_id", wanted, 1), None)
    unlinked = next(records(base, "unlinked", "place_id", wanted, 1), None)
    if found is None and unlinked is None:
        return None
    counted = base.execute(
        "SELECT kind, count(*) FROM side.told WHERE place_id = ? GROUP BY kind", (wanted,)
    ).fetchall()
    kind, skip = ask.arg("kind"), SHOWN * (max(1, ask.number("page", 1, 10_000)) - 1)
    tables = [
        {
            "table": table,
            "number": number,
            "facts": facts_of(base, wanted, table, ask.lang, skip if kind == table else 0),
            "next": skip // SHOWN + 2
            if kind == table and skip + SHOWN < number
            else 2
            if number > SHOWN and kind != table
            else None,
        }
        for table, number in sorted(counted, key=lambda pair: -pair[1])
        if kind in ("", table)
    ]
    parent = found and found["parent"]
    return {
        "place_id": wanted,
        "place": found,
        "unlinked": unlinked,
        "parent": next(records(base, "places", "place_id", parent, 1), None)
        or ({"place_id": parent} if parent else None),
        "spellings": ((found or unlinked or {}).get("spellings") or "").split(JOINT),
        "tables": tables,
    }


def facts_of(base: sqlite3.Connection, place_id: str, table: str, lang: str, skip: int = 0) -> list[Record]:
    """A page of the facts of one table that name a place: id, address and headline, in the order of their ids."""
    if not has(base, table):
        return []
    asked = (
        f'SELECT * FROM "{table}" WHERE fact_id IN (SELECT fact_id FROM side.told WHERE place_id = ? AND kind = ? '
        "ORDER BY fact_id LIMIT ? OFFSET ?) ORDER BY fact_id"
    )
    return [listed(table, row, lang) for row in rows(base, asked, (place_id, table, SHOWN, skip))]


def listed(table: str, row: Record, lang: str) -> Record:
    """A fact as lists show it."""
    return {
        "fact_id": row["fact_id"],
        "address": address_of("fact", row["fact_id"]),
        "title": headline(table, row, lang),
    }


PLACE_ROUTES = (page_of(r"/place/(?P<id>[^/]+?)", place, "place.html"),)
