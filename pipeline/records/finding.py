"""Findings of the audits: what does not add up, what is missing, what a reader should know, in words that can be checked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """What was checked."""

    SUM = "sum"
    SHARE = "share"
    PERIOD = "period"
    SERIES = "series"
    ORDER = "order"
    COVERAGE = "coverage"
    CROSS_SOURCE = "cross-source"


class Severity(StrEnum):
    """The numbers cannot all be right; something is missing or not stated; worth knowing."""

    CONTRADICTION = "contradiction"
    GAP = "gap"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding with the claims it rests on. The id is made from what it says, so that a copied report adds none."""

    finding_id: str
    kind: FindingKind
    severity: Severity
    documents: tuple[str, ...]  # file names
    claims: tuple[str, ...]  # ids, in the order of the words
    quotes: tuple[str, ...]
    says: str  # English
    says_zh: str
