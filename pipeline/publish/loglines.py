"""Logs of a dataset's folder: one JSON object a line, only ever added to, each line on the disk before the call returns."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


def add_line(path: Path, record: dict[str, Any]) -> None:
    """Add `record` with the time of now as `at`."""
    line = json.dumps({**record, "at": datetime.now(UTC).isoformat(timespec="seconds")}, ensure_ascii=False)
    with path.open("a+b") as log:
        if log.tell() and os.pread(log.fileno(), 1, log.tell() - 1) != b"\n":
            log.write(b"\n")  # a line that was cut off by a crash stays alone
        log.write(line.encode() + b"\n")
        log.flush()
        os.fsync(log.fileno())


def read_lines(path: Path) -> list[dict[str, Any]]:
    """All records, oldest first; a line that was cut off by a crash is left out."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    found = []
    for line in lines:
        try:
            found.append(json.loads(line))
        except json.JSONDecodeError:
            continue
    return found
