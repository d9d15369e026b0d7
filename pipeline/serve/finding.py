"""The page of one finding of the audits: what it says, with its arithmetic, and the claims that it rests on."""

from __future__ import annotations

import sqlite3
from typing import Any

from pipeline.publish.findings import BETWEEN
from pipeline.serve.ask import Ask
from pipeline.serve.cells import JOINT, address_of
from pipeline.serve.records import records
from pipeline.serve.routes import page_of

MOST = 200  # claims on the page
Record = dict[str, Any]


def finding(ask: Ask, base: sqlite3.Connection) -> Record | None:
    """A finding by its id, with its claims."""
    found = next(records(base, "findings", "finding_id", ask.var("id"), 1), None)
    if found is None:
        return None
    ids = [one for one in (found["claim_ids"] or "").split(JOINT) if one]
    claims = [claim for one in ids[:MOST] for claim in records(base, "claims", "claim_id", one, 1)]
    return {
        "finding": {**found, "claim_ids": ids, "quotes": (found["quotes"] or "").split(BETWEEN)},
        "claims": [{**claim, "address": address_of("fact", claim["claim_id"])} for claim in claims],
    }


FINDING_ROUTES = (page_of(r"/finding/(?P<id>[^/]+?)", finding, "finding.html"),)
