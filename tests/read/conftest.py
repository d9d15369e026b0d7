"""Tiny PDFs made on the spot: a painter puts words where a test wants them, in any order, and hands over the Source."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.ids import digest_bytes
from pipeline.records.source import Kind, Source

SONG, BOLD = "STSong-Light", "Helvetica-Bold"
WIDTH, HEIGHT = 400, 600


class Painter:
    """A canvas with the origin at the top left; sizes in points."""

    def __init__(self, path: Path, **options: object) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(SONG))
        self.canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1, **options)

    def words(self, x: float, top: float, text: str, size: float = 10, font: str = SONG) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, HEIGHT - top - size, text)

    def lines(self, x: float, top: float, texts: list[str], size: float = 10, pitch: float = 15) -> float:
        for number, text in enumerate(texts):
            self.words(x, top + number * pitch, text, size)
        return top + len(texts) * pitch

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> None:
        self.canvas.line(x0, HEIGHT - top, x1, HEIGHT - bottom)

    def page(self) -> None:
        self.canvas.showPage()


@pytest.fixture
def pdf(tmp_path: Path) -> Callable[..., Source]:
    def make(paint: Callable[[Painter], None], name: str = "a.pdf", **options: object) -> Source:
        path = tmp_path / name
        painter = Painter(path, **options)
        paint(painter)
        painter.canvas.save()
        return _source(path)

    return make


@pytest.fixture
def source_of() -> Callable[[Path], Source]:
    return _source


def _source(path: Path) -> Source:
    data = path.read_bytes()
    return Source(path, path.name, Kind.PDF, digest_bytes(data), len(data))
