"""kill -9 at random moments over sixty documents: the next run completes, and its release is that of an undisturbed one."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from made_corpus import make_corpus

from pipeline.publish.promote import promotions

DOCUMENTS, KILLS, FLOW_KILLS = 60, 20, 6
FLOW_VICTIMS = ("all", "server", "run", "worker")
VICTIMS = ("run", "all", "worker")  # the run alone, it with its workers, one worker
SET_APART = {"run.json", "promotions.jsonl", "metrics.prom", ".lock"}


def contents(out: Path) -> dict[str, bytes]:
    """All files of the output folder but its work store and Prefect's own, links followed by name only."""
    files = (path for path in out.rglob("*") if path.is_file() and not {".work", ".prefect"} & set(path.parts))
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files if path.name not in SET_APART}


def start(words: list[str], reports: Path, out: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pipeline.cli", *words, str(reports), "--out", str(out)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def finish(words: list[str], reports: Path, out: Path) -> float:
    began = time.monotonic()
    assert start(words, reports, out).wait(timeout=300) == 0
    return time.monotonic() - began


def workers_of(run: int) -> list[int]:
    """Processes of the run's session but the run itself."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and int(entry.name) != run:
            try:
                if os.getsid(int(entry.name)) == run:
                    found.append(int(entry.name))
            except ProcessLookupError:
                continue
    return sorted(found)


def servers_of(run: int) -> list[int]:
    """Prefect's temporary server among the processes of the run."""
    return [pid for pid in workers_of(run) if b"flows.server" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def kill(run: int, victim: str, clock: random.Random) -> None:
    if victim == "run":
        os.kill(run, signal.SIGKILL)
    elif victim == "all":
        os.killpg(run, signal.SIGKILL)
    elif workers := servers_of(run) if victim == "server" else workers_of(run):
        os.kill(clock.choice(workers), signal.SIGKILL)


def interrupted(words: list[str], reports: Path, out: Path, victim: str, moment: float, clock: random.Random) -> None:
    process = start(words, reports, out)
    time.sleep(moment)
    kill(process.pid, victim, clock)
    process.wait(timeout=300)


def check(plain: Path, out: Path) -> None:
    assert contents(out) == contents(plain)
    assert len(promotions(out)) == 1
    left = {path.name for path in out.iterdir() if path.name.startswith(".")} - {".work", ".lock", ".prefect"}
    assert left == set()
    assert list((out / ".work" / "half").iterdir()) == []
    told = json.loads((out / "run.json").read_text(encoding="utf-8")) if (out / "run.json").is_file() else {}
    assert sum(told.get("work", {"": DOCUMENTS}).values()) == DOCUMENTS


@pytest.mark.soak
def test_a_killed_run_is_gone_on_with(tmp_path: Path) -> None:
    clock, words = random.Random(8), ["run", "--quiet", "--processes", "2"]
    make_corpus(tmp_path / "reports", DOCUMENTS)
    whole = finish(words, tmp_path / "reports", tmp_path / "plain")
    for turn in range(KILLS):
        out = tmp_path / str(turn)
        moment = whole * clock.uniform(0.15, 1.0)
        interrupted(words, tmp_path / "reports", out, VICTIMS[turn % len(VICTIMS)], moment, clock)
        finish(words, tmp_path / "reports", out)
        check(tmp_path / "plain", out)


@pytest.mark.soak
def test_a_killed_flow_is_gone_on_with(tmp_path: Path) -> None:
    clock, words = random.Random(9), ["flows", "run"]
    make_corpus(tmp_path / "reports", DOCUMENTS)
    finish(["run", "--quiet", "--processes", "2"], tmp_path / "reports", tmp_path / "plain")
    whole = finish(words, tmp_path / "reports", tmp_path / "first")
    for turn in range(FLOW_KILLS):
        out = tmp_path / str(turn)
        victim = FLOW_VICTIMS[turn % len(FLOW_VICTIMS)]
        interrupted(words, tmp_path / "reports", out, victim, whole * clock.uniform(0.4, 1.0), clock)
        finish(words, tmp_path / "reports", out)
        check(tmp_path / "plain", out)
