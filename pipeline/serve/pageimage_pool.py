"""The processes that draw and read pages for the server: few, bounded, and replaced when one dies."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from typing import TypeVar

from pipeline.errors import ReaderDied
from pipeline.serve.pageimage_worker import begin, limited

T = TypeVar("T")
PROCESSES = 2
SECONDS = 20.0  # of one page; a long document's text may take more
TRIES = 2  # a piece may have been under way beside the one that took the pool down
PRELOAD = ("pipeline.serve.pageimage_worker", "pypdfium2", "PIL.PngImagePlugin")


class PagePool:
    """Workers that are started when the first page is asked for."""

    def __init__(self, processes: int = PROCESSES) -> None:
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()

    async def do(self, work: Callable[..., T], *given: object, seconds: float = SECONDS) -> T:
        """What a function of `pageimage_worker` gives. Raises `ReaderDied` where its process did not live to say, and its own errors."""
        for _ in range(TRIES):
            pool = self._started()
            try:
                return await asyncio.wrap_future(pool.submit(limited, seconds, work, *given))
            except BrokenProcessPool:
                self._drop(pool)
        raise ReaderDied("the page could not be shown: its process came to an end or took too long")

    def warm(self) -> None:
        """Start the workers now, so that the first reader need not wait for them."""
        pool = self._started()
        for _ in range(self._processes):
            pool.submit(limited, SECONDS, _nothing)

    def close(self) -> None:
        """End the workers."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool:
            pool.shutdown(wait=False, cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                context = multiprocessing.get_context("forkserver")
                context.set_forkserver_preload(list(PRELOAD))
                self._pool = ProcessPoolExecutor(
                    self._processes, mp_context=context, initializer=begin, initargs=(os.getpid(),)
                )
            return self._pool

    def _drop(self, broken: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is broken:
                self._pool = None
        broken.shutdown(wait=False, cancel_futures=True)


@cache
def shared_pool() -> PagePool:
    """The workers of this process, whatever releases it serves."""
    return PagePool()


def _nothing() -> None:
    """What a worker does that is only to be there."""
