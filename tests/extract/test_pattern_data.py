"""All pattern data: every row with a reason, an example that it finds and one that it leaves; every trigger leads to a rule."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.extract.rules.statements.triggers import trigger_rows
from pipeline.paths import data_file

KINDS = {"milestone", "membership", "motive", "survey", "term", "assessment"}
FOLDER: Path = data_file("pipeline.extract.rules", "statements")
ROWS = [
    pytest.param(row, id=f"{path.stem}-{number}-{row['use']}")
    for path in sorted(FOLDER.glob("*.toml"))
    for number, row in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["pattern"])
]


@pytest.mark.parametrize("row", ROWS)
def test_a_pattern_finds_its_example_and_leaves_the_other(row: dict[str, Any]) -> None:
    pattern = re.compile(row["pattern"])
    assert pattern.search(row["finds"]), row["finds"]
    assert not pattern.search(row["leaves"]), row["leaves"]
    assert row["why"]
    assert not row.get("needs") or any(word in row["finds"] for word in row["needs"])


def test_every_trigger_stands_once_and_leads_to_a_kind() -> None:
    words = [row["word"] for row in trigger_rows()]
    assert len(words) == len(set(words)) > 100
    assert {kind for row in trigger_rows() for kind in row["kinds"].split()} == KINDS
