"""Work on processes that may die: what takes its worker down is named, everything else is done.

A file can kill its reader (a crash in native code, too much memory, no end). So no more pieces are under way than there are workers;
when the pool breaks, those pieces are tried again one by one, each in a worker of its own, and what kills that one is lost.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from pipeline.errors import ReaderDied

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class WorkLimits:
    """What one piece may take before its worker is ended: seconds, and bytes of memory."""

    seconds: int = 900
    memory: int = 6 * 1024**3


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T, R]):
    """A piece and what came of it; `result` is None where the worker was lost."""

    piece: T
    result: R | None


def work_through(
    function: Callable[[T], R], pieces: Sequence[T], *, processes: int, limits: WorkLimits, preload: Sequence[str] = ()
) -> Iterator[Outcome[T, R]]:
    """`function` of each piece on `processes` workers, in the order in which they end.

    `preload` names modules that workers need, loaded once for all of them. Function, pieces and results must pickle.
    Raises `ReaderDied` where workers cannot be started at all.
    """
    waiting = list(reversed(pieces))
    while waiting:
        suspects: list[T] = []
        with _pool(processes, limits, preload) as pool:
            yield from _until_broken(pool, partial(_bounded, function, limits.seconds), waiting, processes, suspects)
        for piece in suspects:
            yield _alone(function, piece, limits, preload)


def _until_broken(
    pool: ProcessPoolExecutor, work: Callable[[T], R], waiting: list[T], width: int, suspects: list[T]
) -> Iterator[Outcome[T, R]]:
    """Work through `waiting` from its end; when the pool breaks, what was under way goes to `suspects`."""
    under_way: dict[Future[R], T] = {}
    while under_way or (waiting and not suspects):
        while waiting and not suspects and len(under_way) < width:
            piece = waiting.pop()
            try:
                under_way[pool.submit(work, piece)] = piece
            except BrokenProcessPool:
                suspects.append(piece)
            except (EOFError, ConnectionError) as error:
                raise ReaderDied("no worker can be started: the code that it would run cannot be loaded") from error
        ended, _ = wait(under_way, return_when=FIRST_COMPLETED)
        for future in ended:
            piece = under_way.pop(future)
            if isinstance(future.exception(), BrokenProcessPool):
                suspects.append(piece)
            else:
                yield Outcome(piece, future.result())


def _alone(function: Callable[[T], R], piece: T, limits: WorkLimits, preload: Sequence[str]) -> Outcome[T, R]:
    with _pool(1, limits, preload) as pool:
        try:
            return Outcome(piece, pool.submit(_bounded, function, limits.seconds, piece).result())
        except BrokenProcessPool:
            return Outcome(piece, None)


def _pool(processes: int, limits: WorkLimits, preload: Sequence[str]) -> ProcessPoolExecutor:
    """Workers forked from a server that has loaded the code once and no thread: neither a plain fork's locks nor spawn's price."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    return ProcessPoolExecutor(processes, mp_context=context, initializer=_start, initargs=(limits.memory,))


def _start(memory: int) -> None:
    """Bound the worker's memory; an interrupt ends it at once and without words."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    with contextlib.suppress(ImportError, ValueError, OSError):  # not every system knows the limit
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (memory if hard < 0 else min(memory, hard), hard))


def _bounded(function: Callable[[T], R], seconds: int, piece: T) -> R:
    """The alarm's default action ends the process, in native code too."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(seconds)
    try:
        return function(piece)
    finally:
        signal.alarm(0)
