"""The tables that reports draw, of the release that is served: each computed when it is first asked for, then kept."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.publish.opened import Release, open_release

if TYPE_CHECKING:
    from pipeline.publish.study.study import Study

# Those that count facts by something; what reports state stands beside them.
DISTRIBUTIONS = (
    "by-decade", "by-year", "by-country", "by-continent", "by-group", "by-income", "by-province", "by-region", "by-level", "activities",
)  # fmt: skip


class Studies:
    """Tables by name. Safe for several threads: one computes, the others wait for it."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._lock = folder, threading.Lock()
        self._release: Release | None = None
        self._kept: dict[str, Study] = {}

    def study(self, name: str) -> Study:
        """A table. Raises `UsageError` for one that is not there, `ReleaseError` where the release lacks its Parquet files."""
        with self._lock:
            if name not in self._kept:
                self._release = self._release or open_release(self._folder)
                self._kept[name] = self._release.table(name)
            return self._kept[name]
