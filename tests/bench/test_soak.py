"""A folder of a thousand documents: all are done, and memory does not grow with their number."""

from __future__ import annotations

import json
import resource
from pathlib import Path

import pytest

DOCUMENTS = 1_000
MEMORY = 3_000_000  # KiB, the largest process


def is_utf8(path: Path) -> bool:
    try:
        path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return False
    return True


@pytest.mark.soak
def test_a_thousand_documents(root: Path, tmp_path: Path) -> None:
    from pipeline import run

    texts = [path for path in sorted((root / "corpora" / "sample").glob("*.txt")) if is_utf8(path)]
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(DOCUMENTS):
        # A last line of its own: the same bytes under another name would be done once only.
        data = texts[number % len(texts)].read_bytes() + f"\n第{number}份。\n".encode()
        (folder / f"{number:04}.txt").write_bytes(data)
    run.build(sorted(folder.glob("*.txt")), tmp_path / "out", processes=2)
    lines = (tmp_path / "out" / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    assert len({json.loads(line)["document"] for line in lines}) == DOCUMENTS
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    assert peak < MEMORY
