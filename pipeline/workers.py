"""Work on processes that may die: what takes its worker down is named, everything else is done.

A file can kill its reader (a crash in native code, too much memory, no end). So no more pieces are under way than there are workers;
when the pool breaks, a piece that ran over its limits is lost, and the others that were under way are tried again one by one, each
in a worker of its own. `pipeline.watch` bounds a worker from within and leaves word of what happened.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from pipeline.errors import ReaderDied
from pipeline.watch import Loss, WorkLimits, last_words, watched

__all__ = ["Loss", "Outcome", "WorkLimits", "work_through"]
T = TypeVar("T")
R = TypeVar("R")

COLLECT_AFTER = 20_000  # new containers between two rounds of the collector; Python's own 700 cost 6 % of a run


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T, R]):
    """A piece and what came of it; where the worker was lost, `result` is None and `loss` says how."""

    piece: T
    result: R | None
    loss: Loss | None = None


@dataclass(slots=True)
class _Work(Generic[T, R]):
    """What workers do, where they leave word, and what is left to do, with each piece's number."""

    function: Callable[[T], R]
    limits: WorkLimits
    preload: Sequence[str]
    folder: Path
    waiting: list[tuple[int, T]]
    suspects: list[tuple[int, T]] = field(default_factory=list)

    def submit(self, pool: ProcessPoolExecutor, number: int, piece: T) -> Future[R]:
        return pool.submit(watched, self.function, self.limits, self.folder / str(number), piece)

    def pool(self, processes: int) -> ProcessPoolExecutor:
        """Workers forked from a server that has loaded the code once and no thread: neither a plain fork's locks nor spawn's price."""
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(list(self.preload))
        return ProcessPoolExecutor(processes, mp_context=context, initializer=_start)


def work_through(
    function: Callable[[T], R], pieces: Sequence[T], *, processes: int, limits: WorkLimits, preload: Sequence[str] = ()
) -> Iterator[Outcome[T, R]]:
    """`function` of each piece on `processes` workers, in the order in which they end.

    `preload` names modules that workers need, loaded once for all of them. Function, pieces and results must pickle.
    Raises `ReaderDied` where workers cannot be started at all.
    """
    with tempfile.TemporaryDirectory(prefix="youcheng-") as folder:
        work = _Work(function, limits, preload, Path(folder), list(reversed(list(enumerate(pieces)))))
        while work.waiting:
            with work.pool(processes) as pool:
                yield from _until_broken(pool, work, processes)
            for number, piece in work.suspects:
                yield _alone(work, number, piece)
            work.suspects.clear()


def _until_broken(pool: ProcessPoolExecutor, work: _Work[T, R], width: int) -> Iterator[Outcome[T, R]]:
    """Work through what waits; when the pool breaks, what was under way is lost by its own word or goes to the suspects."""
    under_way: dict[Future[R], tuple[int, T]] = {}
    broken = False
    while under_way or (work.waiting and not broken):
        while work.waiting and not broken and len(under_way) < width:
            number, piece = work.waiting.pop()
            try:
                under_way[work.submit(pool, number, piece)] = number, piece
            except BrokenProcessPool:
                work.suspects.append((number, piece))
                broken = True
            except (EOFError, ConnectionError) as error:
                raise ReaderDied("no worker can be started: the code that it would run cannot be loaded") from error
        ended, _ = wait(under_way, return_when=FIRST_COMPLETED)
        for future in ended:
            number, piece = under_way.pop(future)
            if not isinstance(future.exception(), BrokenProcessPool):
                yield Outcome(piece, future.result())
                continue
            broken, loss = True, last_words(work.folder / str(number))
            if loss.is_certain:
                yield Outcome(piece, None, loss)
            else:
                work.suspects.append((number, piece))


def _alone(work: _Work[T, R], number: int, piece: T) -> Outcome[T, R]:
    with work.pool(1) as pool:
        try:
            return Outcome(piece, work.submit(pool, number, piece).result())
        except BrokenProcessPool:
            return Outcome(piece, None, last_words(work.folder / str(number)))


def settle() -> None:
    """Let the collector leave alone what is loaded for good, and come by less often: a document is thousands of small records."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 20, 20)


def _start() -> None:
    """An interrupt ends a worker at once and without words; one thread a library, since the workers are the processes."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.environ.setdefault("OMP_NUM_THREADS", "2")
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    settle()


def _end_with_parent() -> None:
    """A worker whose run was killed ends at once: it would wait for the next piece for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
