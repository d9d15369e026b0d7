"""Documents that lie elsewhere: known by address, done once, withdrawn with the reason, and never by a bad night."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import fsspec
import pytest
from typer.testing import CliRunner

from pipeline import run
from pipeline.cli.command import app
from pipeline.ingest.shelf import Card, Shelf
from pipeline.tidy import tidy

TIE, OTHER = "昆明市与瑞士苏黎世市于1982年结为友好城市。\n", "无锡市与日本明石市于1981年结为友好城市。\n"


@pytest.fixture
def remote() -> Any:
    memory = fsspec.filesystem("memory")
    memory.pipe({"/run-sources/a.txt": TIE.encode(), "/run-sources/b.txt": OTHER.encode()})
    yield memory
    memory.rm("/run-sources", recursive=True)


def told(result: run.BuildResult) -> dict[str, Any]:
    return dict(json.loads((result.release / "run.json").read_text(encoding="utf-8")))


def test_a_folder_elsewhere_is_a_source_like_any_other(remote: Any, tmp_path: Path) -> None:
    out, local = tmp_path / "out", tmp_path / "c.txt"
    local.write_text("长春市与加拿大温尼伯市于1992年结为友好城市。\n", encoding="utf-8")
    first = run.build(["memory://run-sources", local], out)
    assert [one["document"].rpartition("/")[2] for one in told(first)["documents"]] == ["c.txt", "a.txt", "b.txt"]
    assert told(first)["documents"][1]["document"].startswith("memory://")
    assert run.build(["memory://run-sources", local], out).made is False
    remote.rm("/run-sources/b.txt")
    second = run.build(["memory://run-sources", local], out)
    (gone,) = told(second)["withdrawn"]
    assert (gone["document"].rpartition("/")[2], gone["why"]) == ("b.txt", "removed")
    assert told(second)["work"] == {"read": 0, "extracted": 0, "reused": 2}


def test_a_bad_night_changes_nothing_but_what_the_run_says(
    remote: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise TimeoutError("no answer")

    first = run.build(["memory://run-sources"], tmp_path / "out")
    with monkeypatch.context() as broken:
        broken.setattr(type(remote), "find", fail)
        second = run.build(["memory://run-sources"], tmp_path / "out")
    assert (second.release, second.made, second.stale) == (first.release, False, 2)
    assert [one["why"] for one in told(second)["stale"]] == ["TimeoutError"] * 2
    assert any("2" in line and "stale" in line for line in second.summary())


def test_a_dry_run_says_what_would_be_done_and_keeps_nothing(remote: Any, tmp_path: Path) -> None:
    todo, troubles = run.look_ahead(["memory://run-sources", "memory://run-sources/no.txt"], tmp_path / "out")
    assert [step.why.value for step in todo.steps] == ["new", "new"]
    assert [trouble.code for trouble in troubles] == ["missing"]
    assert not (tmp_path / "out").exists()


def test_a_list_of_sources_is_a_call_of_its_own(remote: Any, tmp_path: Path) -> None:
    listed = tmp_path / "sources.txt"
    listed.write_text("# ours\nmemory://run-sources/a.txt\n", encoding="utf-8")
    asked = ["run", "--quiet", "--sources", str(listed), "--out", str(tmp_path / "out")]
    assert CliRunner().invoke(app, asked).exit_code == 0
    known = json.loads((tmp_path / "out" / "latest" / "run.json").read_text(encoding="utf-8"))
    assert len(known["documents"]) == 1


def test_tidying_up_removes_what_a_source_was_before(remote: Any, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run.build(["memory://run-sources/a.txt"], out)
    remote.pipe("/run-sources/a.txt", (TIE * 2).encode())
    run.build(["memory://run-sources/a.txt"], out)
    (gone,) = tidy(out, out / run.WORK, keep=10).copies
    assert not gone.exists()
    assert run.build(["memory://run-sources/a.txt"], out).made is False


def test_a_card_whose_copy_is_gone_is_no_card(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    card = shelf.keep("memory://x", [b"1"], ".txt", limit=10)
    assert shelf.card("memory://x") == card
    (tmp_path / card.file).unlink()
    assert shelf.card("memory://x") is None
    shelf.write(Card("memory://y", "0", "0.txt", "2024-01-01"))
    assert shelf.card("memory://y") is None
