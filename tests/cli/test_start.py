"""What a command does not need it does not load: a run that finds nothing to do is over in the time that its imports take."""

from __future__ import annotations

import subprocess
import sys

SLOW = ("sklearn", "spacy", "prefect", "httpx", "duckdb", "datasette")


def test_the_command_line_loads_nothing_slow() -> None:
    asked = f"import sys, pipeline.cli; print(*[name for name in {SLOW!r} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=120)
    assert told.stdout.split() == []
