"""What was set in the five PDFs is read: held by the tool beside them, which wants the marks of notes in place as ⟦n⟧."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.ingest.inspect import IngestLimits, inspect
from pipeline.read.ocr_settings import OcrMode, OcrSettings
from pipeline.read.reader import read_document
from pipeline.read.report import Marks, reading_as_json

# Characters wrong at most, in percent of the running text. 003 prints a title and a part's heading that its truth leaves out.
WRONG = {"000": 0.2, "001": 0.2, "002": 0.2, "003": 0.24, "004": 0.2}


def said_of(shared: Path, stem: str, folder: Path, marks: Marks) -> str:
    """What the tool prints of one file's reading."""
    source = inspect(shared / "pdf" / f"{stem}.pdf", limits=IngestLimits())
    shown = reading_as_json(read_document(source, OcrSettings(OcrMode.NEVER)), marks=marks)
    out = folder / f"{stem}.json"
    out.write_text(json.dumps(shown, ensure_ascii=False), encoding="utf-8")
    tool = [sys.executable, shared / "tools" / "score_reading.py", out, shared / "pdf" / "truth" / f"{stem}.json"]
    return subprocess.run(tool, capture_output=True, text=True, timeout=120, check=True).stdout


@pytest.mark.acceptance
@pytest.mark.parametrize("stem", sorted(WRONG))
def test_every_block_cell_and_note_is_read(shared: Path, tmp_path: Path, stem: str) -> None:
    said = said_of(shared, stem, tmp_path, Marks.PLACED)
    wrong, (whole, blocks, ordered) = (
        float(re.findall(r"character error ([\d.]+)%", said)[0]),
        re.findall(r"blocks whole (\d+) of (\d+), in order (\d+)", said)[0],
    )
    assert wrong <= WRONG[stem], said
    assert whole == blocks == ordered, said
    cells = re.findall(r"cells (\d+) of (\d+), beyond them (\d+)", said)
    assert all(found == there and beyond == "0" for found, there, beyond in cells), said
    assert len(cells) == {"000": 3, "004": 1}.get(stem, 0), said
    notes = re.findall(r"notes (\d+) of (\d+), at places of their own in the text (\d+)", said)[0]
    assert len(set(notes)) == 1, said


@pytest.mark.acceptance
@pytest.mark.parametrize("stem", ["000", "003"])
def test_marks_taken_out_leave_nothing_else_behind(shared: Path, tmp_path: Path, stem: str) -> None:
    """With the marks out, as the contract has it, the tool counts the truth's own ⟦n⟧ as missing and nothing more."""
    truth = json.loads((shared / "pdf" / "truth" / f"{stem}.json").read_text(encoding="utf-8"))
    signs = re.findall(r"⟦\d+⟧", "".join(block["text"] for block in truth["blocks"]))
    wrong, length = re.findall(r"character error ([\d.]+)% of (\d+)", said_of(shared, stem, tmp_path, Marks.OUT))[0]
    beyond = float(wrong) - 100 * len("".join(signs)) / int(length)
    assert beyond <= WRONG[stem]
