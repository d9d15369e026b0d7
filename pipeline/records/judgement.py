"""What a reviewer decided about a claim or a fact; reconciliation takes a list of these and asks nothing else of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What a reviewer may say."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """One decision. `target` is a claim's or a fact's id; without `field` it is about the whole claim.

    Fields are named as conflicts name them: `date of sister`, `value`. `value` is what a correction puts in its place. Of two
    decisions on one field of one target the later (`at`, ISO 8601) stands.
    """

    target: str
    field: str | None
    verdict: Verdict
    value: str | None = None
    at: str = ""
