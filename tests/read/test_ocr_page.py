"""Which pages go to OCR: by their text layer, by the mode, and by whether the engine is there. The engine itself is stood in for."""

from __future__ import annotations

import pytest
from PIL import Image

from pipeline.errors import PdfWithoutText, UsageError
from pipeline.read import ocr_page, ocr_settings
from pipeline.read.ocr import Mark, Recognised
from pipeline.read.ocr_settings import OcrMode, OcrSettings
from pipeline.read.pdf import read_pdf

WORDS = "济南市与和歌山县于一九八三年一月结为友好城市"
LYING = "ᚠᚢᚦᚨᚱᚲ" * 20


@pytest.fixture
def engine(monkeypatch):
    """Reads one line on each picture, a lean page's."""
    read = []

    def read_picture(picture, kept):
        read.append(picture.shape)
        piece = tuple(Mark(m, 100 + 25 * i, 200, 125 + 25 * i, 231, 0.8, False) for i, m in enumerate(WORDS))
        return Recognised(picture.shape[1], picture.shape[0], 0.02, (piece,))

    monkeypatch.setattr(ocr_page, "read_picture", read_picture)
    monkeypatch.setattr(ocr_page, "can_recognise", lambda: True)
    return read


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "picture.png"
    Image.new("L", (200, 300), 200).save(path)
    return str(path)


def scan(painter, picture):
    painter.canvas.drawImage(picture, 0, 0, 400, 600)


def settings(mode: str) -> OcrSettings:
    return OcrSettings(OcrMode(mode))


def test_a_page_that_is_a_picture_is_read_by_ocr(pdf, picture, engine):
    reading = read_pdf(pdf(lambda p: scan(p, picture)), settings("auto"))
    assert reading.text == WORDS
    assert list(reading.glyphs.scores) == pytest.approx([0.8] * len(WORDS))
    assert reading.remarks == ("page 1 was read by OCR: it holds a picture without text",)


def test_boxes_of_a_lean_page_are_the_pages_own(pdf, picture, engine):
    reading = read_pdf(pdf(lambda p: scan(p, picture)), settings("auto"))
    tops = reading.glyphs.boxes[1::4]
    assert tops[-1] - tops[0] == pytest.approx(0.02 * (len(WORDS) - 1) * 12, abs=0.2)


@pytest.mark.parametrize(
    ("mode", "text", "pages", "point"),
    [
        ("auto", WORDS, 0, "a text layer that serves"),
        ("always", WORDS, 1, "asked for"),
        ("never", WORDS, 0, "a text layer that serves"),
    ],
)
def test_modes(pdf, engine, mode, text, pages, point):
    reading = read_pdf(pdf(lambda p: p.words(40, 40, WORDS)), settings(mode))
    assert (reading.text, len(engine)) == (text, pages), point
    assert (reading.glyphs.scores is not None) == bool(pages)


def test_pages_of_both_kinds_in_one_document(pdf, picture, engine):
    def paint(p):
        p.words(40, 40, WORDS[:11])
        p.page()
        scan(p, picture)

    reading = read_pdf(pdf(paint), settings("auto"))
    scores = {round(score, 1) for score in reading.glyphs.scores}
    assert scores == {-1.0, 0.8}
    assert set(reading.glyphs.pages) == {1, 2}


@pytest.mark.parametrize(
    ("mode", "there", "says"),
    [("never", True, "OCR (auto or always)"), ("auto", False, "install youcheng[ocr]")],
)
def test_a_scan_that_nobody_reads_is_refused_with_the_way_out(pdf, picture, monkeypatch, mode, there, says):
    monkeypatch.setattr(ocr_page, "can_recognise", lambda: there)
    monkeypatch.setattr(ocr_settings, "can_recognise", lambda: there)
    with pytest.raises(PdfWithoutText) as caught:
        read_pdf(pdf(lambda p: scan(p, picture)), settings(mode))
    assert says in caught.value.message


def test_always_without_the_engine_is_a_wrong_call(pdf, monkeypatch):
    monkeypatch.setattr(ocr_settings, "can_recognise", lambda: False)
    with pytest.raises(UsageError, match=r"youcheng\[ocr\]"):
        read_pdf(pdf(lambda p: p.words(40, 40, WORDS)), settings("always"))
