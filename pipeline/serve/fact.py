"""The page of one fact: its value, the claims that say it with their quotes, why it won, what lost."""

from __future__ import annotations

import sqlite3
from typing import Any

from pipeline.publish.lookup import FACT_TABLES
from pipeline.serve.ask import Ask
from pipeline.serve.records import records
from pipeline.serve.routes import page_of

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


FACT_ROUTES = (page_of(r"/fact/(?P<id>[^/]+?)", fact, "fact.html"),)
