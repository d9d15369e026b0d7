"""Looking a release up again: which releases lie in a folder, and what one of them says of an id."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ReleaseError
from pipeline.publish.facttables import JOINT
from pipeline.publish.findings import BETWEEN
from pipeline.publish.release import DATABASE, LATEST, REPORT
from pipeline.publish.statementtables import STATEMENT_COLUMNS

FACT_TABLES = ("pairs", "counts", "activities", *STATEMENT_COLUMNS, "documents")
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that a release knows of one fact, of a claim that supports none, or of a finding of the audits."""

    release: Path
    table: str | None  # the fact's table; None for a rejected claim
    fact: Record | None
    states: tuple[Record, ...]
    claims: tuple[Record, ...]
    conflicts: tuple[Record, ...]
    version: str | None  # of the program that read the claims
    findings: tuple[Record, ...] = ()  # of the audits that rest on these claims; the one asked for, where one is
    register: Record | None = None  # how a register and the reports stand about this tie


def find_releases(folder: Path) -> list[Path]:
    """`folder` itself if it is a release, else its latest one, else the latest of each dataset in it. Raises `ReleaseError`."""
    if not folder.is_dir():
        raise ReleaseError("no such folder", document=str(folder))
    for found in (folder, folder / LATEST):
        if (found / DATABASE).is_file():
            return [found.resolve()]
    found_below = sorted(link.resolve() for link in folder.glob(f"*/{LATEST}") if (link / DATABASE).is_file())
    if not found_below:
        raise ReleaseError("no release in this folder", document=str(folder))
    return found_below


def explain(release: Path, wanted: str) -> Explanation | None:
    """What `release` says of a fact, claim or finding by its id; None where it knows none. Raises `ReleaseError` for a broken file."""
    try:
        with closing(sqlite3.connect(f"{(release / DATABASE).as_uri()}?mode=ro", uri=True)) as base:
            base.row_factory = sqlite3.Row
            return _explain(base, release, wanted)
    except sqlite3.Error as error:
        raise ReleaseError(f"the database cannot be read: {error}", document=str(release)) from error


def rows_of(release: Path, table: str, column: str, value: object) -> list[Record]:
    """The rows of a table where `column` is `value`; none where the release has no such table. Raises `ReleaseError`."""
    try:
        with closing(sqlite3.connect(f"{(release / DATABASE).as_uri()}?mode=ro", uri=True)) as base:
            base.row_factory = sqlite3.Row
            return list(_records(base, table, column, value))
    except sqlite3.Error as error:
        raise ReleaseError(f"the database cannot be read: {error}", document=str(release)) from error


def _explain(base: sqlite3.Connection, release: Path, wanted: str) -> Explanation | None:
    if found := next(_records(base, "findings", "finding_id", wanted), None):
        rests = tuple(r for c in found["claim_ids"] for r in _records(base, "claims", "claim_id", c))
        return Explanation(release, "findings", None, (), rests, (), _version(release), (found,))
    claim = next(_records(base, "claims", "claim_id", wanted), None)
    fact_id = claim["fact_id"] if claim else wanted
    claims = (claim,) if claim and fact_id is None else tuple(_records(base, "claims", "fact_id", fact_id))
    table = next((t for t in FACT_TABLES if next(_records(base, t, "fact_id", fact_id), None)), None)
    if not claims and table is None:
        return None
    fact = next(_records(base, table, "fact_id", fact_id)) if table else None
    states = tuple(_records(base, "pair_states", "fact_id", fact_id))
    conflicts = tuple(_records(base, "conflicts", "fact_id", fact_id))
    findings = tuple(_findings_on(base, {c["claim_id"] for c in claims}))
    register = next(_records(base, "register", "fact_id", fact_id), None)
    return Explanation(release, table, fact, states, claims, conflicts, _version(release), findings, register)


def _findings_on(base: sqlite3.Connection, claims: set[str]) -> Iterator[Record]:
    """The findings that rest on one of these claims."""
    for row in (
        base.execute("SELECT finding_id, claim_ids FROM findings ORDER BY rowid") if _has(base, "findings") else ()
    ):
        if not claims.isdisjoint(row["claim_ids"].split(JOINT)):
            yield from _records(base, "findings", "finding_id", row["finding_id"])


def _has(base: sqlite3.Connection, table: str) -> bool:
    """Has the release this table? Older ones lack some."""
    return base.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone() is not None


def _records(base: sqlite3.Connection, table: str, column: str, value: object) -> Iterator[Record]:
    if not _has(base, table):
        return
    for row in base.execute(f'SELECT * FROM "{table}" WHERE "{column}" = ? ORDER BY rowid', (value,)):
        record = dict(row)
        for name in ("body", "fields", "boxes"):
            if isinstance(record.get(name), str):
                record[name] = json.loads(record[name])
        if table == "findings":
            record |= {"documents": record["documents"].split(JOINT), "claim_ids": record["claim_ids"].split(JOINT)}
            record["quotes"] = record["quotes"].split(BETWEEN)
        yield record


def _version(release: Path) -> str | None:
    try:
        report = json.loads((release / REPORT).read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError):
        return None
    version = report.get("versions", {}).get("youcheng")
    return str(version) if version else None
