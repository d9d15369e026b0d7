"""Strokes, shapes and pictures of a page, each from a tiny PDF."""

import io

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.read.rules import page_strokes


def strokes(paint):
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(200, 100), initialFontName="Helvetica")
    paint(canvas)
    canvas.save()
    document = pypdfium2.PdfDocument(buffer.getvalue())
    try:
        found = page_strokes(document[0])
    finally:
        document.close()
    return tuple([tuple(round(side) for side in box) for box in boxes] for boxes in found)


def in_a_form(canvas):
    canvas.beginForm("rules")
    canvas.line(10, 10, 60, 10)
    canvas.endForm()
    canvas.translate(20, 30)
    canvas.doForm("rules")


def outlined_path(canvas):
    path = canvas.beginPath()
    path.moveTo(10, 10)
    path.lineTo(60, 10)
    path.lineTo(60, 60)
    path.close()
    canvas.drawPath(path, stroke=1, fill=0)


@pytest.mark.parametrize(
    ("paint", "expected"),
    [
        (lambda p: p.line(10, 40, 60, 40), ([(10, 60, 60, 60)], [], [], [])),  # across, from the top left
        (lambda p: p.line(10, 40, 10, 90), ([], [(10, 10, 10, 60)], [], [])),
        (lambda p: p.rect(10, 40, 2, 2, stroke=0, fill=1), ([], [], [], [])),  # a dot
        (lambda p: p.rect(10, 40, 60, 1, stroke=0, fill=1), ([(10, 59, 70, 60)], [], [], [])),  # a thin box is a rule
        (lambda p: p.rect(10, 40, 60, 30, stroke=0, fill=1), ([], [], [(10, 30, 70, 60)], [])),  # a bar of a chart
        (lambda p: p.circle(50, 50, 20, stroke=1, fill=0), ([], [], [(30, 30, 70, 70)], [])),  # nothing straight in it
        (in_a_form, ([(30, 60, 80, 60)], [], [], [])),
        (outlined_path, ([(10, 90, 60, 90)], [(60, 40, 60, 90)], [], [])),  # the line that closes it slants
    ],
)
def test_what_is_painted(paint, expected):
    assert strokes(paint) == expected


def test_an_outlined_box_is_four_strokes_and_no_shape():
    across, down, shapes, _ = strokes(lambda p: p.rect(10, 40, 60, 30, stroke=1, fill=0))
    assert sorted(across) == [(10, 30, 70, 30), (10, 60, 70, 60)]
    assert sorted(down) == [(10, 30, 10, 60), (70, 30, 70, 60)]
    assert not shapes


def test_a_picture_stands_where_its_matrix_puts_it():
    picture = ImageReader(Image.new("RGB", (4, 4)))
    assert strokes(lambda p: p.drawImage(picture, 20, 10, 50, 40))[3] == [(20, 50, 70, 90)]
