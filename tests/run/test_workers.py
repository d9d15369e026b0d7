"""Workers that die take their own piece with them and nothing else."""

from __future__ import annotations

import mmap
import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.allowance import ALLOWANCE
from pipeline.workers import WorkLimits, work_through

PIECES = [0, 1, 2, 3]


def test_every_piece_is_done() -> None:
    done = work_through(abs, [-1, -2, 3], processes=2, limits=WorkLimits())
    assert {outcome.piece: outcome.result for outcome in done} == {-1: 1, -2: 2, 3: 3}


def test_nothing_to_do() -> None:
    assert list(work_through(abs, [], processes=2, limits=WorkLimits())) == []


@pytest.mark.parametrize("processes", [1, 2])
def test_a_worker_that_exits_loses_only_its_piece(processes: int) -> None:
    outcomes = list(work_through(os._exit, [7], processes=processes, limits=WorkLimits()))
    assert [(outcome.piece, outcome.result) for outcome in outcomes] == [(7, None)]


def test_pieces_beside_a_dying_one_are_done() -> None:
    """`os.kill(0-th argument)`: signal 0 asks only whether the worker lives, 11 is a crash."""
    outcomes = list(work_through(_signal_self, [0, 11, 0, 0], processes=2, limits=WorkLimits()))
    assert sorted((outcome.piece, outcome.result) for outcome in outcomes) == [(0, "alive")] * 3 + [(11, None)]


def _signal_self(number: int) -> str:
    os.kill(os.getpid(), number)
    return "alive"


def test_no_piece_runs_for_ever() -> None:
    began = time.monotonic()
    (outcome,) = work_through(time.sleep, [600], processes=1, limits=WorkLimits(seconds=1))
    assert (outcome.result, outcome.loss.reason) == (None, "time")
    assert 1 <= outcome.loss.seconds < 10
    assert time.monotonic() - began < 30


def test_a_piece_that_ran_over_its_time_is_not_tried_again_and_the_others_are_done() -> None:
    began = time.monotonic()
    outcomes = list(work_through(time.sleep, [600, 0.01, 0.02], processes=2, limits=WorkLimits(seconds=2)))
    assert sorted((one.piece, one.loss and one.loss.reason) for one in outcomes) == [
        (0.01, None),
        (0.02, None),
        (600, "time"),
    ]
    assert time.monotonic() - began < 30


def test_pages_give_more_time() -> None:
    (outcome,) = work_through(_read_pages, [3], processes=1, limits=WorkLimits(seconds=1))
    assert outcome.result == 3


def _read_pages(count: int) -> int:
    for _ in range(count):
        ALLOWANCE.grant(2)
        time.sleep(0.7)
    return count


def test_memory_has_its_limit_and_address_space_has_none() -> None:
    limits = WorkLimits(memory=600 * 1024**2)
    (kept,) = work_through(_reserve, [4 * 1024**3], processes=1, limits=limits)
    assert kept.result == "reserved"
    (outcome,) = work_through(_fill, [20_000], processes=1, limits=limits)
    assert (outcome.result, outcome.loss.reason) == (None, "memory")
    assert 600 <= outcome.loss.megabytes < 3000


def _reserve(size: int) -> str:
    with mmap.mmap(-1, size):
        time.sleep(0.3)
    return "reserved"


def _fill(megabytes: int) -> int:
    filled = []
    for _ in range(megabytes):
        filled.append(b"x" * 1024**2)
        time.sleep(0.001)
    return len(filled)


RUN_AND_WAIT = """
import sys
from pipeline.workers import WorkLimits, work_through
import tests_nap
for _ in work_through(tests_nap.nap, [0.01, 60.0], processes=1, limits=WorkLimits()): print("done", flush=True)
"""


def test_workers_of_a_killed_run_end_with_it(tmp_path: Path) -> None:
    (tmp_path / "tests_nap.py").write_text(
        "import os, time\ndef nap(s):\n    print(os.getpid(), flush=True)\n    time.sleep(s)\n    return s\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    process = subprocess.Popen([sys.executable, "-c", RUN_AND_WAIT], stdout=subprocess.PIPE, env=environment, text=True)
    assert process.stdout is not None
    with process.stdout as words:
        worker = words.readline()
        assert words.readline() == "done\n"
        process.kill()
        process.wait()
        assert words.readline() in (worker, ""), "it may have begun its second piece"
        closed, _, _ = select.select([words], [], [], 30.0)
        assert closed, "the output of both stays open as long as the worker lives"
        assert words.read() == ""
