"""One run at a time has a dataset; a dead one's lock is free at once, and what it left half done is swept."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import DatasetBusy
from pipeline.store.files import HALF
from pipeline.store.lock import LOCK, locked
from pipeline.store.sweep import AGE, sweep

HOLD = "import sys, time; from pathlib import Path; from pipeline.store.lock import locked\n"
HOLD += "with locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_held_dataset_is_busy_and_says_who_has_it(holder: subprocess.Popen[bytes], tmp_path: Path) -> None:
    with pytest.raises(DatasetBusy, match=f"in use by process {holder.pid} on "), locked(tmp_path):
        pass


def test_one_that_waits_hears_for_whom_and_goes_on_when_it_is_killed(
    holder: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    heard: list[str] = []
    threading.Timer(0.5, holder.kill).start()
    with locked(tmp_path, wait=30.0, told=heard.append):
        assert (tmp_path / LOCK).read_text().startswith(f"process {os.getpid()} on ")
    assert [word.split(" on ")[0] for word in heard] == [f"process {holder.pid}"]
    assert (tmp_path / LOCK).read_bytes() == b"", "nobody has it now"


def test_what_dead_runs_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    halves = tmp_path / ".work" / HALF
    halves.mkdir(parents=True)
    mine, theirs, old = (
        halves / f"claims-{n:016x}.{pid}.1" for n, pid in enumerate((os.getpid(), dead.pid, os.getpid()))
    )
    for half in (mine, theirs, old):
        half.write_bytes(b"half")
    os.utime(old, (time.time() - AGE - 10,) * 2)
    for name in (".building-ab12", ".work-x_9z", "r-0123456789abcdef", ".work", ".prefect"):
        (tmp_path / name).mkdir(exist_ok=True)
    (tmp_path / ".run.json.77").write_text("{")
    (tmp_path / ".latest.77").symlink_to("r-0123456789abcdef")
    (tmp_path / ".notes").write_text("mine")
    gone = [".building-ab12", ".latest.77", ".run.json.77", ".work-x_9z", theirs.name, old.name]
    assert sweep(tmp_path, tmp_path / ".work") == sorted(gone)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".notes", ".prefect", ".work", "r-0123456789abcdef"]
    assert list(halves.iterdir()) == [mine]
