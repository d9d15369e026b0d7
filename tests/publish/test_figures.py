"""The list of figures: what a chart shows is known only where somebody read its labels."""

from __future__ import annotations

import csv
from array import array
from dataclasses import replace
from pathlib import Path

from pipeline.publish.figures import figure_rows, pictures_of
from pipeline.publish.release import ReleaseContent, write_release
from pipeline.records.claim import Claim, Place
from pipeline.records.picture import Picture
from pipeline.records.reading import Block, BlockKind, Figure, Glyphs, Reading
from pipeline.records.source import Kind, Source
from pipeline.records.span import Span

WORDS = ["图1：客运", "45%海运", "图2：货运", "港务处", "图片都在这里"]
KINDS = [BlockKind.CAPTION, BlockKind.FIGURE, BlockKind.CAPTION, BlockKind.FIGURE, BlockKind.CAPTION]
INSIDE = Place(page=1, boxes=((1, 20.0, 20.0, 40.0, 30.0),))


def reading() -> Reading:
    """Page 1 labelled v: a captioned chart with labels, a caption without a picture, a logo, a caption of no figure."""
    text, blocks = "", []
    for kind, words in zip(KINDS, WORDS, strict=True):
        text += "\n" if text else ""
        blocks.append(Block(kind, Span(len(text), len(text) + len(words))))
        text += words
    glyphs = Glyphs(array("L", [1] * len(text)), array("f", [0.0] * 4 * len(text)), ("v",))
    chart = Figure(1, (10.0, 10.0, 90.0, 60.0), 1, 1, blocks[0].span)
    logo = Figure(1, (200.0, 10.0, 240.0, 60.0), 3, 3)
    source = Source(Path("a.pdf"), "a.pdf", Kind.PDF, "d" * 64, 1)
    return Reading(
        source, text, text, text, array("L", range(len(text))), tuple(blocks), glyphs=glyphs, figures=(chart, logo)
    )


def test_captioned_and_numbered_figures_are_listed(claims: list[Claim]) -> None:
    assert [(one.caption, one.words, one.claims, one.page_label) for one in pictures_of(reading(), ())] == [
        ("图1：客运", "45%海运", 0, "v"),
        ("图2：货运", None, 0, "v"),
    ]


def test_claims_that_stand_in_a_figure_are_counted(claims: list[Claim]) -> None:
    placed = [replace(claim, place=INSIDE) for claim in claims]
    kept = sum(claim.rejected is None for claim in claims)
    assert [one.claims for one in pictures_of(reading(), placed)] == [kept, 0]


def test_the_release_has_a_row_a_figure_in_one_order(content: ReleaseContent, tmp_path: Path) -> None:
    pictures = [
        Picture(2, None, (2, 1.0, 2.0, 3.0, 4.0), "图2", None, 0),
        Picture(1, "i", None, "图1", None, 0),
        Picture(None, None, None, "图3", "7", 1),
    ]
    pictured = tuple(("a.pdf", "d" * 64, one) for one in pictures)
    release = write_release(tmp_path, replace(content, pictured=pictured), {})
    with (release / "csv" / "figures.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["caption"], row["page"], row["box"], row["claims"]) for row in rows] == [
        ("图3", "", "", "1"),
        ("图1", "1", "", "0"),
        ("图2", "2", "[2, 1.0, 2.0, 3.0, 4.0]", "0"),
    ]
    assert list(figure_rows(pictured)) == list(figure_rows(reversed(pictured)))
