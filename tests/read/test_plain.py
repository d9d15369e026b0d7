"""Plain text onto the spine: blocks, tables, and every character's place in the source."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SourceEmpty
from pipeline.read.plain import read_plain
from pipeline.records.reading import BlockKind, Reading
from pipeline.records.source import Kind, Source


def read(raw: str) -> Reading:
    return read_plain(Source(Path("a.txt"), "a.txt", Kind.TEXT, "0" * 64, len(raw)), raw)


def blocks(raw: str) -> list[tuple[str, str]]:
    reading = read(raw)
    return [(block.kind.value, reading.words(block.span)) for block in reading.blocks]


WRAPPED = """一、往来的开始

福冈市的港口代表团在那一年的春天乘船来到广州，市里的干部到码头迎

接。双方谈了水果、船期和学生交换，商定秋天再谈，此后每年春秋各一

次，直到今天。
"""


def test_hard_line_ends_with_blank_lines_between_join() -> None:
    found = blocks(WRAPPED)
    assert found[0] == ("heading", "一、往来的开始")
    assert found[1][1].endswith("直到今天。") and "迎接。" in found[1][1]
    assert len(found) == 2


def test_entries_of_a_list_stay_apart() -> None:
    found = blocks(
        "友好城市名单\n日本奈良市（1974年2月1日）\n法国波城市（1986年4月8日）\n英国爱丁堡市（1985年4月16日）\n"
    )
    assert len(found) == 4


def test_a_date_cut_by_the_line_end_joins() -> None:
    assert blocks("代表团到访的时间是2015\n年7月。\n") == [("para", "代表团到访的时间是2015年7月。")]


NARROW_THEN_WIDE = [
    "港口的老人都说，从前很少有人远道而来，\n秋天的渔港博览会上，来宾们先看了码头，\n后来又看了新修的渔船和冷库，客人里有18\n名是第一次到这里，他们在港口住了三个晚\n",
    "上，主人每晚都陪着他们，同他们谈渔业、谈船员培训，也谈两个港口\n以后怎样轮流办博览会，第二年春天轮到对方办，请柬已经写好。\n",
]


def test_a_first_line_is_short_by_its_indent() -> None:
    """Behind a heading the blanks that set the line in are lost; the lines behind it are two characters wider."""
    words = (
        "从前港口之间没有什么来往，老人们只听说海那边也打鱼，却没有去过，\n年轻人倒想去看看，只是船小，风浪又大，走不了那么远的路。\n二、港口之间有来往的头几年\n\n"
        "四月间，港口的渔船都换上了\n\n新的船员，他们从海那边来，都住\n\n在港口旁，夜里一起唱歌、喝喝茶。\n"
    )
    assert [kind for kind, _ in blocks(words)] == ["para", "heading", "para"]


def test_a_paragraph_goes_on_where_its_column_changes_its_width() -> None:
    assert len(blocks("".join(NARROW_THEN_WIDE))) == 1


@pytest.mark.parametrize(
    "lines",
    [
        ["到 2 0 1 4 年 1 1 月 3 日 ， 港 口 有 2 7", "条 渔 船 、 驳 船 、 客 船 （ 不 算 邻 县"],
        ["在 1 9 9 8 年 1 0 月 ， 来 客 共 4 1 2", "位 ， 住 在 港 口 、 渔 村 和 旧 城 里 的"],
    ],
)
def test_letter_spaced_digits_are_as_wide_as_they_look(lines: list[str]) -> None:
    wide = "这一年的来往比从前多，渔业、港口、学校和医院都有人来，也都有人去，来去之间生意也多了起来。"
    assert len(blocks("\n\n".join([wide, *lines, "人 都 很 高 兴 ， 都 说 明 年 再 来 。"]))) == 2


def test_note_marks_on_lines_of_their_own_join_their_neighbours() -> None:
    assert blocks("两市的往来由此开始，\n[3]\n后来又有了学生的交换。\n") == [
        ("para", "两市的往来由此开始，后来又有了学生的交换。")
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("表2 各省的友城", "caption"),
        ("（一）往来", "heading"),
        ("第二章 概况", "heading"),
        ("第二章 概况 ........ 12", "toc"),
        ("摘 要：本文谈友城。", "abstract"),
        ("① 王某：《友城》，1999年。", "note"),
        ("— 12 —", "furniture"),
        ("82.9%。其中一半在东部，另一半在西部。", "para"),
    ],
)
def test_kinds_of_lines(line: str, kind: str) -> None:
    assert blocks(f"开头的一句话。\n\n{line}\n\n末尾的一句话。\n")[1][0] == kind


def test_rows_become_a_table_with_its_caption() -> None:
    reading = read("表1 三地的友城\n城市 外方 时间\n西安 奈良 1974\n广州 福冈 1979\n")
    (table,) = reading.tables
    assert table.caption is not None and reading.words(table.caption) == "表1三地的友城"
    assert [reading.words(c.span) for c in table.cells if c.span and c.row == 2] == ["广州", "福冈", "1979"]


def test_bars_part_cells_and_empty_cells_stay() -> None:
    reading = read("甲 | 乙 | 丙\n1 | | 3\n")
    cells = [c for c in reading.tables[0].cells if c.row == 1]
    assert [c.span and reading.words(c.span) for c in cells] == ["1", None, "3"]


def test_nothing_but_blanks_is_an_error() -> None:
    with pytest.raises(SourceEmpty):
        read(" \n\u3000\n\ufeff")


@given(st.text("友城结好1２ab 　\n\r\t。，|（）-#*<p>", min_size=1, max_size=200))
def test_every_clean_character_is_the_source_character_at_its_offset(raw: str) -> None:
    try:
        reading = read(raw)
    except SourceEmpty:
        return
    assert len(reading.text) == len(reading.shadow) == len(reading.offsets)
    assert all(raw[o] == c for o, c in zip(reading.offsets, reading.text, strict=True) if c not in "\n ")
    assert list(reading.offsets) == sorted(reading.offsets)
    assert all(reading.text[b.span.start : b.span.end].strip() for b in reading.blocks if b.kind is not BlockKind.TABLE)
