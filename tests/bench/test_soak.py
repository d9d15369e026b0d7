"""A folder of a thousand documents: all are done, and memory does not grow with their number."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from made_corpus import make_corpus

DOCUMENTS = 1_000
MEMORY = 3_000_000  # KiB, the largest process


@pytest.mark.soak
def test_a_thousand_documents(tmp_path: Path) -> None:
    from pipeline import run

    paths = make_corpus(tmp_path / "many", DOCUMENTS)
    run.build(paths, tmp_path / "out", processes=2)
    lines = (tmp_path / "out" / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    assert len({json.loads(line)["document"] for line in lines}) == DOCUMENTS
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    assert peak < MEMORY
