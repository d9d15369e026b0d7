"""The figures of documents: bars and sectors are never measured, so what a chart shows is known only where its labels say it.

Listed are figures with a caption or with numbers in them (a logo or a portrait is neither), and captions whose picture was not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.publish.facttables import Row
from pipeline.records.claim import Claim
from pipeline.records.picture import Picture
from pipeline.records.reading import BlockKind, Figure, Reading
from pipeline.records.span import Span

COLUMNS = "document document_digest page:int page_label box caption words claims:int"
_OF_A_FIGURE = re.compile(r"附?[图圖]\s*[\d一二三四五六七八九十]|Fig", re.IGNORECASE)
_DIGIT = re.compile(r"\d")

Pictured = tuple[str, str, Picture]  # a document's name and digest, and a figure in it


def pictures_of(reading: Reading, claims: Sequence[Claim]) -> tuple[Picture, ...]:
    """The figures of a document, in reading order; `claims` are all that were taken from it."""
    kept = [claim for claim in claims if claim.rejected is None]
    placed = [(one.before, _picture(reading, one, kept)) for one in reading.figures if _is_listed(reading, one)]
    named = {one.caption for one in reading.figures if one.caption}
    alone = [
        (number, _alone(reading, block.span))
        for number, block in enumerate(reading.blocks)
        if block.kind is BlockKind.CAPTION and block.span not in named and _OF_A_FIGURE.match(reading.words(block.span))
    ]
    return tuple(picture for _, picture in sorted([*placed, *alone], key=lambda one: one[0]))


def _is_listed(reading: Reading, figure: Figure) -> bool:
    words = reading.words(reading.blocks[figure.block].span) if figure.block is not None else ""
    return figure.caption is not None or _DIGIT.search(words) is not None


def _picture(reading: Reading, figure: Figure, kept: Sequence[Claim]) -> Picture:
    words = reading.words(reading.blocks[figure.block].span) if figure.block is not None else None
    caption = reading.words(figure.caption) if figure.caption else None
    box = (figure.page, *(round(side, 2) for side in figure.box))
    inside = sum(any(_stands_in(one, box) for one in claim.place.boxes or ()) for claim in kept)
    return Picture(figure.page, _label(reading, figure.page), box, caption, words, inside)


def _alone(reading: Reading, caption: Span) -> Picture:
    page = reading.glyphs.pages[reading.offsets[caption.start]] if reading.glyphs else None
    return Picture(page, _label(reading, page), None, reading.words(caption), None, 0)


def _label(reading: Reading, page: int | None) -> str | None:
    labels = reading.glyphs.labels if reading.glyphs else ()
    return labels[page - 1] if page is not None and page <= len(labels) else None


def _stands_in(box: tuple[float, ...], figure: tuple[float, ...]) -> bool:
    """Does the middle of a claim's box lie in the figure?"""
    x, y = (box[1] + box[3]) / 2, (box[2] + box[4]) / 2
    return box[0] == figure[0] and figure[1] <= x <= figure[3] and figure[2] <= y <= figure[4]


def figure_rows(found: Iterable[Pictured]) -> Iterator[Row]:
    """One row a figure, by document and place."""
    for document, digest, one in sorted(found, key=_order):
        box = None if one.box is None else f"[{', '.join(str(side) for side in one.box)}]"
        yield document, digest, one.page, one.page_label, box, one.caption, one.words, one.claims


def _order(found: Pictured) -> tuple[object, ...]:
    document, digest, one = found
    return document, digest, one.page or 0, one.box or (), one.caption or "", one.words or ""
