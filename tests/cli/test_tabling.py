"""`table`: drawn for people in their language, or as CSV with its twin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def release(youcheng: Callable[..., Any], reports: Path, tmp_path: Path) -> Path:
    assert youcheng("run", reports, "--out", tmp_path / "out", "--quiet").code == 0
    return tmp_path / "out"


def test_a_table_in_both_languages(
    youcheng: Callable[..., Any], release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = youcheng("table", "by-country", "--release", release)
    assert said.code == 0 and said.out.startswith("Ties by country\n") and "CN-HK" in said.out
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    said = youcheng("table", "by-country", "--release", release)
    assert said.out.startswith("国别分布\n") and "合计" in said.out


def test_csv_and_its_twin(youcheng: Callable[..., Any], release: Path) -> None:
    figures = youcheng("table", "by-country", "--release", release, "--csv").out.splitlines()
    facts = youcheng("table", "by-country", "--release", release, "--csv", "--facts").out.splitlines()
    assert figures[0] == facts[0] == "key,name_zh,name_en,named,named_share,stated,stated_share,as_of,coverage,warning"
    assert len(figures) == len(facts) and "p-" in facts[1]


@pytest.mark.parametrize(
    "wrong", ["by-taste", "by-country --facts", "portfolio --place 310000", "by-year --within nowhere"]
)
def test_what_cannot_be_asked(youcheng: Callable[..., Any], release: Path, wrong: str) -> None:
    said = youcheng("table", *wrong.split(), "--release", release)
    assert said.code == 2 and said.err.startswith("youcheng: ")


def test_the_list_of_tables(youcheng: Callable[..., Any]) -> None:
    assert {"by-country", "by-region", "by-decade", "portfolio", "survey"} <= set(youcheng("table", "list").out.split())
