"""`cite`: a fact's citation leads back to its words, in the release that it names; the bibliography in three styles."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def release(youcheng: Callable[..., Any], reports: Path, tmp_path: Path) -> Path:
    note = "洛阳市与日本冈山市于1981年4月6日结为友好城市[1]。\n\n注释\n\n[1] 某甲：《河洛往来》，河洛书局，1999年，第12页。\n"
    (reports / "luoyang.txt").write_text(note, encoding="utf-8")
    (reports / "heluo.txt").write_text("洛阳市现有友好城市9对。\n", encoding="utf-8")
    line = '[[document]]\nfile = "heluo.txt"\ntitle = "河洛往来"\nauthors = ["某甲"]\ndate = "1999"\npublisher = "河洛书局"\n'
    (reports / "manifest.toml").write_text(line, encoding="utf-8")
    assert youcheng("run", reports, "--out", tmp_path / "out", "--quiet").code == 0
    return tmp_path / "out"


def fact_of(youcheng: Callable[..., Any], release: Path) -> str:
    query = "SELECT fact_id FROM pairs WHERE a_name = '洛阳市'"
    return str(json.loads(youcheng("query", query, "--release", release, "--json").out)[0]["fact_id"])


def test_a_citation_resolves_through_the_note_to_the_work_named(youcheng: Callable[..., Any], release: Path) -> None:
    fact = fact_of(youcheng, release)
    said = youcheng("cite", fact, "--release", release)
    name = (release / "latest").resolve().name
    assert said.out.startswith(f"{fact}@{name}\n[1] ")
    assert "→ 某甲. 河洛往来. 1999: 12 = heluo.txt" in said.out
    assert youcheng("cite", f"{fact}@{name}", "--release", release).out == said.out


def test_a_citation_of_an_older_release_is_looked_for_there(
    youcheng: Callable[..., Any], release: Path, reports: Path
) -> None:
    fact, old = fact_of(youcheng, release), (release / "latest").resolve().name
    (reports / "more.txt").write_text("洛阳市与日本冈山市于1981年4月6日结为友好城市。\n", encoding="utf-8")
    assert youcheng("run", reports, "--out", release, "--quiet").code == 0
    assert (release / "latest").resolve().name != old
    assert youcheng("cite", f"{fact}@{old}", "--release", release).out.startswith(f"{fact}@{old}\n")
    assert "more.txt" not in youcheng("cite", f"{fact}@{old}", "--release", release, "--style", "csl").out


def test_the_bibliography_in_each_style(youcheng: Callable[..., Any], release: Path) -> None:
    assert "某甲. 河洛往来[M]. [出版地不详]: 河洛书局, 1999." in youcheng("cite", "--release", release).out
    assert youcheng("cite", "--release", release, "--style", "bibtex").out.count("\n@") == 2
    assert len(json.loads(youcheng("cite", "--release", release, "--style", "csl").out)) == 3


@pytest.mark.parametrize("wrong", ["p-0000000000000000", "p-0000000000000000@r-0", "--style apa"])
def test_what_cannot_be_cited(youcheng: Callable[..., Any], release: Path, wrong: str) -> None:
    said = youcheng("cite", *wrong.split(), "--release", release)
    assert said.code in (1, 2) and said.err.startswith("youcheng: ")
