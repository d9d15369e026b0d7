"""Notes of text files: what is a list of them, and which words call them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extract.textnotes import find_text_notes
from pipeline.read.plain import read_plain
from pipeline.records.source import Kind, Source

TEXTS = [
    (
        "a headed list",
        "甲市与乙市于1981年结好[1]，后又有往来[2]。\n\n注释\n\n[1] 某甲：《河洛往来》，1999年。\n\n[2] 某乙：《岭南》，2001年。\n",
        [("1", "某甲：《河洛往来》，1999年。", "结好"), ("2", "某乙：《岭南》，2001年。", "往来")],
    ),
    (
        "brackets without a heading",
        "甲市与乙市于1981年结好[1]。此后往来不断。\n\n[1] 某甲：《河洛往来》，1999年。\n",
        [("1", "某甲：《河洛往来》，1999年。", "结好")],
    ),
    (
        "circled, headed",
        "甲市与乙市于1981年结好①。\n\n注：\n\n① 某甲：《河洛往来》，1999年。\n",
        [("1", "某甲：《河洛往来》，1999年。", "结好")],
    ),
    ("circled points are no notes", "做法有二：①互访；②互学。\n\n①互访每年一次。\n\n②互学每年两次。\n", []),
    ("a list that nobody calls, without a heading", "三点意见如下。\n\n[1] 加强往来。\n\n[2] 互派学生。\n", []),
    ("a mark without a list", "甲市与乙市于1981年结好[1]。\n", []),
    (
        "each chapter has its own",
        "甲市与乙市结好[1]。\n\n注释\n\n[1] 前一章的注。\n\n丙市与丁市结好[1]。\n\n注释\n\n[1] 后一章的注。\n",
        [("1", "前一章的注。", "结好"), ("1", "后一章的注。", "结好")],
    ),
]


@pytest.mark.parametrize(("point", "text", "expected"), TEXTS, ids=[row[0] for row in TEXTS])
def test_notes_and_their_calls(point: str, text: str, expected: list[tuple[str, str, str]]) -> None:
    reading = read_plain(Source(Path("own.txt"), "own.txt", Kind.TEXT, "", len(text)), text)
    found = [
        (note.mark, reading.words(note.words), reading.text[note.calls[0] - 2 : note.calls[0]])
        for note in find_text_notes(reading)
        if note.words
    ]
    assert found == expected, point
