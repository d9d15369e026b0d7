"""The page of one fact: its value, the claims that say it with their quotes, why it won, what lost."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from pipeline.publish.lookup import FACT_TABLES
from pipeline.serve.ask import Ask
from pipeline.serve.routes import page_of

JSON_COLUMNS = ("body", "fields", "boxes", "cites", "codes")
MOST_CLAIMS = 200  # on one page; the table of claims has them all
Record = dict[str, Any]


def fact(ask: Ask, base: sqlite3.Connection) -> Record | None:
    """A fact by its id, or by that of a claim; a rejected claim stands alone, without a fact."""
    wanted, _, release = ask.var("id").partition("@")
    if release and release != ask.site.release.name:
        return None
    claim = next(records(base, "claims", "claim_id", wanted), None)
    fact_id = claim["fact_id"] if claim else wanted
    claims = [claim] if claim and fact_id is None else list(records(base, "claims", "fact_id", fact_id, MOST_CLAIMS))
    table = next((t for t in FACT_TABLES if next(records(base, t, "fact_id", fact_id, 1), None)), None)
    if table is None and not claims:
        return None
    return {
        "fact_id": fact_id,
        "claim_id": claim["claim_id"] if claim else None,
        "citation": f"{fact_id}@{ask.site.release.name}" if fact_id else None,
        "table": table,
        "fact": next(records(base, table, "fact_id", fact_id, 1)) if table else None,
        "states": list(records(base, "pair_states", "fact_id", fact_id)),
        "claims": sorted(claims, key=lambda c: (-(c["confidence"] or 0), c["claim_id"])),
        "conflicts": list(records(base, "conflicts", "fact_id", fact_id)),
        "register": next(records(base, "register", "fact_id", fact_id, 1), None),
    }


def records(base: sqlite3.Connection, table: str, column: str, value: object, most: int = 1000) -> Iterator[Record]:
    """Rows of a table of the release where a column has a value, in their order; none where an older release lacks the table."""
    if value is None or not base.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
        return
    for row in base.execute(f'SELECT * FROM "{table}" WHERE "{column}" = ? ORDER BY rowid LIMIT ?', (value, most)):
        record = {key: row[key] for key in row.keys()}  # noqa: SIM118 - a Row has no other way
        for name in JSON_COLUMNS:
            if isinstance(record.get(name), str):
                record[name] = json.loads(record[name])
        yield record


FACT_ROUTES = (page_of(r"/fact/(?P<id>[^/]+?)", fact, "fact.html"),)
