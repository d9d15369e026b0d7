"""Every tie pattern finds its own example and leaves the one that it must leave."""

import re
import tomllib

import pytest

from pipeline.paths import data_file

DATA = tomllib.loads(data_file("pipeline.extract.rules", "ties.toml").read_text(encoding="utf-8"))
ROWS = [*DATA["noun"], *DATA["contract"]]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["finds"])
def test_pattern_finds_and_leaves(row: dict[str, str]) -> None:
    pattern = re.compile(row["pattern"])
    assert pattern.search(row["finds"])
    assert not pattern.search(row["leaves"])
    assert row["why"]


@pytest.mark.parametrize("row", DATA["status"], ids=lambda row: row["finds"])
def test_a_status_fills_its_cell(row: dict[str, str]) -> None:
    pattern = re.compile(row["pattern"])
    assert pattern.fullmatch(row["finds"])
    assert not pattern.fullmatch(row["leaves"])
    assert row["why"]
