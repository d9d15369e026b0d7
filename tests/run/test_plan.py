"""What a run would do and why, said before it is done; and a release of the very same inputs that is not made twice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline import plan, run
from pipeline.document import Settings
from pipeline.plan import Gone, Why
from pipeline.publish.promote import promotions
from pipeline.records.result import Work
from pipeline.store import documents

TIE = "昆明市与瑞士苏黎世市于{}年结为友好城市。\n"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, year in (("a.txt", 1981), ("b.txt", 1985), ("c.txt", 1990)):
        (folder / name).write_text(TIE.format(year), encoding="utf-8")
    return folder


def ahead(reports: Path, out: Path, **settings: Any) -> dict[str, tuple[Work, Why]]:
    todo, _ = run.look_ahead([reports], out, settings=Settings(**settings))
    return {step.document: (step.work, step.why) for step in todo.steps}


def told(release: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((release / "run.json").read_text(encoding="utf-8"))
    return record


def test_a_plan_gives_each_reason_and_writes_nothing(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    assert set(ahead(reports, out).values()) == {(Work.READ, Why.NEW)}
    assert not out.exists()
    run.build([reports], out)
    assert set(ahead(reports, out).values()) == {(Work.REUSED, Why.UNCHANGED)}
    assert set(ahead(reports, out, fresh=True).values()) == {(Work.READ, Why.FRESH)}
    assert set(ahead(reports, out, cut=0.5).values()) == {(Work.EXTRACTED, Why.SETTINGS)}
    (reports / "b.txt").write_text(TIE.format(1986), encoding="utf-8")
    (reports / "c.txt").rename(reports / "d.txt")
    assert ahead(reports, out) == {
        "a.txt": (Work.REUSED, Why.UNCHANGED),
        "b.txt": (Work.READ, Why.BYTES),
        "d.txt": (Work.EXTRACTED, Why.RENAMED),
    }
    (reports / "manifest.toml").write_text('[[document]]\nfile = "a.txt"\ntitle = "昆明友城"\n', encoding="utf-8")
    assert ahead(reports, out)["a.txt"] == (Work.EXTRACTED, Why.ABOUT)
    (reports / "manifest.toml").unlink()
    for room in (documents, plan):
        monkeypatch.setattr(room, "stage_version", lambda: "another")
    assert ahead(reports, out)["a.txt"] == (Work.EXTRACTED, Why.EXTRACTION)
    for room in (documents, plan):
        monkeypatch.setattr(room, "read_version", lambda: "another")
    assert ahead(reports, out)["a.txt"] == (Work.READ, Why.READING)


def test_what_is_gone_is_withdrawn_with_its_reason(reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run.build([reports], out)
    (reports / "a.txt").unlink()
    (reports / "b.txt").write_text("", encoding="utf-8")
    todo, troubles = run.look_ahead([reports], out)
    assert todo.withdrawn == (("a.txt", Gone.REMOVED), ("b.txt", Gone.TROUBLE))
    assert [trouble.code for trouble in troubles] == ["empty"]
    result = run.build([reports], out)
    assert result.withdrawn == 2
    assert told(result.release)["withdrawn"] == [
        {"document": "a.txt", "why": "removed"},
        {"document": "b.txt", "why": "trouble"},
    ]


def test_the_same_inputs_make_no_release_again(reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = run.build([reports], out)
    again = run.build([reports], out)
    assert (first.made, again.made) == (True, False)
    assert (again.release, again.found, again.claims) == (first.release, first.found, first.claims)
    assert told(again.release)["work"] == {"read": 0, "extracted": 0, "reused": 3}
    assert "Nothing has changed" in again.summary()[-1]
    (out / "work.txt").write_text("of another make", encoding="utf-8")
    (first.release / "claims.jsonl").write_text("spoilt", encoding="utf-8")
    mended = run.build([reports], out)
    assert (mended.made, mended.release) == (True, first.release)
    assert (out / "claims.jsonl").read_text(encoding="utf-8") != "spoilt"
    assert (out / f"{first.release.name}.damaged" / "claims.jsonl").read_text(encoding="utf-8") == "spoilt"
    assert len(promotions(out)) == 1


def test_new_expectations_hold_a_release_back_that_is_there_already(reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run.build([reports], out)
    (reports / "d.txt").write_text(TIE.format(1999), encoding="utf-8")
    more = run.build([reports], out)
    (reports / "d.txt").unlink()
    (reports / "expectations.toml").write_text("[facts.pair]\nminimum = 50\n", encoding="utf-8")
    back = run.build([reports], out)
    assert back.made is False
    assert back.held == ("1 facts of type pair, at least 50 expected",)
    assert (out / "latest").resolve() == more.release


def test_a_trouble_that_may_pass_stands_for_no_inputs(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline import document

    def broken(source: object, settings: object) -> None:
        raise KeyError("a defect")

    with monkeypatch.context() as bad:
        bad.setattr(document, "_done", broken)
        assert len(run.build([reports], tmp_path / "out").troubles) == 3
    mended = run.build([reports], tmp_path / "out")
    assert (mended.troubles, mended.made) == ((), True)
    again = run.build([reports], tmp_path / "out")
    assert (again.release, again.made) == (mended.release, False)
