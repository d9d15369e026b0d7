"""What killed runs left lying: half parts of the work store, half releases, what tasks handed to each other, half-made links.

Only names that this program gives are touched. A dataset's own folder is swept by the run that holds its lock; the work store is
shared by the datasets of an output folder, so there a half part goes when its writer is dead or it is an hour old.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from pipeline.store.files import HALF, Where

AGE = 3600.0  # seconds: no part takes that long to write, so its writer died on another machine
FOLDERS = re.compile(r"\.(building|work)-\w+")
FILES = re.compile(r"\.(latest|claims\.jsonl|audits\.jsonl|run\.json|metrics\.prom)\.\d+")


def sweep(folder: Path, store: Where | None) -> list[str]:
    """Remove what earlier runs left half done in a dataset's folder, whose lock is held, and in the work store; says what."""
    gone = [path for path in _leftovers(folder, store) if _remove(path)]
    return sorted(path.name for path in gone)


def _leftovers(folder: Path, store: Where | None) -> Iterator[Path]:
    for path in list(folder.iterdir()) if folder.is_dir() else []:
        is_folder = path.is_dir() and not path.is_symlink()
        if (FOLDERS if is_folder else FILES).fullmatch(path.name):
            yield path
    halves = store / HALF if isinstance(store, Path) else None
    if halves and halves.is_dir():
        yield from (path for path in list(halves.iterdir()) if _is_dead(path))


def _is_dead(half: Path) -> bool:
    """Is nobody writing this part any more?"""
    words = half.name.split(".")
    try:
        old = time.time() - half.stat().st_mtime > AGE
        os.kill(int(words[1]), 0)
    except (IndexError, ValueError, ProcessLookupError):
        return True
    except OSError:  # gone, or another user's
        return False
    return old


def _remove(path: Path) -> bool:
    try:
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    except OSError:  # another run was quicker, or it is not ours to remove
        return False
    return True
