"""The figures of the test split, measured once for the code as it stands and kept in `data/measured.json`, so that a release tells them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.evaluate.account import account
from pipeline.evaluate.goldset import Judged
from pipeline.paths import data_file

FILE = "measured.json"
KEPT = ("documents", "types", "sure")


def measured() -> dict[str, Any]:
    """What was kept: `stage` (the version of the stages that was measured), `gold`, and the account; empty where nothing was."""
    path = data_file("pipeline.evaluate", FILE)
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def write_measured(judged: Sequence[Judged], stage: str, gold: str, path: Path) -> None:
    """Keep rates and reliability of these documents; figures are rounded to four digits, so that the file changes where they do."""
    whole = account(judged)
    told = {"stage": stage, "gold": gold, **_rounded({name: whole[name] for name in KEPT})}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _rounded(value: Any) -> Any:  # noqa: ANN401 - JSON has no type
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(one) for one in value]
    return round(value, 4) if isinstance(value, float) else value
