"""One run at a time over the releases of a dataset: a lock that the system takes away from a process that dies.

`flock` on a file that stays where it is: nobody has to decide whether a lock is stale, and the name in it is for people alone.
"""

from __future__ import annotations

import fcntl
import os
import platform
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import DatasetBusy

LOCK = ".lock"
PAUSE = 0.2  # seconds between two tries


@contextmanager
def locked(folder: Path, *, wait: float = 0.0, told: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the dataset in `folder` (made if need be), after at most `wait` seconds; `told` hears once who is waited for.

    Raises `DatasetBusy` with the holder's process and host where another run has it still.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a+", encoding="utf-8") as file:
        _take(file.fileno(), folder, time.monotonic() + wait, told)
        os.ftruncate(file.fileno(), 0)
        file.write(f"process {os.getpid()} on {platform.node()}")
        file.flush()
        try:
            yield
        finally:
            os.ftruncate(file.fileno(), 0)


def _take(descriptor: int, folder: Path, until: float, told: Callable[[str], None] | None) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError as error:
            holder = os.pread(descriptor, 200, 0).decode("utf-8", "replace") or "another run"
            if time.monotonic() >= until:
                raise DatasetBusy(f"in use by {holder}", document=str(folder)) from error
        if told:
            told(holder)
            told = None
        time.sleep(PAUSE)
