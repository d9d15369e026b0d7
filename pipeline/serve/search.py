"""The search page: places, documents, facts, findings and quotes that hold all words asked for, those that weigh more first.

The index gives candidates in its own order, a page at a time, so that a word of half a million quotes costs no more than a rare one. Where
three characters or more hang together, each answer is read again: the index knows pairs of characters only.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from pipeline.publish.lookup import FACT_TABLES
from pipeline.serve.ask import Ask, Refused
from pipeline.serve.cells import address_of
from pipeline.serve.headlines import headline
from pipeline.serve.records import records
from pipeline.serve.routes import page_of
from pipeline.serve.words import around, asked, folded, is_run, lit, parts

GROUPS: dict[str, tuple[str, ...]] = {
    "places": ("places", "unlinked"),
    "documents": ("documents",),
    "facts": tuple(table for table in FACT_TABLES if table != "documents"),
    "findings": ("findings",),
    "quotes": ("claims",),
}
KEYS = {
    "places": "place_id",
    "unlinked": "place_id",
    "documents": "document_digest",
    "findings": "finding_id",
    "claims": "claim_id",
}
PAGES = {"places": "place", "unlinked": "place", "documents": "document", "findings": "finding", "claims": "fact"}
TOGETHER, ALONE, LAST_PAGE = 8, 30, 200
LONGEST, SMALL = 240, 80  # characters of a hit, and of what stands small beside it
Record = dict[str, Any]


def search(ask: Ask, base: sqlite3.Connection) -> Record:
    """`q`, and for each group its `hits` with `more` where there are more; one group alone, page by page, where `kind` names it."""
    question, kind, page = ask.arg("q").strip(), ask.arg("kind"), max(1, ask.number("page", 1, LAST_PAGE))
    if kind and kind not in GROUPS:
        raise Refused(400, "error.kind", kinds=", ".join(GROUPS))
    groups = [kind] if kind else list(GROUPS)
    found = _groups(base, groups, question, ask.lang, page, beginnings=False)
    if not found and page == 1:
        found = _groups(base, groups, question, ask.lang, page, beginnings=True)
    return {"q": question, "kind": kind, "page": page, "groups": found}


def _groups(
    base: sqlite3.Connection, groups: list[str], question: str, lang: str, page: int, *, beginnings: bool
) -> list[Record]:
    wanted, expression = parts(question), asked(question, beginnings=beginnings)
    size = ALONE if len(groups) == 1 else TOGETHER
    found = []
    for group in groups if expression else ():
        if hits := _hits(base, group, expression, wanted, lang, size, size * (page - 1)):
            found.append({"kind": group, "hits": hits[:size], "more": len(hits) > size})
    return found


def _hits(
    base: sqlite3.Connection, group: str, expression: str, wanted: tuple[str, ...], lang: str, size: int, skip: int
) -> list[Record]:
    """One more than a page of a group's hits, where there are so many."""
    reach = base.execute(
        f"SELECT min(first), max(last) FROM side.reach WHERE kind IN ({', '.join('?' * len(GROUPS[group]))}) AND last >= first",
        GROUPS[group],
    ).fetchone()
    if reach[0] is None:
        return []
    rows = base.execute(
        "SELECT kind, key FROM side.entry WHERE number IN (SELECT rowid FROM side.words WHERE words MATCH ? AND rowid BETWEEN ? AND ? "
        "ORDER BY rowid LIMIT ? OFFSET ?) ORDER BY number",
        (expression, reach[0], reach[1], size + 1, skip),
    ).fetchall()
    hits = [hit for kind, key in rows if (hit := _hit(base, kind, key, wanted, lang)) is not None]
    if group == "places" and not skip:
        hits.sort(key=lambda hit: not hit["exact"])
    return hits


def _hit(base: sqlite3.Connection, kind: str, key: str, wanted: tuple[str, ...], lang: str) -> Record | None:
    row = next(records(base, kind, KEYS.get(kind, "fact_id"), key, 1), None)
    if row is None or not _holds(row, wanted):
        return None
    title = around(_title(kind, row, lang), wanted, LONGEST)
    return {
        "kind": kind,
        "id": key,
        "address": address_of(PAGES.get(kind, "fact"), key),
        "title": title,
        "pieces": lit(title, wanted),
        "about": _about(kind, row),
        "exact": kind in ("places", "unlinked")
        and bool({folded(n or "") for n in (row["name"], row.get("name_en"))} & set(wanted)),
    }


def _holds(row: Record, wanted: tuple[str, ...]) -> bool:
    """Does a row hold each run of three characters or more as it was asked? Shorter ones the index finds exactly."""
    long = [part for part in wanted if len(part) > 2 and is_run(part)]
    said = folded(" ".join(value for value in row.values() if isinstance(value, str))) if long else ""
    return all(part in said for part in long)


def _title(kind: str, row: Record, lang: str) -> str:
    if kind in ("places", "unlinked"):
        return " ".join(name for name in (row["name"], row.get("name_en")) if name)
    if kind == "claims":
        return str(row["quote"])
    if kind == "findings":
        return str(row["says_zh" if lang == "zh" else "says"])
    return headline(kind, row, lang)


def _about(kind: str, row: Record) -> Record:
    """What stands small beside a hit."""
    names = {
        "places": ("country", "level", "claims"),
        "unlinked": ("country", "level", "claims"),
        "claims": ("document", "page", "type", "rejected"),
        "documents": ("document", "claims"),
        "findings": ("kind", "severity"),
    }.get(kind, ("works", "claims"))
    shown = {name: row[name] for name in names if row.get(name) is not None}
    return {name: value[:SMALL] if isinstance(value, str) else value for name, value in shown.items()}


SEARCH_ROUTES = (page_of("/search", search, "search.html"),)
