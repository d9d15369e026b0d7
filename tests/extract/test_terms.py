"""Definitions and standards of what counts as a tie."""

from __future__ import annotations

import pytest

from tests.extract.statements import values

TERMS: list[tuple[str, list[tuple[str, str]], str]] = [
    (
        "结对城市在本地也叫友城。友好城市是指两地政府签过书面协议的城市。",
        [("友好城市", "两地政府签过书面协议的城市")],
        "X是指Y",
    ),
    ("本文所称“伙伴城市”，指设有联络办公室的城市。", [("伙伴城市", "设有联络办公室的城市")], "本文所称"),
    ("我们把活跃友城界定为每年至少通信一回的关系。", [("活跃友城", "每年至少通信一回的关系")], "把X界定为Y"),
    (
        "经两地议会点头并互换文本的，才算姐妹城市。",
        [("姐妹城市", "经两地议会点头并互换文本的")],
        "the definition first",
    ),
    (
        "两国对友城的统计口径不一，数目有出入。",
        [("友城的统计口径", "不一，数目有出入")],
        "a standard that differs is told as one",
    ),
    ("报告指出友城工作仍需加强。", [], "指出 defines nothing"),
    ("所谓强制收费的做法已被叫停。", [], "no word for a tie"),
]


@pytest.mark.parametrize(("text", "expected", "point"), TERMS, ids=[point for *_, point in TERMS])
def test_terms(text: str, expected: list[tuple[str, str]], point: str) -> None:
    assert values(text, "term", "term", "definition") == expected, point
