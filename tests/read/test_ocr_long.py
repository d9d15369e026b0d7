"""A scan as long as a book, under the default limits: it is read whole, and goes on where a killed run stopped."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from functools import partial
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from pipeline.ids import digest_bytes
from pipeline.read.ocr_settings import OcrMode, OcrSettings, can_recognise
from pipeline.read.pdf import read_pdf
from pipeline.records.source import Kind, Source
from pipeline.workers import WorkLimits, work_through

PAGES, DPI = 120, 100
LEAN = (0.0, 0.4, -0.6, 2.5)  # degrees; by turns
KILL_AFTER = 3  # pages kept
READ = "import sys; from pathlib import Path; from tests.read.test_ocr_long import read; read(Path(sys.argv[1]), Path(sys.argv[2]))"

pytestmark = pytest.mark.skipif(not can_recognise(), reason="the extra ocr is not installed")


def read(kept: Path, path: Path) -> tuple[int, Counter[int], float]:
    """Characters, characters a page and the least trust in one of them."""
    data = path.read_bytes()
    reading = read_pdf(
        Source(path, path.name, Kind.PDF, digest_bytes(data), len(data)), OcrSettings(OcrMode.AUTO, kept)
    )
    scores = reading.glyphs.scores if reading.glyphs else None
    return len(reading.text), Counter(reading.glyphs.pages if reading.glyphs else ()), min(scores or [0.0])


def scan(folder: Path, samples: list[Path]) -> Path:
    """Pages of the samples as grey pictures, each with a number of its own, some askew, with grain."""
    drawn = [
        page.render(scale=DPI / 72).to_pil().convert("L") for path in samples for page in pypdfium2.PdfDocument(path)
    ]
    chance, pages = np.random.default_rng(120), []
    for number in range(PAGES):
        picture = drawn[number % len(drawn)].rotate(
            LEAN[number % len(LEAN)], fillcolor=255, resample=Image.Resampling.BICUBIC
        )
        ImageDraw.Draw(picture).text((20, 10), str(number + 1), fill=0, font_size=24)
        grain = chance.normal(0, 6, (picture.height, picture.width))
        pages.append(Image.fromarray(np.clip(np.asarray(picture) + grain, 0, 255).astype(np.uint8)))
    path = folder / "long.pdf"
    pages[0].save(path, save_all=True, append_images=pages[1:], resolution=DPI)
    return path


def kept_in(folder: Path) -> dict[Path, int]:
    return {part: part.stat().st_mtime_ns for part in folder.rglob("*.json")}


@pytest.mark.soak
def test_a_scan_of_120_pages_is_read_whole_though_a_run_was_killed(root: Path, tmp_path: Path) -> None:
    path, kept = scan(tmp_path, sorted((root / "corpora" / "sample").glob("*.pdf"))), tmp_path / "kept"
    kept.mkdir()
    first = subprocess.Popen([sys.executable, "-c", READ, str(kept), str(path)], cwd=root)
    while len(kept_in(kept)) < KILL_AFTER and first.poll() is None:
        time.sleep(0.2)
    first.kill()
    first.wait()
    before = kept_in(kept)
    assert KILL_AFTER <= len(before) < PAGES

    began = time.monotonic()
    (outcome,) = work_through(
        partial(read, kept), [path], processes=1, limits=WorkLimits(), preload=["pipeline.read.pdf"]
    )
    assert outcome.result, str(outcome.loss)
    length, pages, _ = outcome.result
    print(f"{PAGES} pages, {length} characters, {(time.monotonic() - began) / (PAGES - len(before)):.1f} s a page")
    assert sorted(pages) == list(range(1, PAGES + 1))
    after = kept_in(kept)
    assert {part: after[part] for part in before} == before  # not read again
    assert len(after) == PAGES
