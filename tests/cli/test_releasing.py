"""Releases on the command line: a candidate is held back, listed, compared, and promoted by name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Call = Callable[..., Any]


def test_a_candidate_is_held_back_until_somebody_promotes_it(youcheng: Call, reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert youcheng("run", reports, "--out", out).code == 0
    first = (out / "latest").resolve().name
    (reports / "expectations.toml").write_text("[facts.pair]\nminimum = 99\n", encoding="utf-8")
    (reports / "more.txt").write_text("苏州市与日本金泽市于1981年6月13日结为友好城市。\n", encoding="utf-8")
    held = youcheng("run", reports, "--out", out)
    assert held.code == 3
    assert "at least 99 expected" in held.err
    assert (out / "latest").resolve().name == first
    listed = youcheng("release", "list", "--out", out).out.splitlines()
    (candidate,) = [line.split()[0] for line in listed if "candidate" in line]
    assert any(line.startswith(f"* {first}") for line in listed)
    changes = json.loads(youcheng("release", "diff", out / first, out / candidate, "--json").out)
    assert ("came", "document added: more.txt") in [(change["what"], change["why"]) for change in changes]
    told = youcheng("release", "diff", out / first, out / candidate).out
    assert "came pair" in told and "b_name:  → 金泽市" in told
    assert youcheng("release", "promote", candidate, "--by", "office", "--why", "small corpus", "--out", out).code == 0
    assert (out / "latest").resolve().name == candidate
    assert any("office small corpus" in line for line in youcheng("release", "list", "--out", out).out.splitlines())


def test_wrong_calls(youcheng: Call, reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert youcheng("release", "list", "--out", out).code == 1
    out.mkdir()
    assert youcheng("release", "promote", "r-1", "--by", "x", "--why", "y", "--out", out).code == 2
    assert youcheng("release", "promote", "r-1", "--why", "y", "--out", out).code == 2
    assert youcheng("run", reports, "--out", out, "--expectations", tmp_path / "none.toml").code == 2


def test_query_prints_a_table_csv_or_json(youcheng: Call, reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    youcheng("run", reports, "--out", out)
    sql = "SELECT b_name, date FROM pairs"
    assert youcheng("query", sql, "--release", out, "--csv").out == "b_name,date\n威尼斯市,1980-03-24\n"
    assert json.loads(youcheng("query", sql, "--release", out, "--json").out) == [
        {"b_name": "威尼斯市", "date": "1980-03-24"}
    ]
    assert "威尼斯市" in youcheng("query", sql, "--release", out).out
    for wrong in (["DROP TABLE pairs"], [sql, "--csv", "--json"]):
        assert youcheng("query", *wrong, "--release", out).code == 2
