"""The shadow: same length, half-width, simplified."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.script import shadow


@pytest.mark.parametrize(
    ("text", "expected", "point"),
    [
        ("寢屋川市", "寝屋川市", "traditional"),
        ("神戸、広島、栃木県", "神户、广岛、枥木县", "Japanese"),
        ("２０１７年（Ａ）％，", "2017年(A)%,", "full width"),
        ("予以、芸香、欠缺、弁言", "予以、芸香、欠缺、弁言", "simplified in their own right"),
        ("著名、於是、後來", "著名、于是、后来", "著 stays"),
        ("\uf9e9", "里", "a compatibility ideograph"),
        ("さいたま", "さいたま", "kana stay"),
    ],
)
def test_shadow(text: str, expected: str, point: str) -> None:
    assert shadow(text) == expected, point


@given(st.text())
def test_the_shadow_has_the_length_of_its_text_and_no_shadow_of_its_own(text: str) -> None:
    made = shadow(text)
    assert len(made) == len(text)
    assert shadow(made) == made
