"""Endings that are a kind, and those that only begin like one."""

from __future__ import annotations

import pytest

from pipeline.places.kinds import SUFFIX, levels_of, split_kind


@pytest.mark.parametrize(
    ("key", "parts"),
    [
        ("罗兹市", ("罗兹", "市")),
        ("广州", ("广州", "")),
        ("加州", ("加州", "")),
        ("首尔特别市", ("首尔", "特别市")),
        ("滨海边疆区", ("滨海", "边疆区")),
        ("旧金山", ("旧金山", "")),
    ],
)
def test_split_kind(key: str, parts: tuple[str, str]) -> None:
    assert split_kind(key) == parts


@pytest.mark.parametrize("words", ["市场", "市民生活", "州际", "道路", "岛屿", "镇静"])
def test_words_that_begin_like_a_kind(words: str) -> None:
    assert SUFFIX.match(words) is None


def test_a_county_of_china_is_no_first_level_unit() -> None:
    assert levels_of("县", "CN") == {"county"}
    assert "adm1" in (levels_of("县", "JP") or ())
