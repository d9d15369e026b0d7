"""Partners in lists, entries and cells, as gazetteers and office pages write them: text and expected pairs, each row saying its point."""

import pytest

from tests.extract.test_pairs import Found, found_in

LISTS = [
    (
        "镇江市志　第二节　友好城市\n\n镇江市的对外友好始于八十年代。\n\n【仓敷市】日本冈山县。1997年11月18日结好。仓敷市以纺织闻名。\n\n"
        "【拉赫蒂市】芬兰。1995年4月5日建立友好关系。2008年11月丹阳与之结为友好城市。",
        {
            ("镇江市", "仓敷市", "sister", "1997-11-18"),
            ("镇江市", "拉赫蒂市", "sister", "1995-04-05"),
            ("丹阳", "拉赫蒂市", "sister", "2008-11"),
        },
        "entries under a name in brackets",
    ),
    (
        "芜湖市国际友城概览\n\n一、分洲名录\n（1）亚洲\n　　日本高知市（1985年）　韩国水原市（2011年9月，交流）　伊朗马什哈德市（谈判中）\n"
        "（2）美洲\n　　美国檀香山市（1983年）　厄瓜多尔昆卡市（2017年8月31日）\n",
        {
            ("芜湖市", "高知市", "sister", "1985"),
            ("芜湖市", "水原市", "exchange", "2011-09"),
            ("芜湖市", "檀香山市", "sister", "1983"),
            ("芜湖市", "昆卡市", "sister", "2017-08-31"),
        },
        "several on one line, under headings of continents",
    ),
    (
        "营口市国际友好城市一览表\n\n一、友好城市（1个）\n1 日本太田市 1999年8月15日\n"
        "二、友好交流城市（1个）\n1 泰国沙没沙空府 2017.12.8\n",
        {("营口市", "太田市", "sister", "1999-08-15"), ("营口市", "沙没沙空府", "exchange", "2017-12-08")},
        "a list of one, with number and date",
    ),
    (
        "营口市友好交流城市\n\n1.日本太田市（1999年，备忘录）\n2.韩国平泽市（2003年，草签）\n",
        {("营口市", "太田市", "exchange", "1999"), ("营口市", "平泽市", "exchange", "2003")},
        "the heading says the kind, the brackets the paper",
    ),
]


@pytest.mark.parametrize(("text", "expected", "point"), LISTS, ids=[point for _, _, point in LISTS])
def test_lists_of_partners(text: str, expected: set[Found], point: str) -> None:
    assert found_in(text)[0] == expected, point


def test_a_table_cell_with_a_bare_year() -> None:
    text = "表1 友好城市一览\n时间 | 中方 | 外方\n1979 | 杭州市 | 岐阜市\n1982 | 武汉市 | 杜伊斯堡市\n"
    assert ("武汉市", "杜伊斯堡市", "sister", "1982") in found_in(text)[0]
