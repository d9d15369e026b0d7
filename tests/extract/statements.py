"""What the rules for statements read in a text, of one kind; for the tables of the tests beside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.annotate import annotate
from pipeline.extract.gate import cite
from pipeline.extract.rules.pairs import extract_pairs
from pipeline.extract.rules.statements import extract_statements
from pipeline.publish.claims import body_record
from pipeline.read.plain import read_plain
from pipeline.records.claim import Claim
from pipeline.records.keys import type_of
from pipeline.records.source import Kind, Source


def claims_of(text: str, kind: str) -> list[Claim]:
    """The gated claims of one type, rejected ones too, in the order of the text."""
    reading = read_plain(Source(Path("a.txt"), "a.txt", Kind.TEXT, "a" * 64, len(text), "utf-8"), text)
    annotated = annotate(reading)
    drafts = [d for d in extract_statements(annotated, extract_pairs(annotated)) if type_of(d.body) == kind]
    return cite(reading, drafts)


def values(text: str, kind: str, *fields: str) -> list[tuple[Any, ...]]:
    """The named values of each kept claim; of a place its words."""
    kept = (body_record(claim.body) for claim in claims_of(text, kind) if claim.rejected is None)
    return [tuple(_plain(record[field]) for field in fields) for record in kept]


def _plain(value: Any) -> Any:
    return value["text"] if isinstance(value, dict) else value
