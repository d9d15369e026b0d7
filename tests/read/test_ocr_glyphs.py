"""OCR's pieces become glyphs in an order that the line and column steps understand."""

from __future__ import annotations

from pipeline.read.lines import page_lines
from pipeline.read.ocr import Mark, Recognised
from pipeline.read.ocr_glyphs import even_sizes, glyphs_of


def piece(text: str, x: float, top: float, pitch: float = 25, height: float = 31) -> tuple[Mark, ...]:
    return tuple(
        Mark(mark, x + at * pitch, top, x + (at + 1) * pitch, top + height, 0.9, False) for at, mark in enumerate(text)
    )


def texts(*pieces: tuple[Mark, ...]) -> list[str]:
    return [line.text for line in page_lines(1, glyphs_of(Recognised(1240, 1754, 0.0, pieces), 0.48))]


def test_lines_come_from_the_top_in_whatever_order_the_engine_found_them():
    assert texts(piece("南京与名古屋结好", 100, 200), piece("友城概况", 100, 100)) == ["友城概况", "南京与名古屋结好"]


def test_two_pieces_of_one_line_are_one():
    assert texts(piece("成都与蒙彼利埃", 100, 100), piece("于一九八一年结好", 290, 103)) == [
        "成都与蒙彼利埃于一九八一年结好"
    ]


def test_lines_of_two_columns_stay_apart_though_the_gutter_is_narrow():
    rows = [(piece("左栏的这一行文字", 100, y), piece("右栏的这一行文字", 328, y)) for y in (100, 140, 180)]
    assert texts(*(one for row in rows for one in row)) == ["左栏的这一行文字"] * 3 + ["右栏的这一行文字"] * 3


def test_an_em_is_the_distance_of_chinese_characters_not_the_height_of_the_box():
    glyphs = glyphs_of(Recognised(1240, 1754, 0.0, (piece("昆明与库里蒂巴", 100, 100, height=29),)), 0.48)
    assert {round(glyph.size, 2) for glyph in glyphs} == {12.0}
    assert all(glyph.score == 0.9 for glyph in glyphs)


def test_sizes_that_differ_little_are_the_bodys():
    pages = [
        piece("正文第一行的文字", 100, 100),
        piece("正文第二行的文字", 100, 150, pitch=25.9),
        piece("大标题文字", 100, 40, pitch=40, height=50),
    ]
    lines = page_lines(1, glyphs_of(Recognised(1240, 1754, 0.0, tuple(pages)), 0.48))
    even_sizes(lines)
    assert sorted(line.size for line in lines)[0] == sorted(line.size for line in lines)[1]
    assert max(line.size for line in lines) == 19.0
    assert {glyph.size for glyph in lines[0].glyphs} == {lines[0].size}
