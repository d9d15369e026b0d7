"""Workers that die take their own piece with them and nothing else."""

from __future__ import annotations

import os
import time
from functools import partial

import pytest

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
    outcomes = list(work_through(time.sleep, [600], processes=1, limits=WorkLimits(seconds=1)))
    assert [outcome.result for outcome in outcomes] == [None]
    assert time.monotonic() - began < 30


def test_memory_has_its_limit() -> None:
    (outcome,) = work_through(partial(_fill, 2), [2], processes=1, limits=WorkLimits(memory=1024**3))
    assert outcome.result == "MemoryError"


def _fill(_: int, gigabytes: int) -> str:
    try:
        bytearray(gigabytes * 1024**3)
    except MemoryError:
        return "MemoryError"
    return "filled"
