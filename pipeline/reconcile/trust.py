"""How directly a claim says its value: precision, basis, way of saying, and the extractor's confidence, as one chance."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import Any

from pipeline.paths import data_file
from pipeline.records.claim import Claim

FINENESS = ("vague", "year", "month", "day")  # by the steps of a date
WAYS = ("table", "sentence", "remark")  # the most direct first


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads(data_file("pipeline.reconcile", "trust.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _ways() -> dict[str, str]:
    return {name: row["way"] for row in _table()["ways"] for name in row["extractors"]}


def way_of(claim: Claim) -> str:
    """How the document says it: `table`, `sentence` or `remark`."""
    return _ways().get(claim.extractor.rpartition(".")[2], "sentence")


def date_trust(claim: Claim, steps: int, basis: str | None) -> float:
    """The chance that a claim's date is its source's word; `steps` of the date: 3 a day, 2 a month, 1 a year, 0 vaguer."""
    table = _table()
    return _said(claim) * float(table["precision"][FINENESS[steps]]) * float(table["basis"][basis or "stated"])


def amount_trust(claim: Claim, approximate: bool) -> float:
    """The chance that a claim's number is its source's word."""
    return _said(claim) * float(_table()["amount"]["approximate" if approximate else "exact"])


def _said(claim: Claim) -> float:
    return claim.confidence * float(_table()["directness"][way_of(claim)])
