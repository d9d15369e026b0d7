"""Prefect's settings, put into the environment before Prefect is imported, since it reads them once; what is set already stays.

The temporary server takes longer than its default 20 s on a busy machine; nothing is sent anywhere, and of a run nothing is kept
outside the output folder.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

DEFAULTS = {
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",  # the flow's own summary closes a run
    "DO_NOT_TRACK": "1",
}


def prepare(out: Path | None = None) -> None:
    """Set what is not set. With `out`, Prefect's database lies in `out`/.prefect unless `PREFECT_HOME` says otherwise."""
    for name, value in DEFAULTS.items():
        os.environ.setdefault(name, value)
    if out is not None:
        home = Path(os.environ.setdefault("PREFECT_HOME", str((out / ".prefect").absolute())))
        home.mkdir(parents=True, exist_ok=True)  # Prefect makes the last folder only


def named_out(arguments: Sequence[str]) -> Path | None:
    """The folder that `--out` names on a command line that nobody has parsed yet."""
    for word, following in zip(arguments, [*arguments[1:], ""], strict=True):
        if word == "--out" and following:
            return Path(following)
        if word.startswith("--out="):
            return Path(word.removeprefix("--out="))
    return None
