"""Which release is the latest one, and who made it so: `latest` moves in one step, `promotions.jsonl` says when, by whom and why.

A release that breaks an expectation stays a candidate beside the latest one until a person promotes it by name.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import ReleaseError, UsageError
from pipeline.publish.loglines import add_line, read_lines
from pipeline.publish.release import AUDITS, CLAIMS, DATABASE, LATEST, REPORT

# Links beside `latest`, for programs that ask for these files in the output folder itself.
SHOWN = (CLAIMS, AUDITS, REPORT)
LOG = "promotions.jsonl"


def latest(folder: Path) -> Path | None:
    """The folder of the latest release of a dataset, or None."""
    link = folder / LATEST
    return link.resolve() if (link / DATABASE).is_file() else None


def promote(folder: Path, name: str, *, by: str, why: str, broken: Sequence[str] = ()) -> Path:
    """Make the release `name` in `folder` the latest one and record it. Raises `UsageError` for a release that is not there."""
    release = folder / name
    if Path(name).name != name or not (release / DATABASE).is_file():
        raise UsageError(f"no release '{name}' in this folder", document=str(folder))
    before = latest(folder)
    told = promotions(folder)
    known = told[-1]["release"] if told else None
    record = {"release": name, "before": before.name if before else None, "by": by, "why": why, "broken": list(broken)}
    point(folder, name)
    if before is None or before.name != name or known != name:  # a run killed between link and record left none
        add_line(folder / LOG, record | ({"before": known} if before and before.name == name else {}))
    return release


def point(folder: Path, name: str) -> None:
    """Point `latest` and the links beside it to a release, each in one step."""
    _link(folder / LATEST, Path(name))
    for shown in SHOWN:
        _link(folder / shown, Path(LATEST) / shown)


def promotions(folder: Path) -> list[dict[str, Any]]:
    """What was promoted in this folder, oldest first; a line that was cut off by a crash is left out."""
    return read_lines(folder / LOG)


def _link(link: Path, target: Path) -> None:
    """Point `link` to `target` in one step. Raises `ReleaseError` where something else than a link stands there."""
    if link.exists() and not link.is_symlink():
        raise ReleaseError("a file of another make is in the way", document=str(link))
    new = link.with_name(f".{link.name}.{os.getpid()}")
    new.unlink(missing_ok=True)
    new.symlink_to(target)
    new.replace(link)
