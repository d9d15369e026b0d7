"""Compounds of one-character names."""

from __future__ import annotations

import pytest

from pipeline.places import find_blends


@pytest.mark.parametrize(
    ("text", "expected", "point"),
    [
        ("中日韩三国", [["CN", "JP", "KR"]], "the longest"),
        ("中美友城", [["CN", "US"]], "two countries"),
        ("去年节日中韩国队", [], "节日|中|韩国"),
        ("集中日本的资料", [], "日本 is whole"),
        ("中美洲各国", [], "a region"),
        ("中老年活动", [], "an age"),
        ("中老铁路", [["CN", "LA"]], "what follows speaks for it"),
        ("苏浙沪与江浙", [["320000", "330000", "310000"], ["320000", "330000"]], "provinces"),
    ],
)
def test_blends(text: str, expected: list[list[str]], point: str) -> None:
    assert [[p.place_id for p in blend.places] for blend in find_blends(text)] == expected, point
