"""Tables with open sides and tables whose rows no rule parts: cells all the same, head over every column."""

from __future__ import annotations

import pytest

from pipeline.read.pdf import read_pdf
from pipeline.read.sides import missing_sides

YEARS = ["1998年", "1999年", "2000年", "2001年"]


def rows(reading):
    """The words of each row of the first table, empty cells as empty words."""
    table = reading.tables[0]
    found = {}
    for cell in table.cells:
        found.setdefault(cell.row, []).append(reading.words(cell.span) if cell.span else "")
    return [found[row] for row in sorted(found)]


def open_sided(p, sides=()):
    """Rules between the rows and two verticals, none at the sides but those of `sides`."""
    for row in range(4):
        p.rule(60, 100 + 20 * row, 300, 100 + 20 * row)
    for x in (140, 220, *sides):
        p.rule(x, 100, x, 160)
    for row, words in enumerate((["港口", "班轮", "货量"], ["湛江", "周一", "多"], ["汕头", "周五", "少"])):
        for column, word in enumerate(words):
            p.words(70 + 80 * column, 105 + 20 * row, word)


@pytest.mark.parametrize("sides", [(), (60,), (300,), (60, 300)])
def test_a_table_open_at_its_sides_has_all_its_cells(pdf, sides):
    reading = read_pdf(pdf(lambda p: open_sided(p, sides)))
    assert rows(reading) == [["港口", "班轮", "货量"], ["湛江", "周一", "多"], ["汕头", "周五", "少"]]


def bars(*edges):
    return [
        {"x0": x0, "top": top, "x1": x1, "bottom": bottom, "orientation": "h" if top == bottom else "v"}
        for x0, top, x1, bottom in edges
    ]


@pytest.mark.parametrize(
    ("edges", "found", "point"),
    [
        (bars((0, 0, 90, 0), (0, 40, 90, 40), (30, 0, 30, 40)), 2, "both sides"),
        (bars((0, 0, 90, 0), (0, 40, 90, 40), (30, 0, 30, 40), (0, 0, 0, 40)), 1, "the right one is missing"),
        (bars((0, 0, 90, 0), (0, 40, 90, 40)), 0, "three-line tables have no vertical"),
        (bars((0, 0, 90, 0), (30, 0, 30, 40)), 0, "one rule is no table"),
        (bars((0, 0, 90, 0), (0, 40, 60, 40), (30, 0, 30, 40)), 0, "rules of different extent"),
        (bars((0, 0, 90, 0), (0, 40, 90, 40), (30, 60, 30, 90)), 0, "a vertical elsewhere"),
    ],
)
def test_sides(edges, found, point):
    assert len(missing_sides(edges)) == found, point


def yearbook(p, body_rule=True, stub=True):
    """Two head rows over four columns; the body has one vertical, behind the stub, or none at all."""
    for top in (100, 160, 250) if body_rule else (100, 160):
        p.rule(60, top, 300, top)
    p.rule(120 if stub else 60, 130, 300, 130)
    for x, top in ((120, 100), (210, 100), (165, 130), (255, 130)):
        if x != 120 or stub:
            p.rule(x, top, x, 160)
    if stub:
        p.rule(120, 160, 120, 250)
        p.words(75, 125, "年份")
    for x, word in ((145, "进港"), (235, "出港")):
        p.words(x, 108, word)
    for column in range(4):
        p.words(125 + 45 * column, 138, "客运货运"[2 * (column % 2) : 2 * (column % 2) + 2])
    for row, year in enumerate(YEARS):
        if stub:
            p.words(70, 170 + 18 * row, year)
        for column in range(4):
            p.words(130 + 45 * column, 170 + 18 * row, str(100 * row + 7 * column + 11))


def test_rows_that_no_rule_parts_are_rows(pdf):
    reading = read_pdf(pdf(yearbook))
    assert len(reading.tables) == 1
    assert rows(reading)[2:] == [
        [year, *(str(100 * row + 7 * column + 11) for column in range(4))] for row, year in enumerate(YEARS)
    ]
    table = reading.tables[0]
    heads = [reading.words(cell.span) for cell in table.cells if cell.is_head and cell.span]
    assert heads == ["年份", "进港", "出港", "客运", "货运", "客运", "货运"]


def test_rows_below_a_ruled_head_are_its_rows(pdf):
    reading = read_pdf(pdf(lambda p: yearbook(p, body_rule=False, stub=False)))
    assert len(reading.tables) == 1
    assert [row[-1] for row in rows(reading)[-4:]] == ["32", "132", "232", "332"]


def test_cells_of_several_lines_stay_whole(pdf):
    def paint(p):
        for top in (100, 120, 180):
            p.rule(60, top, 300, top)
        for x in (60, 180, 300):
            p.rule(x, 100, x, 180)
        p.words(70, 105, "单位")
        p.words(190, 105, "说明")
        for row in range(3):
            p.words(70, 125 + 15 * row, ["远洋航运", "有限责任", "公司"][row])
            p.words(190, 125 + 15 * row, ["船员由两地", "轮流派出，", "每季一换"][row])

    assert rows(read_pdf(pdf(paint)))[1] == ["远洋航运有限责任公司", "船员由两地轮流派出，每季一换"]
