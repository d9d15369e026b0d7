"""`report`: one file, written whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any


def test_a_report_is_written(youcheng: Callable[..., Any], reports: Path, tmp_path: Path) -> None:
    assert youcheng("run", reports, "--out", tmp_path / "out", "--quiet").code == 0
    said = youcheng("report", "--release", tmp_path / "out", "--out", tmp_path / "new" / "report.html")
    assert said.code == 0 and "report.html" in said.out
    assert (tmp_path / "new" / "report.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["report.html"]
    assert youcheng("report", "--release", tmp_path / "nowhere", "--out", tmp_path / "r.html").code == 1
