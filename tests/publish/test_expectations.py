"""Expectations: each is held, each broken one is told with both numbers, and a broken file is an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.publish.expectations import Expectations, Measured, broken, find_expectations

TEXT = """
[facts.pair]
minimum = 10
maximum = 20
[limits]
changed = 0.25
quarantine = 0.1
"""


@pytest.fixture
def wanted(tmp_path: Path) -> Expectations:
    (tmp_path / "expectations.toml").write_text(TEXT, encoding="utf-8")
    return find_expectations([tmp_path / "elsewhere", tmp_path])


@pytest.mark.parametrize(
    ("measured", "says"),
    [
        (Measured({"pair": 10}, 9, 1, 8, 2), []),
        (Measured({"pair": 9}, 10, 0), ["9 facts of type pair, at least 10 expected"]),
        (Measured({}, 10, 0), ["0 facts of type pair, at least 10 expected"]),
        (Measured({"pair": 21}, 10, 0), ["21 facts of type pair, at most 20 expected"]),
        (
            Measured({"pair": 12}, 10, 0, 8, 3),
            ["3 of 8 facts of the latest release gone or changed (37.5%), at most 25.0% expected"],
        ),
        (Measured({"pair": 12}, 8, 1), ["1 of 9 documents in quarantine (11.1%), at most 10.0% expected"]),
    ],
)
def test_what_is_broken_is_told(wanted: Expectations, measured: Measured, says: list[str]) -> None:
    assert list(broken(wanted, measured)) == says


def test_without_a_file_nothing_is_expected(tmp_path: Path) -> None:
    assert list(broken(find_expectations([tmp_path]), Measured({}, 0, 9, 9, 9))) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[limits]\nchanged = 3", "limits.changed"),
        ("[limits]\nquarantined = 0.1", "limits.quarantined"),
        ("[facts.pair]\nminimum = -1", "facts.pair.minimum"),
        ("facts = ", "not TOML"),
    ],
)
def test_a_broken_file_is_an_error(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "wishes.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=says):
        find_expectations([], path)


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        find_expectations([], tmp_path / "none.toml")
