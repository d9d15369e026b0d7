"""Pieces that go on elsewhere in an issue: 下转第31页 at their end, 上接第12页 where they go on. The two are tied together.

What stands before the continuation on its page is the end of another piece: it belongs to nobody's article here, and is marked so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.read.lines import Line
from pipeline.read.paragraphs import Draft
from pipeline.read.styles import ELSEWHERE, FROM_ELSEWHERE
from pipeline.records.reading import BlockKind

_APART = frozenset({BlockKind.FURNITURE, BlockKind.NOTE})


@dataclass(frozen=True, slots=True)
class Tie:
    """A block that goes on in another: indices of both, the blocks between that are not of the piece, the printed numbers."""

    start: int
    goes_on: int
    foreign: tuple[int, ...]
    from_label: str
    to_label: str


def find_ties(drafts: Sequence[Draft]) -> list[Tie]:
    """Starts and continuations in the order of the starts; a start whose other half is not in the document has none."""
    ties: list[Tie] = []
    for index, draft in enumerate(drafts):
        match = ELSEWHERE.search(draft.lines[-1].text) if draft.lines else None
        onward = next((at for at in range(index + 1, len(drafts)) if _goes_on(drafts[at])), None) if match else None
        if match is None or onward is None:
            continue
        back = FROM_ELSEWHERE.match(drafts[onward].lines[0].text)
        page = drafts[onward].lines[0].page
        foreign = [at for at in range(index + 1, onward) if drafts[at].lines and drafts[at].lines[0].page == page]
        foreign = [at for at in foreign if drafts[at].kind not in _APART]
        ties.append(Tie(index, onward, tuple(foreign), back[1] if back else "", match[1]))
    return ties


def _goes_on(draft: Draft) -> bool:
    return bool(draft.lines and FROM_ELSEWHERE.match(draft.lines[0].text))


def label_by_ties(labels: list[str | None], drafts: Sequence[Draft], furniture: Mapping[int, Sequence[Line]]) -> None:
    """Label a page that stands alone between others' by its number, where 下转 and 上接 name each other's pages."""
    for tie in find_ties(drafts):
        start, there = drafts[tie.start].lines[-1].page, drafts[tie.goes_on].lines[0].page
        heads = " ".join(line.spaced_text for line in furniture.get(there, ()))
        printed = re.search(rf"(?<!\d){tie.to_label}(?!\d)", heads)
        if labels[there - 1] is None and labels[start - 1] == tie.from_label and printed:
            labels[there - 1] = tie.to_label
