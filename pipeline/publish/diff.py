"""What changed from one release to another: facts that came, went or read otherwise, each with the reason that the releases show.

The reason is found, not guessed: a document that is new, gone or has other bytes; a judgement; another version of a stage; else
the weights of the sources, which are learned over all documents and so move with any of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ReleaseError
from pipeline.publish.release import REPORT

TYPES = {"pairs": "pair", "counts": "count", "activities": "activity", "documents": "document"}
SILENT = frozenset(
    {"reason", "reason_zh", "claims", "documents", "works", "confidence", "rejected", "remarks"}
)  # these tell of a value, they are none
LEARNED = "source weights learned anew"


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that differs: what happened to it, its values before and after by column, and why."""

    fact_id: str
    type: str
    what: str  # came, went, changed
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    why: str


@dataclass(frozen=True, slots=True)
class Side:
    """A release as a diff needs it: facts by id with their type, documents by name, claims' documents by fact, troubles, stage versions."""

    facts: dict[str, tuple[str, dict[str, Any]]]
    documents: dict[str, str]
    said_in: dict[str, frozenset[tuple[str, str]]]  # fact id → (document name, digest)
    judged: dict[str, frozenset[tuple[str, str]]]  # fact id → decisions about it, each with how it stands
    troubles: dict[str, str]  # document name → what keeps it out
    stages: object


def read_side(release: Path) -> Side:
    """The tables of a release that a diff looks at. Raises `ReleaseError` where they cannot be read."""
    import pyarrow.parquet as pq

    def rows(name: str, columns: list[str] | None = None) -> list[dict[str, Any]]:
        path = release / "parquet" / f"{name}.parquet"
        return list(pq.read_table(path, columns=columns).to_pylist()) if path.is_file() else []

    if not (release / "parquet").is_dir():
        raise ReleaseError("no release in this folder", document=str(release))
    facts = {row["fact_id"]: (kind, row) for table, kind in TYPES.items() for row in rows(table) if row["fact_id"]}
    said_in: dict[str, set[tuple[str, str]]] = {}
    for row in rows("claims", ["fact_id", "document", "document_digest"]):
        if row["fact_id"]:
            said_in.setdefault(row["fact_id"], set()).add((row["document"], row["document_digest"]))
    documents = {row["document"]: row["document_digest"] for row in rows("sources")}
    judged: dict[str, set[tuple[str, str]]] = {}
    for row in rows("judgements"):
        for fact_id in {row["fact_id"], row["became"]} - {None}:
            judged.setdefault(fact_id, set()).add((row["judgement_id"], row["state"]))
    troubles = {row["document"]: f"{row['code']}: {row['message']}" for row in rows("troubles")}
    return Side(facts, documents, _frozen(said_in), _frozen(judged), troubles, _stages(release))


def _frozen(sets: Mapping[str, set[tuple[str, str]]]) -> dict[str, frozenset[tuple[str, str]]]:
    return {key: frozenset(value) for key, value in sets.items()}


def _stages(release: Path) -> object:
    try:
        return json.loads((release / REPORT).read_text(encoding="utf-8")).get("stages")
    except (OSError, json.JSONDecodeError):
        return None


def diff(old: Path, new: Path) -> list[Change]:
    """Every fact that differs between two release folders, by what happened, type and id."""
    before, after = read_side(old), read_side(new)
    return sorted(_changes(before, after), key=lambda change: (change.what, change.type, change.fact_id))


def _changes(before: Side, after: Side) -> Iterator[Change]:
    for fact_id in before.facts.keys() | after.facts.keys():
        kind, old = before.facts.get(fact_id, ("", {}))
        kind, new = after.facts.get(fact_id, (kind, {}))
        columns = [name for name in old or new if name not in SILENT]
        changed = [name for name in columns if old.get(name) != new.get(name)]
        if changed:
            what = "came" if not old else "went" if not new else "changed"
            shown = [{name: side.get(name) for name in changed} if side else {} for side in (old, new)]
            yield Change(fact_id, kind, what, shown[0], shown[1], _why(fact_id, before, after))


def _why(fact_id: str, before: Side, after: Side) -> str:
    """The first reason that the two releases bear out, in the order in which they explain most."""
    if before.judged.get(fact_id) != after.judged.get(fact_id):
        return "a reviewer's judgement"
    told = before.said_in.get(fact_id, frozenset()), after.said_in.get(fact_id, frozenset())
    documents = sorted(set(_documents(told, before, after)))
    if documents:
        return "; ".join(documents)
    if before.stages != after.stages:
        return "the program reads otherwise: another version of its stages"
    return LEARNED


def _documents(
    told: tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]], before: Side, after: Side
) -> Iterator[str]:
    for name, digest in told[0] - told[1]:
        if name not in after.documents:
            trouble = after.troubles.get(name)
            yield f"document withdrawn: {name} ({trouble or 'no longer among the sources'})"
        elif after.documents[name] != digest:
            yield f"document changed: {name}"
    for name, digest in told[1] - told[0]:
        if name not in before.documents:
            yield f"document added: {name}"
        elif before.documents[name] != digest:
            yield f"document changed: {name}"
