"""Classes of layout found on real pages, each painted anew: what must not be taken for a column, a head, a heading or a caption."""

from __future__ import annotations

import pytest

from pipeline.read.order import Gutter, find_gutters
from pipeline.read.pdf import read_pdf
from pipeline.read.styles import Body, is_caption
from pipeline.records.reading import BlockKind


class Piece:
    """A stretch of text where it stands."""

    def __init__(self, x0: float, top: float, x1: float):
        self.x0, self.top, self.x1, self.bottom = x0, top, x1, top + 10
        self.size, self.column, self.band = 10.0, 0, 0


def column(x0: float, x1: float, tops: range, shift: float = 0.0) -> list[Piece]:
    return [Piece(x0 + shift, top, x1) for top in tops]


@pytest.mark.parametrize(
    ("right", "point"),
    [
        (column(220, 380, range(0, 60, 15)) + column(220, 380, range(60, 180, 15), 21), "most lines are indented"),
        (column(220, 380, range(0, 180, 15)), "none is"),
        (column(220, 380, range(0, 60, 15)) + column(300, 380, range(60, 180, 15)), "half stand beside a picture"),
    ],
)
def test_a_column_begins_where_its_leftmost_lines_do(right: list[Piece], point: str) -> None:
    found = find_gutters(column(30, 190, range(0, 180, 15)) + right)
    assert [gutter.right for gutter in found] == [220], point
    assert isinstance(found[0], Gutter)


def kinds(reading):
    return [(block.kind, reading.words(block.span)) for block in reading.blocks]


def test_words_in_the_middle_of_pages_are_no_running_head(pdf):
    def paint(p):
        for number in range(4):
            p.words(40, 20, "港务月报", 8)
            p.words(40, 200, "□有□无")
            for top in (230, 260, 290):
                p.rule(40, top, 300, top)
            for x in (40, 170, 300):
                p.rule(x, 230, x, 290)
            for row, words in enumerate(("船名", f"青鸟{number}")):
                p.words(60, 240 + 30 * row, words)
                p.words(190, 240 + 30 * row, "吨位千吨"[2 * row : 2 * row + 2])
            p.words(190, 570, str(number + 7), 8)
            p.page()

    found = kinds(read_pdf(pdf(paint)))
    assert [words for kind, words in found if kind is BlockKind.FURNITURE].count("港务月报") == 4
    assert all(kind is not BlockKind.FURNITURE for kind, words in found if "有" in words)


def test_the_caption_of_a_table_on_every_page_is_no_running_head(pdf):
    def paint(p):
        for number in range(1, 5):
            p.words(40, 20, f"表 5-2 各港班轮（续{number}）", 12)
            p.lines(40, 60, ["　　这一页说的是当年春秋两季开出的班轮，", "和它们装了些什么货，运到了哪里。"])
            p.page()

    found = kinds(read_pdf(pdf(paint)))
    assert [kind for kind, words in found if words.startswith("表5-2")] == [BlockKind.CAPTION] * 4


def test_a_full_line_in_other_type_is_prose_all_the_same(pdf):
    """Bold first words, or a number at the line's start, make no heading of a paragraph's line."""

    def paint(p):
        for top in (60, 150, 240):
            p.lines(40, top, ["　　渔港的人说，船来了就有生意，", "船走了就等下一条船，等到的时候"])
            p.words(40, top + 30, "38 nautical miles and 122 crates of", 10, "Helvetica")
            p.words(40, top + 45, "fish were the first that they shipped", 10, "Helvetica")

    found = kinds(read_pdf(pdf(paint)))
    assert all(kind is not BlockKind.HEADING for kind, _ in found)


class Typed:
    """A line as `is_caption` asks it."""

    def __init__(self, text: str, size: float = 10.0, font: int = 0):
        self.text, self.size, self.font = text, size, font


@pytest.mark.parametrize(
    ("text", "size", "expected", "point"),
    [
        ("图2.各港班轮的来源。", 9, True, "a point behind the number, a full stop at the end"),
        ("图2.各港班轮的来源。", 9, True, "a colon"),
        ("表5-2各港班轮", 12, True, "larger than the text"),
        ("表5-2各港班轮", 10, False, "the text's own type may be prose"),
        ("图2各港班轮的来源已经说过。", 9, False, "a sentence about it"),
        ("表5-2和表5-3都说明了这一点，", 12, False, "a sentence that goes on"),
    ],
)
def test_captions(text: str, size: float, expected: bool, point: str) -> None:
    assert is_caption(Typed(text, size), Body(10.0, 0)) is expected, point
