"""A worker's own watch: it ends the process that takes too long or too much memory, and leaves word of what it had taken by then.

Resident memory is asked for, not address space: native libraries reserve much that they never touch. The watch is a thread, since
pdfium and the OCR let other threads run; where one does not, the alarm of `pipeline.allowance` ends the process all the same.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from pipeline.allowance import ALLOWANCE

T = TypeVar("T")
R = TypeVar("R")
PAUSE = 0.1  # seconds between two looks
MEGABYTE = 1024**2
OVER_TIME, OVER_MEMORY, CRASHED = "time", "memory", "crash"


@dataclass(frozen=True, slots=True)
class WorkLimits:
    """What one piece may take before its worker is ended: seconds (readers ask for more by the page), bytes of resident memory."""

    seconds: float = 120.0
    memory: int = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Loss:
    """Why a worker was lost (`time`, `memory`, `crash`), after how many seconds, with how many megabytes at most."""

    reason: str = CRASHED
    seconds: float = 0.0
    megabytes: int = 0

    @property
    def is_certain(self) -> bool:
        """Did the piece itself run over a limit? A crash may have been a neighbour's."""
        return self.reason != CRASHED

    def __str__(self) -> str:
        took = f"after {self.seconds:.0f} s with {self.megabytes} MB of memory"
        if self.reason == OVER_TIME:
            return f"reading it took longer than allowed: ended {took}"
        if self.reason == OVER_MEMORY:
            return f"reading it took more memory than allowed: ended {took}"
        return f"the worker that read it was lost {took}"


def watched(function: Callable[[T], R], limits: WorkLimits, word: Path, piece: T) -> R:
    """`function` of `piece` within `limits`; what it takes stands in the file `word` as long as it runs."""
    watch = _Watch(limits, word)
    ALLOWANCE.begin(limits.seconds)
    watch.start()
    try:
        return function(piece)
    finally:
        watch.stop()
        ALLOWANCE.end()


def last_words(word: Path) -> Loss:
    """What a lost worker left in `word`; an unexplained crash where it left nothing."""
    try:
        return Loss(**json.loads(word.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Loss()


class _Watch:
    """The thread that looks at time and memory."""

    def __init__(self, limits: WorkLimits, word: Path) -> None:
        self.limits, self.word = limits, word
        self.began, self.most = time.monotonic(), 0
        self.done = threading.Event()
        self.thread = threading.Thread(target=self._look, name="watch", daemon=True)

    def start(self) -> None:
        self._leave_word(CRASHED)
        self.thread.start()

    def stop(self) -> None:
        self.done.set()
        self.thread.join()

    def _look(self) -> None:
        while not self.done.wait(PAUSE):
            memory = resident_memory()
            grown = memory > self.most + 10 * MEGABYTE
            self.most = max(self.most, memory)
            if memory > self.limits.memory:
                self._end(OVER_MEMORY)
            elif ALLOWANCE.is_over():
                self._end(OVER_TIME)
            elif grown:
                self._leave_word(CRASHED)

    def _end(self, reason: str) -> None:
        self._leave_word(reason)
        os._exit(1)

    def _leave_word(self, reason: str) -> None:
        loss = Loss(reason, round(time.monotonic() - self.began, 1), self.most // MEGABYTE)
        fresh = self.word.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(loss)), encoding="utf-8")
        fresh.replace(self.word)


def resident_memory() -> int:
    """Bytes of this process in memory; where the system does not tell, the most that it ever had."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - ten times a second
            return int(file.read().split()[1]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024
