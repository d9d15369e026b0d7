"""The engine on a page of the sample corpus, as it is and laid askew; runs where the extra is installed."""

from __future__ import annotations

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from pipeline.errors import PdfWithoutText
from pipeline.ids import digest_bytes
from pipeline.read.ocr import Mark, _levelled, _rising, recognise
from pipeline.read.ocr_image import read_image
from pipeline.read.ocr_settings import OcrMode, OcrSettings, can_recognise
from pipeline.read.pdf import read_pdf
from pipeline.read.straighten import Level
from pipeline.records.source import Kind, Source

installed = pytest.mark.skipif(not can_recognise(), reason="the extra ocr is not installed")


def test_characters_reach_half_way_to_their_neighbours():
    quad = ((0.0, 0.0), (90.0, 0.0), (90.0, 30.0), (0.0, 30.0))
    read = [("沪", 15.0, 15.0, 0.9, False), ("宁", 45.0, 15.0, 0.8, True), ("1", 80.0, 15.0, 0.7, False)]
    assert _levelled(quad, read, Level(0.0, 0, 0)) == (
        Mark("沪", 0.0, 0.0, 30.0, 30.0, 0.9, False),
        Mark("宁", 30.0, 0.0, 60.0, 30.0, 0.8, True),
        Mark("1", 65.0, 0.0, 90.0, 30.0, 0.7, False),
    )


@pytest.mark.parametrize("xs", [[50, 50, 50], [95, 20, 0], [-40, 30, 400], [10.0]])
def test_no_character_stands_on_another_or_outside(xs):
    risen = _rising(list(map(float, xs)), 0.0, 90.0)
    assert risen == sorted(set(risen))
    assert risen[0] > 0 and risen[-1] < 90


@pytest.fixture(scope="module")
def sample(root):
    return next(path for path in sorted((root / "corpora" / "sample").rglob("*.pdf")))


@pytest.fixture(scope="module")
def top(sample):
    """The upper part of the sample's first page in 150 dots an inch."""
    page = pypdfium2.PdfDocument(sample)[0]
    drawn = page.render(scale=150 / 72).to_numpy()[:, :, :3]
    return np.ascontiguousarray(drawn[: len(drawn) // 4])


@installed
@pytest.mark.xdist_group("ocr")
@pytest.mark.parametrize("lean", [0.0, 3.0])
def test_words_are_read_upright_and_askew(top, sample, source_of, lean, tmp_path):
    image = Image.fromarray(top[:, :, ::-1]).rotate(-lean, fillcolor="white", resample=Image.Resampling.BICUBIC)
    path = tmp_path / "top.png"
    image.save(path, dpi=(150, 150))
    data = path.read_bytes()
    reading = read_image(Source(path, path.name, Kind.IMAGE, digest_bytes(data), len(data)))
    words = {m for m in read_pdf(source_of(sample)).text if m.isalnum()}
    read = [m for m in reading.text if m.isalnum()]
    assert len(read) > 30
    assert sum(m in words for m in read) >= 0.97 * len(read)
    assert reading.glyphs.scores and min(reading.glyphs.scores) > 0.3


@installed
def test_a_white_page_says_nothing():
    assert recognise(np.full((200, 300, 3), 255, dtype=np.uint8)).pieces == ()


def test_a_picture_is_refused_where_ocr_is_off(tmp_path):
    source = Source(tmp_path / "a.png", "a.png", Kind.IMAGE, "0" * 64, 1)
    with pytest.raises(PdfWithoutText, match="no text layer"):
        read_image(source, OcrSettings(OcrMode.NEVER))
