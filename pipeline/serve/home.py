"""The first page: what the release holds, and where to go on."""

from __future__ import annotations

import sqlite3
from typing import Any

from pipeline.serve.ask import Ask
from pipeline.serve.metadata import dictionary, table_title
from pipeline.serve.routes import page_of


def home(ask: Ask, base: sqlite3.Connection) -> dict[str, Any]:
    """Tables with their sizes, in the order of the data dictionary."""
    there = {row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    tables = [
        {"name": name, "title": table_title(name, ask.lang), "rows": _rows(base, name)}
        for name in dictionary()["table"]
        if name in there
    ]
    return {"release": ask.site.release.name, "tables": tables}


def _rows(base: sqlite3.Connection, table: str) -> int:
    """How many rows: the greatest rowid, since a release's tables are written once and nothing is removed."""
    found = base.execute(f'SELECT max(rowid) FROM "{table}"').fetchone()[0]
    return int(found or 0)


HOME_ROUTES = (page_of("/", home, "home.html"),)
