"""Pieces that go on elsewhere are tied together; the end of another piece is told apart."""

from pipeline.read.pdf import read_pdf
from pipeline.read.report import reading_as_json

START = ["　　两市的林业站每年交换树种，", "十年下来城里多了许多新树，居", "民也渐渐（下转第31页）"]
OTHER = ["和渔船的修理办法，港口的人们", "都说这是最要紧的一件事。"]
REST = ["（上接第12页）叫得出它们的名字", "，春天里还一起去看花。"]


def test_start_and_continuation_are_tied(pdf):
    def paint(p):
        p.words(190, 570, "12", 8)
        p.lines(40, 60, START)
        p.page()
        p.words(190, 570, "31", 8)
        p.lines(40, 60, OTHER)
        p.rule(40, 110, 180, 110)
        p.lines(40, 130, REST)

    shown = reading_as_json(read_pdf(pdf(paint)))["blocks"]
    start, other, rest = shown[:3]
    assert start["text"].endswith("（下转第31页）")
    assert other["text"] == "".join(OTHER) and other["foreign"]
    assert rest["text"].startswith("（上接第12页）") and rest["continues"] == 0
    assert "foreign" not in rest and "foreign" not in start
