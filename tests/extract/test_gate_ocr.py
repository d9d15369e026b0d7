"""What OCR read says so, and is believed as far as the engine believed itself."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest

from pipeline.extract.gate import cite
from pipeline.records.claim import Draft, PairBody, PlaceRef, Relation
from pipeline.records.reading import NOT_OCR, Block, BlockKind, Glyphs, Reading
from pipeline.records.source import Kind, Source
from pipeline.records.span import Span

WORDS = "扬州与奈良结好"
BODY = PairBody(
    PlaceRef("扬州", "CN-3210", "扬州市", "Yangzhou", "CN"),
    PlaceRef("奈良", "JP-29201", "奈良市", "Nara", "JP"),
    Relation.SISTER,
    None,
    None,
)


def reading(scores: list[float] | None) -> Reading:
    """The words on one line of a page, each character 10 points wide."""
    boxes = array("f", [side for i in range(len(WORDS)) for side in (10.0 * i, 100.0, 10.0 * i + 10, 110.0)])
    glyphs = Glyphs(array("L", [1] * len(WORDS)), boxes, (None,), array("f", scores) if scores else None)
    source = Source(Path("a.pdf"), "a.pdf", Kind.PDF, "d" * 64, 1)
    blocks = (Block(BlockKind.PARA, Span(0, len(WORDS))),)
    return Reading(source, WORDS, WORDS, WORDS, array("L", range(len(WORDS))), blocks, glyphs=glyphs)


@pytest.mark.parametrize(
    ("scores", "ocr", "confidence", "point"),
    [
        (None, False, 0.9, "no page of the document was read by OCR"),
        ([NOT_OCR] * 7, False, 0.9, "another page was"),
        ([1.0] * 5 + [0.0, 0.1], True, 0.9, "what stands behind the quote does not count"),
        ([1.0, 0.5, 1.0, 0.5, 0.75, 0.0, 0.0], True, 0.675, "the mean of the quote's characters"),
        ([NOT_OCR, 0.5, NOT_OCR, 0.5, NOT_OCR, 0.0, 0.0], True, 0.45, "over both kinds of pages"),
    ],
)
def test_confidence_carries_the_score(scores, ocr, confidence, point):
    (claim,) = cite(reading(scores), [Draft(Span(0, 5), BODY, "rules.test", 0.9)])
    assert claim.ocr is ocr, point
    assert claim.confidence == pytest.approx(confidence, abs=1e-6), point


def test_a_cut_is_held_against_what_is_left():
    (claim,) = cite(reading([0.5] * 7), [Draft(Span(0, 5), BODY, "rules.test", 0.9)], cut=0.5)
    assert claim.rejected == "below cut: 0.450 < 0.500"
