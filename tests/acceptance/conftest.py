"""Runs over the acceptance data, each made once: a folder of documents in, `claims.jsonl` and the tool's verdict out."""

from __future__ import annotations

import functools
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipeline.paths import acceptance_folder


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents of the acceptance data and the gold facts that belong to them."""

    source: Path
    gold: Path


@dataclass(frozen=True, slots=True)
class Run:
    """One run over a corpus: its result folder, its published claims, and what the score tool says of them."""

    corpus: Corpus
    out: Path
    claims: list[dict[str, Any]]
    score: dict[str, Any]


def build(sources: list[Path], out: Path, *, processes: int = 1) -> Path:
    """Run the pipeline as `youcheng run` does, in this process."""
    from pipeline import run

    run.build(sources, out, processes=processes)
    return out


def published(claims: Path) -> list[dict[str, Any]]:
    lines = claims.read_text(encoding="utf-8").split("\n")
    return [claim for claim in map(json.loads, filter(None, lines)) if not claim.get("rejected")]


def ask_tool(tool: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a tool of the acceptance data with this Python."""
    return subprocess.run(
        [sys.executable, str(tool), *map(str, arguments)], capture_output=True, text=True, timeout=300
    )


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = acceptance_folder()
    if folder is None:
        pytest.skip("no acceptance data")
    return folder


@pytest.fixture(scope="session")
def corpora(shared: Path) -> dict[str, Corpus]:
    return {
        "seeds": Corpus(shared / "seeds", shared / "gold"),
        "web": Corpus(shared / "web" / "raw", shared / "web" / "gold"),
    }


@pytest.fixture(scope="session")
def run_of(corpora: dict[str, Corpus], shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Run]:
    """Give a corpus' run by name; it is made at the first asking."""

    @functools.cache
    def give(name: str) -> Run:
        corpus = corpora[name]
        out = build(sorted(corpus.source.glob("*.txt")), tmp_path_factory.mktemp(name) / "out")
        said = ask_tool(shared / "tools" / "score.py", out / "claims.jsonl", corpus.gold, corpus.source, "--json")
        assert said.returncode == 0, said.stderr
        return Run(corpus, out, published(out / "claims.jsonl"), json.loads(said.stdout))

    return give
