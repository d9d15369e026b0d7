"""The flow over two documents in Prefect's own harness: nothing of ours is mocked, and the release is that of a plain run."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from flows.environment import named_out, prepare

pytestmark = pytest.mark.xdist_group("prefect")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text("广州市与日本福冈市于1979年5月2日结为友好城市。\n", encoding="utf-8")
    (folder / "b.txt").write_text("广州市与美国洛杉矶市于1981年12月8日结为友好城市。\n", encoding="utf-8")
    return folder


def contents(release: Path) -> dict[str, bytes]:
    files = (path for path in release.rglob("*") if path.is_file() and path.name != "run.json")
    return {path.relative_to(release).as_posix(): path.read_bytes() for path in files}


def asked(reports: Path, out: Path, **told: Any) -> Any:
    from flows.asked import DatasetSettings

    return DatasetSettings(sources=[str(reports)], out=out, **told)


def test_the_flow_makes_the_release_of_a_plain_run(harness: None, reports: Path, tmp_path: Path) -> None:
    from flows.build_dataset import run_flow
    from pipeline.run import build

    (reports / "empty.txt").touch()
    seen: list[tuple[int, int, str]] = []
    result = run_flow(asked(reports, tmp_path / "flow"), lambda *told: seen.append(told))
    assert seen == [(1, 2, "read_batch"), (2, 2, "read_batch"), (1, 2, "extract_batch"), (2, 2, "extract_batch")]
    plain = build([reports], tmp_path / "plain")
    assert (result.documents, result.found["pair"], [t.code for t in result.troubles]) == (2, 2, ["empty"])
    assert result.release.name == plain.release.name
    assert contents(result.release) == contents(plain.release)
    assert [path.name for path in (tmp_path / "flow").glob(".work*")] == [".work"], (
        "what passes between tasks goes with the run"
    )
    told = json.loads((result.release / "run.json").read_text())
    assert told["work"] == {"read": 2, "extracted": 0, "reused": 0}, "reading and extraction are one work"
    assert (tmp_path / "flow" / "metrics.prom").is_file()


def test_what_is_in_the_work_store_is_not_done_again(harness: None, reports: Path, tmp_path: Path) -> None:
    from flows.build_dataset import run_flow

    work = []
    for _ in range(2):
        for _ in range(2):
            result = run_flow(asked(reports, tmp_path / "out"))
            report = json.loads((result.release / "run.json").read_text())
            work.append((report["runner"], report["work"]["reused"]))
        (reports / "b.txt").write_text("广州市与英国布里斯托尔市于2001年5月23日结为友好城市。\n", encoding="utf-8")
    assert work[:2] == [("prefect, 4 batches", 0), ("prefect, 0 batches", 2)], "the release of the same inputs stands"
    assert work[2:] == [("prefect, 2 batches", 1), ("prefect, 0 batches", 2)]


def test_the_four_parts_alone_make_the_same_release(harness: None, reports: Path, tmp_path: Path) -> None:
    from flows.stages import extract_claims, publish_release, read_corpus, reconcile_facts
    from pipeline.run import build

    plain, out = build([reports], tmp_path / "plain"), tmp_path / "parts"
    settings = asked(reports, out)
    assert read_corpus(settings) == {"read": 2, "troubles": 0}
    assert read_corpus(settings) == {"read": 0, "troubles": 0}
    assert extract_claims(settings) == {"extracted": 2, "claims": plain.claims}
    assert reconcile_facts(settings) == plain.release.name
    assert not (out / "latest").exists(), "a candidate until it is published"
    done = publish_release(settings)
    assert (out / "latest").resolve() == done.release.resolve()
    assert contents(done.release) == contents(plain.release)


def test_what_was_not_extracted_is_named(harness: None, reports: Path, tmp_path: Path) -> None:
    from flows.stages import publish_release, reconcile_facts

    settings = asked(reports, tmp_path / "out")
    reconcile_facts(settings)
    done = publish_release(settings)
    assert [trouble.code for trouble in done.troubles] == ["not-extracted", "not-extracted"]
    assert done.nothing_done


def test_a_fresh_run_reads_all_again_and_is_one_run(harness: None, reports: Path, tmp_path: Path) -> None:
    from flows.build_dataset import run_flow
    from flows.stages import read_corpus
    from pipeline.errors import UsageError

    before = run_flow(asked(reports, tmp_path / "out"))
    again = run_flow(asked(reports, tmp_path / "out", fresh=True))
    assert again.release == before.release
    assert json.loads((again.release / "run.json").read_text())["work"]["read"] == 2
    with pytest.raises(UsageError):
        read_corpus(asked(reports, tmp_path / "out", fresh=True))


@pytest.mark.parametrize(
    ("arguments", "folder"),
    [
        (["x", "--out", "y"], Path("y")),
        (["x", "--out=y z"], Path("y z")),
        (["x", "--out"], None),
        (["x"], None),
    ],
)
def test_the_folder_is_known_before_prefect_is(arguments: list[str], folder: Path | None) -> None:
    assert named_out(arguments) == folder


def test_what_is_set_stays(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "mine"))
    monkeypatch.setenv("PREFECT_LOGGING_LEVEL", "DEBUG")
    prepare(tmp_path / "out")
    assert os.environ["PREFECT_HOME"] == str(tmp_path / "mine")
    assert (tmp_path / "mine").is_dir()
    assert os.environ["PREFECT_LOGGING_LEVEL"] == "DEBUG"
