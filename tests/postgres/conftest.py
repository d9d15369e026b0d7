"""One server for all tests of this room, started when the first one asks for it."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from own_postgres import Server, programs, serving

NO_POSTGRES = "no PostgreSQL server programs; `make postgres` installs them"  # tests/conftest.py counts them aloud


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A server; skipped aloud (tests/conftest.py) where its programs are not installed."""
    bin_folder = programs()
    if bin_folder is None:
        pytest.skip(NO_POSTGRES)
    # Not pytest's own folder: root's is closed to the user that the server runs as.
    with tempfile.TemporaryDirectory(prefix="youcheng-postgres-") as name, serving(bin_folder, Path(name)) as server:
        yield server
