"""`latest` moves whole, is recorded, and never moves to what is not there; killed publishing leaves the old one as it was."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import ReleaseError, UsageError
from pipeline.publish.promote import latest, promote, promotions
from pipeline.publish.release import ReleaseContent, release_id, write_release


def test_latest_moves_shows_the_claims_and_is_recorded(content: ReleaseContent, tmp_path: Path) -> None:
    first = write_release(tmp_path, content, {})
    assert latest(tmp_path) is None, "a candidate is not the latest release"
    promote(tmp_path, first.name, by="reviewer", why="first")
    second = write_release(tmp_path, replace(content, troubles=()), {})
    promote(tmp_path, second.name, by="reviewer", why="no trouble", broken=["too few"])
    assert latest(tmp_path) == second.resolve()
    assert (tmp_path / "claims.jsonl").resolve() == second / "claims.jsonl"
    told = [(record["release"], record["before"], record["why"], record["broken"]) for record in promotions(tmp_path)]
    assert told == [(first.name, None, "first", []), (second.name, first.name, "no trouble", ["too few"])]
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_promotion_twice_is_one(content: ReleaseContent, tmp_path: Path) -> None:
    release = write_release(tmp_path, content, {})
    for _ in range(2):
        promote(tmp_path, release.name, by="reviewer", why="again")
    assert len(promotions(tmp_path)) == 1
    with (tmp_path / "promotions.jsonl").open("a") as log:
        log.write('{"release": "r-cut')
    assert len(promotions(tmp_path)) == 1


@pytest.mark.parametrize("name", ["r-0000000000000000", "../elsewhere", "latest/..", ""])
def test_only_a_release_of_the_folder_can_be_promoted(content: ReleaseContent, tmp_path: Path, name: str) -> None:
    release = write_release(tmp_path, content, {})
    promote(tmp_path, release.name, by="reviewer", why="first")
    with pytest.raises(UsageError, match="no release"):
        promote(tmp_path, name, by="reviewer", why="wrong")
    assert latest(tmp_path) == release.resolve()


def test_a_file_of_another_make_is_not_overwritten(content: ReleaseContent, tmp_path: Path) -> None:
    release = write_release(tmp_path, content, {})
    (tmp_path / "claims.jsonl").write_text("mine")
    with pytest.raises(ReleaseError):
        promote(tmp_path, release.name, by="reviewer", why="first")
    assert (tmp_path / "claims.jsonl").read_text() == "mine"


@pytest.mark.soak
def test_kills_while_publishing_leave_latest_whole(tmp_path: Path) -> None:
    """20 runs over alternating documents, each killed at a random moment: what `latest` points to is always whole."""
    tie = "昆明市与瑞士苏黎世市于{}年结为友好城市。\n"
    for name, years in (("one", (1982,)), ("two", range(1981, 1999))):
        (tmp_path / name).mkdir()
        for year in years:
            (tmp_path / name / f"{year}.txt").write_text(tie.format(year), encoding="utf-8")
    out, clock = tmp_path / "out", random.Random(7)
    command = [sys.executable, "-m", "pipeline.cli", "run", "--quiet", "--out", str(out)]
    began = time.monotonic()
    subprocess.run([*command, str(tmp_path / "one")], check=True, capture_output=True)
    whole = time.monotonic() - began
    for turn in range(20):
        process = subprocess.Popen(
            [*command, "--fresh", str(tmp_path / ("two", "one")[turn % 2])],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        time.sleep(whole * clock.uniform(0.5, 1.1))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        now = latest(out)
        assert now is not None
        assert release_id(now) == now.name, "the release has exactly the bytes that it is named by"
