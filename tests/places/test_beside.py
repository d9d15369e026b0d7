"""Countries beside a name: brackets, signs, cells of a row; own sentences about real places."""

from __future__ import annotations

import pytest

from pipeline.places import find_places
from pipeline.text.script import shadow


def abroad(text: str) -> list[tuple[str, str]]:
    return [(m.text, m.place_id) for m in find_places(text, shadow(text)) if m.level != "country" and m.country != "CN"]


@pytest.mark.parametrize(
    ("text", "expected", "point"),
    [
        ("5.奥克兰(美) 1982年", [("奥克兰", "geonames:5378538")], "a sign in brackets"),
        ("奥克兰(新)、光州(韩)", [("奥克兰", "geonames:2193733"), ("光州", "geonames:1841811")], "a sign with two meanings; two names"),
        ("釜山(韩);平泽(韩)", [("釜山", "geonames:1838524"), ("平泽", "geonames:1838343")], "a short name that else wants company"),
        ("科尔多瓦市(阿根廷)", [("科尔多瓦市", "geonames:3860259")], "brackets before what is better known"),
        ("| 成都市 | 圣何塞市 | 哥斯达黎加 |", [("圣何塞市", "geonames:3621849")], "the next cell"),
        ("1\t圣何塞市\t美国\t2001", [("圣何塞市", "geonames:5392171")], "cells between tabs"),
        ("| 山东省 | 江原道 | 朝鲜 |", [("江原道", "KP-07")], "one name in two countries"),
        ("| 广州市 | 韩国 | 光州市 |", [("光州市", "geonames:1841811")], "a Chinese place beside the cell stays Chinese"),
        ("| 江西省 | 北维恩多省 | 荷兰 |", [("北维恩多省", "x-NL-北维恩多")], "an unknown name is the whole cell"),
        ("2.卡朗布市(意大利),1999年", [("卡朗布市", "x-IT-卡朗布")], "an unknown name before its country"),
        ("7. 沃城(法国),1986年", [("沃城", "x-FR-沃城")], "a short one that ends in 城"),
        ("该市(日本)、友好城市(法国)", [], "no names"),
    ],
)  # fmt: skip
def test_the_country_beside_a_name(text: str, expected: list[tuple[str, str]], point: str) -> None:
    assert abroad(text) == expected, point


def test_a_place_of_china_in_a_row_is_no_place_of_its_country() -> None:
    text = "| 广州市 | 韩国 | 光州市 |"
    assert find_places(text, text)[0].place_id == "440100"


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("圣地亚哥 San Diego 来信", "geonames:5391811"),
        ("圣地亚哥(Santiago)来信", "geonames:3871336"),
        ("坦佩 Tempe", "geonames:5317058"),
    ],
)
def test_a_latin_name_beside_decides(text: str, place_id: str) -> None:
    assert abroad(text)[0][1] == place_id
