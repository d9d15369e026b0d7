"""What a reviewer needs of a release: its readings as the ledger knows them, its works, and why a claim deserves a look.

A reading that a reviewer put aside is a reading still: it is judged again, counted in the release's precision and exported as gold.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import ReleaseError
from pipeline.publish.facttables import JOINT
from pipeline.publish.profile import Profile
from pipeline.publish.release import DATABASE
from pipeline.store.ledger.entry import Subject

Row = dict[str, Any]
OWN = "review."  # extractors of claims that reviewers made
ADDED = "review.add"


@dataclass(frozen=True, slots=True)
class Reading:
    """One claim as it was read: `row` is its line of the table `claims`, `fact_id` the fact it supports or did before a reviewer."""

    subject: Subject
    row: Row

    @property
    def confidence(self) -> float:
        """As published."""
        return float(self.row["confidence"] or 0)


@dataclass(frozen=True, slots=True)
class Released:
    """A release's readings in their published order; digests of its documents by name; works by digest; conflicts and findings."""

    readings: tuple[Reading, ...]
    documents: dict[str, str]
    works: dict[str, str]
    conflicts: tuple[Row, ...]
    findings: tuple[Row, ...]
    own: tuple[Reading, ...] = ()  # claims that reviewers corrected or added
    kinds: dict[str, str] = field(default_factory=dict)  # of the documents, by name
    became: dict[str, str] = field(default_factory=dict)  # the fact that a claim supports after a reviewer's word

    @property
    def seen(self) -> list[Subject]:
        """The readings as the ledger knows them, and the claims that were added, which may be judged as any other."""
        return [one.subject for one in (*self.readings, *self.added)]

    @property
    def added(self) -> list[Reading]:
        """The claims that reviewers added."""
        return [one for one in self.own if one.row["extractor"] == ADDED]

    def of_fact(self, fact_id: str) -> tuple[Subject, ...]:
        """The readings that a fact rests on, those that a reviewer's word brought to it or took from it too."""
        return tuple(one for one in self.seen if fact_id in (one.fact_id, self.became.get(str(one.claim_id))))


def read_release(release: Path) -> Released:
    """The parts of a release that reviewers work on. Raises `ReleaseError` where it cannot be read, or is one for the public: its
    quotes are cut, so a judgement on them would be about other words.
    """
    if audience_of(release) == Profile.PUBLIC.value:
        raise ReleaseError("a release for the public is not judged: judge the internal one", document=str(release))
    try:
        with closing(sqlite3.connect(f"{(release / DATABASE).resolve().as_uri()}?mode=ro", uri=True)) as base:
            base.row_factory = sqlite3.Row
            told = [row for row in _rows(base, "judgements") if row["claim_id"]]
            judged = {row["claim_id"]: row["fact_id"] for row in told}
            became = {row["claim_id"]: row["became"] for row in told if row["became"]}
            every = list(_readings(base, judged))
            own = tuple(one for one in every if one.row["extractor"].startswith(OWN))
            readings = tuple(one for one in every if not one.row["extractor"].startswith(OWN))
            documents = {row["document"]: row["document_digest"] for row in _rows(base, "sources")}
            kinds = {row["document"]: row["kind"] for row in _rows(base, "sources")}
            works = {row["document_digest"]: row["work_id"] for row in _rows(base, "works")}
            conflicts, findings = tuple(_rows(base, "conflicts")), tuple(_rows(base, "findings"))
            return Released(readings, documents, works, conflicts, findings, own, kinds, became)
    except sqlite3.Error as error:
        raise ReleaseError(f"the database cannot be read: {error}", document=str(release)) from error


def audience_of(release: Path) -> object:
    """Who a release is for, as its data package says; None where it says nothing."""
    try:
        return json.loads((release / "datapackage.json").read_text(encoding="utf-8")).get("audience")
    except (OSError, json.JSONDecodeError):
        return None


def claims_in(row: Row, *columns: str) -> list[str]:
    """The claim ids that columns of a conflict or finding name."""
    return [one for column in columns for one in (row[column] or "").split(JOINT) if one]


def _rows(base: sqlite3.Connection, table: str) -> Iterator[Row]:
    """The rows of a table; none where an older release lacks it."""
    if base.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
        yield from map(dict, base.execute(f'SELECT * FROM "{table}" ORDER BY rowid'))


def _readings(base: sqlite3.Connection, judged: Mapping[str, str | None]) -> Iterator[Reading]:
    for row in _rows(base, "claims"):
        if row["rejected"] is None or row["claim_id"] in judged:
            yield as_reading(row, judged)


def as_reading(row: Row, judged: Mapping[str, str | None]) -> Reading:
    """A line of the table `claims` as a reading; `judged` has the facts of claims that support none any more."""
    fact_id = row["fact_id"] or judged.get(row["claim_id"])
    body = json.loads(row["body"])
    about = row["document_digest"], row["document"], row["type"], row["quote"], body, row["claim_id"], fact_id
    return Reading(Subject(*about), row)
