"""A model may propose names; it never overrules what is known, and is asked only where places are named."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.places import PlaceContext, Proposal, find_places
from pipeline.places.propose import Span


def model(*names: str, score: float = 0.87) -> PlaceContext:
    """One that sees these names wherever they stand in what it is shown."""

    def propose(text: str, spans: Sequence[Span]) -> list[Proposal]:
        return [
            Proposal(at, at + len(name), score)
            for low, high in spans
            for name in names
            if (at := text.find(name, low, high)) >= 0
        ]

    return PlaceContext(propose=propose)


@pytest.mark.parametrize(
    ("text", "names", "expected", "point"),
    [
        ("成都与荷兰的银杏谷多有来往", ["银杏谷"], "x-NL-银杏谷", "no list has it: a typed id in its country"),
        ("成都与荷兰的银杏坡市多有来往", ["银杏坡市"], "x-NL-银杏坡", "the kind stays out of the id"),
        ("银杏谷风景很好", ["银杏谷"], None, "a sentence without any place is not shown"),
        ("成都与荷兰的鹿特丹来往", ["特丹来"], None, "what reaches into a known name is left aside"),
        ("成都与荷兰来往", ["与荷", "来往。"], None, "… and what is no name of characters"),
    ],
)
def test_proposals(text: str, names: list[str], expected: str | None, point: str) -> None:
    found = find_places(text, text, context=model(*names))
    typed = [m.place_id for m in found if m.place_id.startswith("x-")]
    assert typed == ([expected] if expected else []), point


def test_the_reason_names_the_model_and_its_score() -> None:
    text = "成都与荷兰的银杏谷多有来往"
    assert "a model proposes it (0.87)" in find_places(text, text, context=model("银杏谷"))[-1].reason


def test_of_two_that_overlap_the_surer_stays() -> None:
    text = "成都与荷兰的银杏谷多有来往"

    def propose(text: str, spans: Sequence[Span]) -> list[Proposal]:
        at = text.index("银杏谷")
        return [Proposal(at, at + 2, 0.4), Proposal(at, at + 3, 0.8)]

    assert find_places(text, text, context=PlaceContext(propose=propose))[-1].name == "银杏谷"
