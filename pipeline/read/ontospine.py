"""Drafts of blocks onto the spine, in reading order; captions go to their tables and figures, pieces to where they go on.

A picture without words has no block of its own; it is kept with its box all the same, so that nobody takes it for read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.read.continued import find_ties
from pipeline.read.paragraphs import Draft
from pipeline.read.spine import Spine
from pipeline.read.styles import heading_levels
from pipeline.records.reading import BlockKind, Figure
from pipeline.records.span import Span

FAR = 60.0  # points between a figure and its caption
_OF_A_FIGURE = re.compile(r"附?[图圖]|Fig", re.IGNORECASE)


def put_drafts(spine: Spine, drafts: Sequence[Draft]) -> tuple[Figure, ...]:
    """Append every draft to the spine; the figures among them with their captions."""
    heads = [draft for draft in drafts if draft.kind is BlockKind.HEADING]
    levels = dict(zip(map(id, heads), heading_levels([draft.lines[0] for draft in heads]), strict=True))
    caption: Span | None = None
    places: dict[int, int] = {}
    before: dict[int, int] = {}
    for number, draft in enumerate(drafts):
        before[number] = len(spine.blocks)
        if draft.grid is not None:
            spine.add_grid(draft.grid, caption)
            caption = None
        elif spine.add_lines(draft.kind, draft.lines, levels.get(id(draft))):
            caption = spine.blocks[-1].span if draft.kind is BlockKind.CAPTION else None
            places[number] = len(spine.blocks) - 1
    for tie in find_ties(drafts):
        if tie.start in places and tie.goes_on in places:
            spine.tie(places[tie.start], places[tie.goes_on], [places[at] for at in tie.foreign if at in places])
    return _figures(spine, drafts, places, before)


def _figures(
    spine: Spine, drafts: Sequence[Draft], places: Mapping[int, int], before: Mapping[int, int]
) -> tuple[Figure, ...]:
    captions = [
        (places[number], draft)
        for number, draft in enumerate(drafts)
        if number in places and draft.kind is BlockKind.CAPTION and _OF_A_FIGURE.match(draft.lines[0].text)
    ]
    found = []
    for number, draft in enumerate(drafts):
        if draft.figure is not None:
            near = [(far, block) for block, one in captions if (far := _distance(draft, one)) is not None]
            caption = spine.blocks[min(near)[1]].span if near else None
            box = spine.raw.on_page(draft.figure.page, draft.figure.outline)
            found.append(Figure(draft.figure.page, box, before[number], places.get(number), caption))
    return tuple(found)


def _distance(draft: Draft, caption: Draft) -> float | None:
    """Points from a figure to a caption above or below it; None where that is another figure's."""
    figure, first, last = draft.figure, caption.lines[0], caption.lines[-1]
    if figure is None or figure.page != first.page:
        return None
    far = max(first.top - figure.bottom, figure.top - last.bottom)
    beside = min(figure.x1, first.x1) - max(figure.x0, first.x0) < -FAR
    return None if far > FAR or beside else max(far, 0.0)
