"""A claim and the notes that its own words call."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest

from pipeline.extract.anchor import Citer
from pipeline.extract.cites import CalledNotes
from pipeline.records.reading import Block, BlockKind, Note, Reading
from pipeline.records.source import Kind, Source
from pipeline.records.span import Span

TEXT = "渔港来了三次客人，又去了两次。冷库建成；船厂也建成。\n港务处记录。\n船厂年报。"
FIRST, SECOND = (Span(TEXT.index(words), TEXT.index(words) + len(words)) for words in ("港务处记录。", "船厂年报。"))


def called(*calls: tuple[str, ...]) -> CalledNotes:
    """Notes 1 and 2, each called behind these words."""
    places = [tuple(TEXT.index(words) + len(words) for words in one) for one in calls]
    notes = tuple(
        Note(1 + number, str(1 + number), words, at[0] if at else None, at)
        for number, (words, at) in enumerate(zip((FIRST, SECOND), places, strict=True))
    )
    blocks = (
        Block(BlockKind.PARA, Span(0, FIRST.start - 1)),
        Block(BlockKind.NOTE, FIRST),
        Block(BlockKind.NOTE, SECOND),
    )
    source = Source(Path("a.txt"), "a.txt", Kind.TEXT, "d" * 64, 1)
    reading = Reading(source, TEXT, TEXT, TEXT, array("L", range(len(TEXT))), blocks, notes=notes)
    return CalledNotes(reading, Citer(reading))


@pytest.mark.parametrize(
    ("calls", "quote", "marks", "point"),
    [
        ((("三次客人",), ()), "来了三次客人", ["1"], "right behind the quote"),
        ((("两次。",), ()), "来了三次客人", ["1"], "behind the sentence"),
        ((("来了",), ("三次客人",)), "来了三次客人", ["1", "2"], "within it, both"),
        ((("客人",), ("两次",)), "来了三次客人", ["1"], "the next one only"),
        ((("两次。",), ("两次。",)), "又去了两次", ["1", "2"], "two marks at one place"),
        ((("船厂也建成。",), ()), "冷库建成", [], "another clause's"),
        ((("两次。",), ()), "冷库建成", [], "the sentence before's"),
        ((("渔港",), ()), "来了三次客人", [], "before the quote"),
        (((), ()), "来了三次客人", [], "notes that nothing calls"),
        ((("两次。", "船厂也建成"), ()), "船厂也建成", ["1"], "called a second time"),
    ],
)
def test_cited_notes(calls, quote, marks, point):
    at = TEXT.index(quote)
    found = called(*calls).of(Span(at, at + len(quote)))
    assert [one.mark for one in found] == marks, point


def test_a_citation_has_words_and_place():
    (one,) = called(("三次客人",), ()).of(Span(2, 8))
    assert (one.quote, one.place.raw_start, one.place.raw_end) == ("港务处记录。", FIRST.start, FIRST.end)
