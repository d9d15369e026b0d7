"""Judging on the command line, from a queue to the release that heeds it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]


@pytest.fixture
def out(youcheng: Call, reports: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    assert youcheng("run", reports, "--out", folder).code == 0
    return folder


def queue(youcheng: Call, out: Path, *more: str) -> list[dict[str, Any]]:
    lines = youcheng("review", "queue", "--release", out, "--json", *more).out.splitlines()
    return [json.loads(line) for line in lines]


def test_reject_rerun_undo_rerun(youcheng: Call, reports: Path, out: Path) -> None:
    first = (out / "latest").resolve()
    (pair,) = [one for one in queue(youcheng, out) if one["type"] == "pair"]
    said = youcheng(
        "review", "judge", pair["claim_id"], "--verdict", "reject", "--by", "An", "--why", "a wish", "--release", out
    )
    assert (said.code, said.out.split(": ")[1]) == (0, "reject, 1 readings\n")
    assert pair["claim_id"] not in {one["claim_id"] for one in queue(youcheng, out)}
    youcheng("run", reports, "--out", out)
    told = youcheng("release", "diff", first, out).out
    assert f"went pair {pair['fact_id']}: a reviewer's judgement" in told
    assert "stands: reject" in youcheng("review", "list", "--release", out).out
    judge = ("review", "judge", pair["claim_id"], "--verdict", "undo", "--release", out)
    assert youcheng(*judge, "--by", "Bo").code == 2  # nobody takes back another's word
    assert youcheng(*judge, "--by", "An").code == 0
    youcheng("run", reports, "--out", out)
    assert (out / "latest").resolve() == first
    assert youcheng("ledger", "verify", "--out", out).out == "2 entries, the chain is whole\n"


def test_the_random_queue_hides_what_could_sway(youcheng: Call, out: Path) -> None:
    drawn = queue(youcheng, out, "--kind", "random", "--seed", "7", "--size", "2")
    assert len(drawn) == 2
    assert not {"confidence", "extractor"} & set(drawn[0])
    assert queue(youcheng, out, "--kind", "random", "--seed", "7", "--size", "2") == drawn
    assert youcheng("review", "precision", "--seed", "7", "--size", "2", "--release", out).code == 2
    for one, verdict in zip(drawn, ("accept", "reject"), strict=True):
        youcheng("review", "judge", one["claim_id"], "--verdict", verdict, "--by", "An", "--release", out)
    told = youcheng("review", "precision", "--seed", "7", "--size", "2", "--release", out).out
    assert told == "precision 0.500 (95% interval 0.095–0.905): 1 of 2 judged are right, 2 drawn\n"


def test_wrong_calls_are_one_line(youcheng: Call, out: Path, tmp_path: Path) -> None:
    (pair, *_) = queue(youcheng, out)
    for wrong in (
        ("judge", pair["claim_id"], "--verdict", "accept"),
        ("judge", pair["claim_id"], "--verdict", "accept", "--by", " "),
        ("judge", "c-none", "--verdict", "accept", "--by", "An"),
        ("judge", pair["claim_id"], "--verdict", "correct", "--by", "An"),
        ("judge", pair["claim_id"], "--verdict", "add", "--by", "An"),
        ("judge", "none.txt", "--verdict", "whole-page-read", "--by", "An"),
        ("add", "suzhou.txt", "--type", "pear", "--quote", "苏州市", "--by", "An"),
        ("agreement", "An", "Bo"),
    ):
        said = youcheng("review", *wrong, "--release", out)
        assert (said.code, len(said.err.splitlines())) == (2, 1), wrong
    assert youcheng("ledger", "verify", "--out", tmp_path).code == 2


def test_a_ledger_goes_to_git_and_comes_back(youcheng: Call, out: Path, tmp_path: Path) -> None:
    said = youcheng("review", "judge", "suzhou.txt", "--verdict", "whole-page-read", "--by", "An", "--release", out)
    assert said.code == 0
    assert youcheng("ledger", "export", tmp_path / "l.jsonl", "--out", out).code == 0
    other = str(tmp_path / "other.sqlite")
    assert youcheng("ledger", "import", tmp_path / "l.jsonl", "--ledger", other).out == "1 entries came\n"
    assert youcheng("ledger", "backup", tmp_path / "b.sqlite", "--out", out).code == 0
    assert youcheng("ledger", "restore", tmp_path / "b.sqlite", "--ledger", other).out == "0 entries came\n"
    assert youcheng("review", "export", tmp_path / "gold", "--release", out).out.startswith("1 documents")
    assert (tmp_path / "gold" / "suzhou.jsonl").is_file()
