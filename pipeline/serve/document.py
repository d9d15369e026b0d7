"""The page of one document: its bibliographic line, what it says claim by claim, and what the audits found in it."""

from __future__ import annotations

import sqlite3
from typing import Any

from pipeline.serve.ask import Ask
from pipeline.serve.cells import address_of
from pipeline.serve.records import has, records, rows
from pipeline.serve.routes import page_of

SHOWN = 100  # claims on one page
LONGEST = 500  # characters of a quote in the list; its own page has all of it
Record = dict[str, Any]


def document(ask: Ask, base: sqlite3.Connection) -> Record | None:
    """A document by the digest of its bytes, a page of its claims at a time."""
    digest = ask.var("id")
    source = next(records(base, "sources", "document_digest", digest, 1), None) if has(base, "sources") else None
    found = next(records(base, "documents", "document_digest", digest, 1), None)
    if source is None and found is None:
        return None
    name = (found or source or {})["document"]
    spoken = base.execute("SELECT first, last, claims FROM side.spoken WHERE document_digest = ?", (digest,)).fetchone()
    first, last, number = tuple(spoken) if spoken else (0, -1, 0)
    page = max(1, ask.number("page", 1, 1_000_000))
    claims = rows(
        base,
        "SELECT claim_id, fact_id, type, quote, page, page_label, raw_start, confidence, rejected, second_reader FROM claims "
        "WHERE rowid BETWEEN ? AND ? AND document_digest = ? ORDER BY rowid LIMIT ? OFFSET ?",
        (first, last, digest, SHOWN, SHOWN * (page - 1)),
    )
    return {
        "document_digest": digest,
        "name": name,
        "document": found,
        "source": source,
        "work": next(records(base, "works", "document_digest", digest, 1), None),
        "findings": _findings(base, name),
        "claims": [_short(claim) for claim in claims],
        "number": number,
        "page": page,
        "next": page + 1 if page * SHOWN < number else None,
    }


def _short(claim: Record) -> Record:
    quote = claim["quote"] or ""
    shown = quote if len(quote) <= LONGEST else quote[:LONGEST] + "…"
    return {**claim, "quote": shown, "address": address_of("fact", claim["claim_id"])}


def _findings(base: sqlite3.Connection, name: str) -> list[Record]:
    if not has(base, "findings"):
        return []
    found = rows(
        base, "SELECT finding_id, kind, severity, says, says_zh FROM findings WHERE documents = ? LIMIT 50", (name,)
    )
    return [{**row, "address": address_of("finding", row["finding_id"])} for row in found]


DOCUMENT_ROUTES = (page_of(r"/document/(?P<id>[^/]+?)", document, "document.html"),)
