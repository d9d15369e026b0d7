"""Releases that somebody has cited or handed on are pinned, with the reason: tidying up leaves them alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.publish.loglines import add_line, read_lines
from pipeline.publish.release import DATABASE

PINS = "pins.jsonl"


def pin(folder: Path, name: str, *, why: str) -> Path:
    """Pin the release `name` of the dataset in `folder`. Raises `UsageError` for a release that is not there or no reason."""
    release = folder / name
    if Path(name).name != name or not (release / DATABASE).is_file():
        raise UsageError(f"no release '{name}' in this folder", document=str(folder))
    if not why.strip():
        raise UsageError("a pin wants a reason")
    add_line(folder / PINS, {"release": release.resolve().name, "pinned": True, "why": why})
    return release


def unpin(folder: Path, name: str, *, why: str) -> None:
    """Take the pin away again; the log keeps both. Raises `UsageError` where there is none."""
    if name not in pinned(folder):
        raise UsageError(f"release '{name}' is not pinned", document=str(folder))
    add_line(folder / PINS, {"release": name, "pinned": False, "why": why})


def pinned(folder: Path) -> dict[str, str]:
    """Pinned releases of a dataset and why each is."""
    last: dict[str, dict[str, Any]] = {str(record["release"]): record for record in read_lines(folder / PINS)}
    return {name: str(record["why"]) for name, record in last.items() if record["pinned"]}
