"""Tidying up removes what nothing names, and nothing else: pinned, latest and newest releases stay, with the parts of what is present."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import run
from pipeline.errors import DatasetBusy, ReleaseError, UsageError
from pipeline.publish.pins import pin, pinned, unpin
from pipeline.store.lock import locked
from pipeline.store.parts import PartStore
from pipeline.tidy import tidy

TIE = "昆明市与瑞士苏黎世市于{}年结为友好城市。\n"


def grown(tmp_path: Path, years: range, name: str | None = None) -> list[Path]:
    """A release after each change of the one document."""
    reports = tmp_path / "reports"
    reports.mkdir(exist_ok=True)
    made = []
    for year in years:
        (reports / "a.txt").write_text(TIE.format(year), encoding="utf-8")
        made.append(run.build([reports], tmp_path / "out", name=name).release)
    return made


def test_old_releases_and_unnamed_parts_go(tmp_path: Path) -> None:
    out = tmp_path / "out"
    made = grown(tmp_path, range(1981, 1986))
    store = PartStore(out / ".work")
    store.put("ocr-0123456789abcdef", b"{}")
    assert len(list(store.all_keys())) == 11
    pin(out, made[0].name, why="cited in a thesis")
    told = tidy(out, out / ".work", keep=2, dry=True)
    assert [path.name for path in told.releases] == [made[2].name, made[1].name]
    assert made[1].is_dir()
    assert tidy(out, out / ".work", keep=2) == told
    assert [path.is_dir() for path in made] == [True, False, False, True, True]
    assert len(list(store.all_keys())) == 3, "reading and claims of the present document, and what OCR read"
    assert run.build([tmp_path / "reports"], out).made is False
    assert tidy(out, out / ".work", keep=2).parts == ()


def test_a_pin_wants_a_release_and_a_reason_and_can_be_taken_away(tmp_path: Path) -> None:
    out = tmp_path / "out"
    first, _ = grown(tmp_path, range(1981, 1983))
    for name, why in (("r-0000000000000000", "why"), (first.name, " ")):
        with pytest.raises(UsageError):
            pin(out, name, why=why)
    pin(out, first.name, why="cited")
    assert pinned(out) == {first.name: "cited"}
    unpin(out, first.name, why="withdrawn")
    assert pinned(out) == {}
    with pytest.raises(UsageError, match="not pinned"):
        unpin(out, first.name, why="again")
    assert [path.name for path in tidy(out, out / ".work", keep=1).releases] == [first.name]


def test_the_parts_of_every_dataset_stay(tmp_path: Path) -> None:
    out = tmp_path / "out"
    grown(tmp_path, range(1981, 1982), name="one")
    grown(tmp_path, range(1990, 1991), name="two")
    assert tidy(out, out / ".work", keep=1).parts == ()


def test_what_a_run_has_is_busy_and_a_folder_without_datasets_is_named(tmp_path: Path) -> None:
    grown(tmp_path, range(1981, 1982))
    with locked(tmp_path / "out"), pytest.raises(DatasetBusy):
        tidy(tmp_path / "out", tmp_path / "out" / ".work", keep=1)
    with pytest.raises(ReleaseError):
        tidy(tmp_path / "reports", tmp_path, keep=1)
    with pytest.raises(UsageError):
        tidy(tmp_path / "out", tmp_path, keep=0)
