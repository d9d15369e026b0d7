"""The stages put together: the same bytes from one process or two, and no document that stops another."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from pipeline import document, run
from pipeline.document import Settings
from pipeline.errors import DatasetBusy, UsageError
from pipeline.records.source import Kind, Source
from pipeline.store import documents
from pipeline.store.lock import locked

TIES = ("昆明市与瑞士苏黎世市于1982年2月17日结为友好城市。", "1985年9月，青岛市与美国长滩市结为友好城市。")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for n, text in enumerate(TIES):
        (folder / f"{n}.txt").write_text(text + "\n", encoding="utf-8")
    return folder


APART = ("run.json", "promotions.jsonl", "metrics.prom")  # what tells of a run, not of its documents


def contents(out: Path) -> dict[str, bytes]:
    files = (path for path in out.rglob("*") if path.is_file() and path.name not in APART)
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
    result = run.build([reports], tmp_path / "out", settings=Settings(cut=1.0))
    assert result.claims > 0
    assert "pair" not in result.found


def test_a_defect_is_the_trouble_of_its_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(source: Source, settings: Settings) -> None:
        raise KeyError("/some/folder/name of a place")

    monkeypatch.setattr(document, "_done", broken)
    source = Source(tmp_path / "a.txt", "a.txt", Kind.TEXT, "d" * 64, 1)
    trouble = document.process_document(source, Settings()).trouble
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


def test_only_what_changed_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing, one document, then all documents from their kept readings when a stage behind reading has another version."""
    reports = tmp_path / "reports"
    reports.mkdir()
    for name, year in (("a.txt", 1981), ("b.txt", 1985)):
        (reports / name).write_text(f"昆明市与瑞士苏黎世市于{year}年结为友好城市。", encoding="utf-8")

    def work(*, fresh: bool = False) -> dict[str, int]:
        result = run.build([reports], tmp_path / "out", settings=Settings(fresh=fresh))
        told: dict[str, int] = json.loads((result.release / "run.json").read_text(encoding="utf-8"))["work"]
        return told

    assert work() == {"read": 2, "extracted": 0, "reused": 0}
    assert work() == {"read": 0, "extracted": 0, "reused": 2}
    (reports / "b.txt").write_text("昆明市与瑞士苏黎世市于1982年结为友好城市。", encoding="utf-8")
    assert work() == {"read": 1, "extracted": 0, "reused": 1}
    monkeypatch.setattr(documents, "stage_version", lambda: "another")
    assert work() == {"read": 0, "extracted": 2, "reused": 0}
    monkeypatch.setattr(documents, "read_version", lambda: "another")
    assert work() == {"read": 0, "extracted": 0, "reused": 2}
    assert work(fresh=True) == {"read": 2, "extracted": 0, "reused": 0}


def test_a_full_disk_costs_keeping_not_the_run(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    plain = run.build([reports], tmp_path / "plain")
    with monkeypatch.context() as small:
        small.setattr(Path, "write_bytes", full)
        result = run.build([reports], tmp_path / "out")
    assert (result.release.name, result.unkept) == (plain.release.name, 2)
    assert "could not keep 2 documents" in " ".join(result.summary())
    told = json.loads((result.release / "run.json").read_text(encoding="utf-8"))
    assert told["unkept"] == {os.strerror(errno.ENOSPC): 2}
    assert list((tmp_path / "out" / ".work").rglob("*.json")) == []
    assert run.build([reports], tmp_path / "out").unkept == 0


def test_a_dataset_that_another_run_has_is_busy(reports: Path, tmp_path: Path) -> None:
    with locked(tmp_path / "out"), pytest.raises(DatasetBusy):
        run.build([reports], tmp_path / "out")
    assert run.build([reports], tmp_path / "out").documents == 2
