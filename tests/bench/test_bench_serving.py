"""The load on the server at its full size (soak), and a small one that only says that the bench asks what it says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parent / "bench_serving.py"


def run(*options: str) -> str:
    return subprocess.run(
        [sys.executable, str(BENCH), *options], check=True, capture_output=True, text=True, timeout=900
    ).stdout


def test_a_small_release_is_made_served_and_measured() -> None:
    told = run("--claims", "2000", "--requests", "20")
    assert "fact page: median" in told and "search: median" in told and "20 requests" in told


@pytest.mark.soak
def test_pages_of_a_million_claims_answer_within_their_bounds() -> None:
    run()
