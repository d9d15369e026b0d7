"""What is known of a release is told in it: as a table, as JSON, in Python and in the report."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.publish.opened import Release
from pipeline.publish.release import ReleaseContent, write_release
from pipeline.publish.report import report_html
from pipeline.records.quality import Basis, QualityLine

LINES = (
    QualityLine(Basis.TEST, "precision", "pair", 0.8, 10, "test of gold", "测试集", None, 0.49, 0.943, "Wilson, 95 %"),
    QualityLine(Basis.TEST, "reliability", "pair", 0.75, 4, "test of gold", "测试集", "0.7–0.8", 0.3, 0.954),
    QualityLine(
        Basis.GOLD, "precision", "all", None, None, "", "", note="not measured: no gold", note_zh="未测：无标注"
    ),
    QualityLine(Basis.RELEASE, "mean_confidence", "pair", 0.9, 2, "forecast", "预期"),
)


@pytest.fixture
def release(content: ReleaseContent, tmp_path: Path) -> Release:
    return Release(write_release(tmp_path, replace(content, quality=LINES), {}))


def test_the_table_and_the_file_hold_every_figure(release: Release) -> None:
    frame = release.quality
    assert list(frame.value.fillna(-1)) == [0.8, 0.75, -1, 0.9]
    assert list(frame.n.astype("Int64").fillna(0)) == [10, 4, 0, 2]
    told = json.loads((release.folder / "quality.json").read_text(encoding="utf-8"))
    assert [one["figure"] for one in told] == list(frame.figure)
    assert told[2] == {
        "basis": "corpus gold", "figure": "precision", "of": "all", "note": "not measured: no gold", "note_zh": "未测：无标注",
    }  # fmt: skip


def test_the_report_shows_what_was_measured_and_what_was_not(release: Release) -> None:
    page = report_html(release)
    assert "<td>80%<br><small>49–94%</small><br><small>n 10</small></td>" in page
    assert "not measured: no gold" in page and "未测：无标注" in page
    assert "confidence 70–80 % (4 claims)" in page and "可信度 70–80%（4 条）" in page


def test_other_figures_are_another_release(content: ReleaseContent, tmp_path: Path) -> None:
    one = write_release(tmp_path / "a", replace(content, quality=LINES), {})
    other = write_release(tmp_path / "b", replace(content, quality=LINES[:1]), {})
    assert one.name != other.name
