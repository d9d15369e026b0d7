"""Places without an id, each once a document; what the document says elsewhere settles a doubt."""

from __future__ import annotations

import pytest

from pipeline.places import find_places
from pipeline.text.script import shadow


def mentions(text: str) -> list[tuple[str, str]]:
    return [(m.name, m.place_id) for m in find_places(text, shadow(text)) if m.level != "country"]


@pytest.mark.parametrize(
    ("text", "expected", "point"),
    [
        ("长沙市与青枫市结好。美国青枫市来访", "x-US-青枫", "the country that the document names elsewhere"),
        ("長沙市與青楓市結好。美國青楓市來訪", "x-US-青枫", "… in traditional characters too"),
        ("长沙市与青枫市结好。美国青枫市、法国青枫市来访", "x-XX-青枫", "two of the name: none"),
    ],
)
def test_the_document_settles_a_doubt(text: str, expected: str, point: str) -> None:
    assert mentions(text)[1][1] == expected, point


def test_several_of_a_name_keep_their_candidates() -> None:
    text = "合肥市与维多利亚市来往"
    found = find_places(text, text)[-1]
    assert not found.is_linked
    assert found.candidates
    assert "none clearly meant" in found.reason


def test_a_name_of_another_country_says_where_it_is_known() -> None:
    text = "成都市与荷兰罗兹市来往"
    found = find_places(text, text)[-1]
    assert (found.place_id, found.is_linked) == ("x-NL-罗兹", False)
    assert found.reason == "known in PL, not in NL"
