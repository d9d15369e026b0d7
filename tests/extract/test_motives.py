"""Why ties are made: reasons in sentences, 缘 by their names, of which pair."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extract.statements import values

ROWS: list[tuple[str, list[tuple[Any, ...]], str]] = [
    (
        "景德镇与荷兰代尔夫特结好的初衷是切磋制瓷手艺。",
        [("切磋制瓷手艺", None, "景德镇", "代尔夫特")],
        "结好的初衷是…",
    ),
    ("宜宾与日本直方结缘源于酿酒。", [("酿酒", None, "宜宾", "直方")], "结缘源于…"),
    ("两国一江之隔，正是黑河与布拉戈维申斯克结好的缘由。", [("两国一江之隔", "地缘", "黑河", "布拉戈维申斯克")],
        "the reason first, and its 缘"),
    ("友城的结成各有因由，有的是出于招商的考虑，有的则是因为同产茶叶。", [("招商的考虑", None, None, None),
        ("同产茶叶", None, None, None)], "several reasons of ties as such"),
    ("友城结好讲究情缘与语缘。", [("情缘", "情缘", None, None), ("语缘", "语缘", None, None)], "缘 by their names"),
    ("友城工作也受地缘政治牵动。", [], "地缘政治 is another matter"),
    ("由于天气原因，结好仪式推迟。", [], "why it was late, not why it was made"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "point"), ROWS, ids=[point for *_, point in ROWS])
def test_motives(text: str, expected: list[tuple[Any, ...]], point: str) -> None:
    assert values(text, "motive", "motive", "kind", "a", "b") == expected, point
