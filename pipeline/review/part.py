"""The part of a release that one judgement needs: the readings of a claim or fact, found by id in a release of any size."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pipeline.review.released import OWN, Reading, Released, Row, as_reading

AT_ONCE = 500  # values of one query


def part_of(base: sqlite3.Connection, target: str) -> Released:
    """The readings of one claim or fact with what reviewers made of them; nothing else of the release. Takes an id of either."""
    told = [*_told(base, "claim_id", [target]), *_told(base, "fact_id", [target]), *_told(base, "became", [target])]
    ids = {str(row["claim_id"]) for row in told if row["claim_id"]}
    ids |= {str(row["claim_id"]) for row in rows_of(base, "claims", "fact_id", [target])} | {target}
    conflicts = tuple(rows_of(base, "conflicts", "fact_id", [target]))
    return _released(base, sorted(ids), conflicts)


def readings_by_id(base: sqlite3.Connection, claim_ids: Sequence[str]) -> list[Reading]:
    """The readings of claims, in the order of the ids; those that the release has not, or that no reviewer may judge, are left out."""
    part = _released(base, claim_ids, ())
    known = {one.subject.claim_id: one for one in (*part.readings, *part.own)}
    return [known[one] for one in claim_ids if one in known]


def _released(base: sqlite3.Connection, ids: Sequence[str], conflicts: tuple[Row, ...]) -> Released:
    told = [row for row in _told(base, "claim_id", ids) if row["claim_id"]]
    judged = {row["claim_id"]: row["fact_id"] for row in told}
    rows = list(rows_of(base, "claims", "claim_id", ids))
    every = [as_reading(row, judged) for row in rows if row["rejected"] is None or row["claim_id"] in judged]
    own = tuple(one for one in every if one.row["extractor"].startswith(OWN))
    readings = tuple(one for one in every if not one.row["extractor"].startswith(OWN))
    became = {row["claim_id"]: row["became"] for row in told if row["became"]}
    documents = {row["document"]: row["document_digest"] for row in rows}
    return Released(readings, documents, {}, conflicts, (), own, {}, became)


def _told(base: sqlite3.Connection, column: str, values: Sequence[str]) -> Iterator[Row]:
    return rows_of(base, "judgements", column, values)


def rows_of(base: sqlite3.Connection, table: str, column: str, values: Iterable[Any]) -> Iterator[Row]:
    """Rows of a table where a column has one of the values; none where an older release lacks the table."""
    wanted = list(dict.fromkeys(values))
    if not base.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
        return
    for begin in range(0, len(wanted), AT_ONCE):
        some = wanted[begin : begin + AT_ONCE]
        marks = ", ".join("?" * len(some))
        answer = base.execute(f'SELECT * FROM "{table}" WHERE "{column}" IN ({marks}) ORDER BY rowid', some)
        names = [one[0] for one in answer.description]
        yield from (dict(zip(names, row, strict=True)) for row in answer)
