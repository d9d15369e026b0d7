"""The same documents give the same files, whatever their order and the number of processes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.xdist_group("score")

MAY_DIFFER = {
    "run.json",
    "metrics.prom",
    "promotions.jsonl",
}  # time, host and durations stand there alone, and who promoted what when


def contents(out: Path) -> dict[str, bytes]:
    files = (path for path in out.rglob("*") if path.is_file() and path.name not in MAY_DIFFER)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def test_two_processes_and_another_order_change_nothing(run_of: Callable[[str], Any], tmp_path: Path) -> None:
    from pipeline import run

    first = run_of("web")
    run.build(sorted(first.corpus.source.glob("*.txt"), reverse=True), tmp_path / "again", processes=2)
    before, after = contents(first.out), contents(tmp_path / "again")
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == []
