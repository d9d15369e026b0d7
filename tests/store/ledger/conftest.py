"""Entries made in one line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.store.ledger import Act, Entry, Subject
from pipeline.store.ledger.ledger import Ledger

Make = Callable[..., Entry]


def make_subject(**changes: Any) -> Subject:
    said = {
        "digest": "d" * 64, "document": "a.txt", "type": "pair", "quote": "甲市与乙市结好", "body": {"date": "1982"},
        "claim_id": "c-1", "fact_id": "p-1",
    } | changes  # fmt: skip
    return Subject(**said)


def make_entry(act: str = "accept", number: int = 0, **changes: Any) -> Entry:
    about = changes.pop("about", (make_subject(),))
    return Entry(Act(act), changes.pop("by", "reader"), f"2024-05-01T00:00:{number:09.6f}+00:00", about, **changes)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.sqlite") as opened:
        yield opened


@pytest.fixture
def entry() -> Make:
    return make_entry


@pytest.fixture
def subject() -> Callable[..., Subject]:
    return make_subject
