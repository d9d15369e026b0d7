"""Numbered lists of sources: which lines are theirs, which calls call them, over pages and columns."""

from __future__ import annotations

import pytest

from pipeline.read.endnotes import HEADING, _numbers
from pipeline.read.pdf import read_pdf
from pipeline.records.reading import BlockKind

BODY = ["　　这座港口的来往很早就有人写过", "，后来的人也都照着写，没有谁去", "查过船期表，直到最近才有人查。"]
ENTRIES = [
    "[1] 航运史编写组：《渔港百年》，",
    "　　内部印行，第4页。",
    "[2] 某氏：《船期表考》，油印本。",
    "[3] 同上。",
]


def test_a_list_on_another_page_is_linked(pdf):
    def paint(p):
        p.lines(40, 60, BODY)
        p.words(190, 88, "[2]", 6)
        p.lines(40, 120, ["　　还有人另说一套[1,3]，不过也没", "有说清楚是从哪里看来的。"])
        p.page()
        p.words(40, 60, "参考文献")
        p.lines(40, 90, ENTRIES)

    reading = read_pdf(pdf(paint))
    assert [(note.mark, reading.words(note.words)) for note in reading.notes] == [
        ("1", "航运史编写组：《渔港百年》，内部印行，第4页。"),
        ("2", "某氏：《船期表考》，油印本。"),
        ("3", "同上。"),
    ]
    before = [reading.text[: note.called_at][-3:] for note in reading.notes]
    assert before == ["说一套", "有人查", "说一套"] or before == ["说一套", "人查。", "说一套"]
    assert "[" not in "".join(reading.words(b.span) for b in reading.blocks if b.kind is BlockKind.PARA)


def test_a_note_called_twice_has_both_places(pdf):
    def paint(p):
        p.lines(40, 60, ["　　渔船多了[1]，冷库也多了，来看的", "人都说好[1]，只是路远了一些。"])
        p.lines(40, 120, ["注释：", "[1] 港务处的记录。"])

    (note,) = read_pdf(pdf(paint)).notes
    assert len(note.calls) == 2 and note.called_at == note.calls[0]


def test_each_chapter_has_its_own_list(pdf):
    def paint(p):
        for number in (1, 2):
            p.lines(40, 60, [f"　　{'　冬春'[number]}天的事情说到这里[1]，下面再说", f"{'　船鱼'[number]}的事。"])
            p.lines(40, 120, ["注释", f"[1] 第{number}年的记录。"])
            p.page()

    reading = read_pdf(pdf(paint))
    for number, note in enumerate(reading.notes, 1):
        assert reading.words(note.words) == f"第{number}年的记录。"
        assert f"{'　冬春'[number]}天" in reading.text[max(0, note.called_at - 12) : note.called_at]


def test_calls_without_a_list_stay(pdf):
    reading = read_pdf(pdf(lambda p: p.lines(40, 60, ["　　渔船多了[1]，冷库也多了，来看的", "人都说好[7]。"])))
    assert not reading.notes and "[1]" in reading.text and "[7]" in reading.text


def test_a_list_ends_where_other_words_begin(pdf):
    def paint(p):
        p.lines(40, 60, ["　　渔船多了[1]，冷库也多了，来看的", "人都说好。"])
        p.lines(40, 120, ["参考文献", "[1] 港务处的记录。", "责任编辑：港务处"])

    reading = read_pdf(pdf(paint))
    assert [reading.words(note.words) for note in reading.notes] == ["港务处的记录。"]


@pytest.mark.parametrize("words", ["参考文献", "【注释】", "主要参考文献：", "References", "註釋"])
def test_headings(words):
    assert HEADING.fullmatch(words)


@pytest.mark.parametrize("words", ["参考文献的写法", "注释见后", "文献综述"])
def test_no_headings(words):
    assert not HEADING.fullmatch(words)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("[3]", ["3"]),
        ("[3,5]", ["3", "5"]),
        ("[3–5、9]", ["3", "4", "5", "9"]),
        ("⑫", ["12"]),
        ("[9-3]", []),
        ("[1-900]", []),
    ],
)
def test_numbers_of_a_call(words, numbers):
    assert _numbers(words) == numbers
