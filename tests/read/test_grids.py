"""Tables: ruled with spans, three-line, and three-line ones that go on in the next column."""

from pipeline.read.pdf import read_pdf
from pipeline.records.reading import BlockKind

HEAD = ("省份", "数目", "首次结好")
ROWS = [("云南", "4", "1982年"), ("贵州", "2", "1991年"), ("海南", "6", "1994年"), ("宁夏", "3", "1996年")]
PROSE = ["　　下面的表只数到上一年年底，", "之后新签的还没有核实，留待下", "一期再补。"]


def cells(reading, table):
    return [(c.row, c.column, c.rowspan, c.colspan, reading.words(c.span) if c.span else "") for c in table.cells]


def paint_row(p, x, top, row, widths=(60, 40, 60)):
    for text, shift in zip(row, (0, widths[0], widths[0] + widths[1]), strict=True):
        p.words(x + shift + 4, top, text, 9)


def test_a_ruled_table_with_spans(pdf):
    def paint(p):
        p.words(110, 40, "表 1　各地结好数目", 9)
        for top, x0 in ((60, 60), (80, 140), (100, 60), (120, 140), (140, 60)):
            p.rule(x0, top, 300, top)
        for x in (60, 140, 220, 300):
            p.rule(x, 60, x, 140)
        for x, top, text in (
            (80, 75, "西南"),
            (160, 65, "云南"),
            (240, 65, "4"),
            (160, 85, "贵州"),
            (240, 85, "2"),
            (80, 115, "华南"),
            (160, 105, "海南"),
            (240, 105, "6"),
            (160, 125, "广西"),
            (240, 125, "8"),
        ):
            p.words(x, top, text, 9)
        p.lines(40, 200, PROSE)

    reading = read_pdf(pdf(paint))
    (table,) = reading.tables
    assert cells(reading, table) == [
        (0, 0, 2, 1, "西南"),
        (0, 1, 1, 1, "云南"),
        (0, 2, 1, 1, "4"),
        (1, 1, 1, 1, "贵州"),
        (1, 2, 1, 1, "2"),
        (2, 0, 2, 1, "华南"),
        (2, 1, 1, 1, "海南"),
        (2, 2, 1, 1, "6"),
        (3, 1, 1, 1, "广西"),
        (3, 2, 1, 1, "8"),
    ]
    assert table.caption and reading.words(table.caption) == "表1各地结好数目"


def test_a_three_line_table(pdf):
    def paint(p):
        for top in (60, 80, 165):
            p.rule(60, top, 230, top)
        for number, row in enumerate([HEAD, *ROWS]):
            paint_row(p, 60, 65 + 20 * number, row)
        p.lines(40, 200, PROSE)

    reading = read_pdf(pdf(paint))
    (table,) = reading.tables
    assert cells(reading, table) == [(r, c, 1, 1, t) for r, row in enumerate([HEAD, *ROWS]) for c, t in enumerate(row)]
    assert [cell.is_head for cell in table.cells[:4]] == [True, True, True, False]
    assert reading.words(reading.blocks[table.block].span).startswith("省份\t数目\t首次结好\n云南\t4\t1982年")
    assert [reading.words(b.span) for b in reading.blocks if b.kind is BlockKind.PARA] == ["".join(PROSE).strip()]


def test_a_three_line_table_that_goes_on_in_the_next_column(pdf):
    def paint(p):
        p.lines(20, 40, [*PROSE, *(PROSE * 6)])
        for top in (400, 420):
            p.rule(20, top, 180, top)
        for number, row in enumerate([HEAD, *ROWS[:2]]):
            paint_row(p, 20, 405 + 20 * number, row)
        for top in (40, 60, 105):
            p.rule(210, top, 370, top)
        for number, row in enumerate([HEAD, *ROWS[2:]]):
            paint_row(p, 210, 45 + 20 * number, row)
        p.lines(210, 150, PROSE * 6)

    reading = read_pdf(pdf(paint))
    (table,) = reading.tables
    assert [c[4] for c in cells(reading, table)] == [text for row in [HEAD, *ROWS] for text in row]


def test_running_text_between_rules_is_no_table(pdf):
    def paint(p):
        p.rule(40, 50, 180, 50)
        p.lines(40, 60, PROSE)
        p.rule(40, 120, 180, 120)
        p.lines(40, 140, PROSE)

    assert not read_pdf(pdf(paint)).tables


def test_a_table_without_rules(pdf):
    def paint(p):
        p.lines(60, 40, PROSE)
        for number, row in enumerate([HEAD, *ROWS]):
            paint_row(p, 60, 105 + 16 * number, row, (80, 70, 60))
        p.lines(60, 220, PROSE)

    reading = read_pdf(pdf(paint))
    (table,) = reading.tables
    assert [c[4] for c in cells(reading, table)] == [text for row in [HEAD, *ROWS] for text in row]


def test_names_in_columns_are_no_table(pdf):
    names = ("王小明", "李大为", "张三丰")

    def paint(p):
        for number in range(5):
            paint_row(p, 60, 105 + 16 * number, names, (80, 70, 60))

    assert not read_pdf(pdf(paint)).tables


def test_a_ruled_table_that_goes_on_overleaf_without_its_head(pdf):
    def grid(p, rows, top):
        for number in range(len(rows) + 1):
            p.rule(60, top + 20 * number, 220, top + 20 * number)
        for x in (60, 120, 160, 220):
            p.rule(x, top, x, top + 20 * len(rows))
        for number, row in enumerate(rows):
            paint_row(p, 60, top + 5 + 20 * number, row)

    def paint(p):
        p.lines(60, 40, PROSE)
        grid(p, [HEAD, *ROWS[:2]], 500)
        p.page()
        grid(p, ROWS[2:], 40)
        p.lines(60, 200, PROSE)

    reading = read_pdf(pdf(paint))
    (table,) = reading.tables
    assert [c[4] for c in cells(reading, table)] == [text for row in [HEAD, *ROWS] for text in row]
