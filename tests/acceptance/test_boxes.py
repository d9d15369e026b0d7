"""Boxes judged by another reader: what pdfplumber finds under a claim's boxes is what the claim quotes."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

HOLDING = 0.97  # share of the claims from the PDFs; the reading issue takes it to 1
SAID = re.compile(r"^(\d+) of (\d+) claims hold", re.MULTILINE)

pytestmark = pytest.mark.xdist_group("boxes")


def named_as_seeds(shared: Path, folder: Path) -> list[Path]:
    """Links to the PDFs of the seeds under the seeds' own stems, so that claims carry the names that gold knows."""
    links = []
    for seed in sorted((shared / "seeds").glob("*.txt")):
        link = folder / f"{seed.stem}.pdf"
        link.symlink_to((shared / "pdf" / f"{seed.stem[:3]}.pdf").resolve())
        links.append(link)
    return links


def test_boxes_hold_the_quotes(shared: Path, tmp_path: Path) -> None:
    from pipeline import run

    pdfs = tmp_path / "pdfs"
    pdfs.mkdir()
    run.build(named_as_seeds(shared, pdfs), tmp_path / "out")
    tool = [sys.executable, shared / "tools" / "check_boxes.py", tmp_path / "out" / "claims.jsonl", pdfs]
    said = subprocess.run([*tool, "--no-ocr", "--show", "20"], capture_output=True, text=True, timeout=300).stdout
    found = SAID.search(said)
    assert found, said
    hold, claims = int(found[1]), int(found[2])
    assert claims > 0
    assert hold / claims >= HOLDING, said
