"""The stages put together: the same bytes from one process or two, and no document that stops another."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import run
from pipeline.errors import UsageError
from pipeline.records.source import Kind, Source

TIES = ("昆明市与瑞士苏黎世市于1982年2月17日结为友好城市。", "1985年9月，青岛市与美国长滩市结为友好城市。")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for n, text in enumerate(TIES):
        (folder / f"{n}.txt").write_text(text + "\n", encoding="utf-8")
    return folder


def contents(out: Path) -> dict[str, bytes]:
    files = (path for path in out.rglob("*") if path.is_file() and path.name != "run.json")
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def test_processes_and_order_change_nothing(reports: Path, tmp_path: Path) -> None:
    one = run.build([reports], tmp_path / "one")
    two = run.build(sorted(reports.iterdir(), reverse=True), tmp_path / "two", processes=2)
    assert (one.documents, one.found["pair"], one.troubles) == (2, 2, ())
    assert one.release.name == two.release.name
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_the_same_bytes_are_read_once(reports: Path, tmp_path: Path) -> None:
    (reports / "copy.txt").write_bytes((reports / "0.txt").read_bytes())
    result = run.build([reports], tmp_path / "out")
    assert (result.documents, result.found["pair"]) == (2, 2)
    rows = (result.release / "csv" / "sources.csv").read_text(encoding="utf-8-sig").splitlines()
    assert sum(row.endswith(",copy.txt") or row.endswith(",0.txt") for row in rows) == 1


def test_progress_counts_every_document(reports: Path, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    run.build([reports], tmp_path / "out", progress=lambda done, total, name: steps.append((done, total)))
    assert steps == [(1, 2), (2, 2)]


def test_the_cut_rejects_with_a_reason(reports: Path, tmp_path: Path) -> None:
    result = run.build([reports], tmp_path / "out", settings=run.Settings(cut=1.0))
    assert result.claims > 0
    assert "pair" not in result.found


def test_a_defect_is_the_trouble_of_its_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(source: Source, settings: run.Settings) -> None:
        raise KeyError("/some/folder/name of a place")

    monkeypatch.setattr(run, "_claims", broken)
    source = Source(tmp_path / "a.txt", "a.txt", Kind.TEXT, "d" * 64, 1)
    trouble = run.process_document(source, run.Settings()).trouble
    assert trouble is not None
    assert (trouble.document, trouble.code) == ("a.txt", "defect")
    assert "KeyError: 'name of a place' (test_run.py:" in trouble.message


@pytest.mark.parametrize("name", ["", "..", "a/b", "/a"])
def test_a_name_never_leads_elsewhere(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        run.release_folder(tmp_path, name)


def test_no_processes_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        run.build([tmp_path], tmp_path / "out", processes=0)
