"""Ties in every shape that reports use: text and expected pairs, each row saying its point."""

from pathlib import Path

import pytest

from pipeline.annotate import annotate
from pipeline.extract.rules.pairs import extract_pairs
from pipeline.read.plain import read_plain
from pipeline.records.claim import PairBody
from pipeline.records.source import Kind, Source

Found = tuple[str, str, str, str | None]


def found_in(text: str) -> tuple[set[Found], list[str]]:
    """Kept pairs as (a, b, relation, date), and the reasons of rejected ones."""
    reading = read_plain(Source(Path("a.txt"), "a.txt", Kind.TEXT, "0" * 64, len(text)), text)
    drafts = extract_pairs(annotate(reading))
    kept = {
        (d.body.a.name, d.body.b.name, d.body.relation.value, d.body.date)
        for d in drafts
        if isinstance(d.body, PairBody) and d.rejected is None
    }
    dated = {found[:3] for found in kept if found[3]}
    kept = {
        found for found in kept if found[3] or found[:3] not in dated
    }  # as reconciliation does: the dated claim says more
    return kept, [d.rejected for d in drafts if d.rejected]


ACCOUNT = "友城工作稳步推进，友好城市渐多。"  # two tie nouns: a short account of ties
CONTRACTS = [
    (
        "漳州市与泗水市的结好事宜已于2005年6月办理完毕。",
        {("漳州市", "泗水市", "sister", "2005-06")},
        "business of a tie that is done with",
    ),
    ("漳州市与泗水市的结好事宜正在商谈。", set(), "and business that goes on"),
    ("四川省与哈利斯科州2002年7月订交。", {("四川省", "哈利斯科州", "sister", "2002-07")}, "订交"),
    (
        ACCOUNT + "1988年6月3日，湘潭市与日本彦根市签约。",
        {("湘潭市", "彦根市", "sister", "1988-06-03")},
        "a paper signed, in an account",
    ),
    (
        ACCOUNT + "德国曼海姆市同镇江市2004年3月换文。",
        {("镇江市", "曼海姆市", "sister", "2004-03")},
        "texts exchanged, foreign side first",
    ),
    (ACCOUNT + "大同市与英国伯里市签约共建物流园区。", set(), "what is signed is said behind the verb"),
    (ACCOUNT + "大同市与英国伯里市签订合作协议。", set(), "cooperation is no tie"),
    (ACCOUNT + "大同市拟与英国伯里市签约。", set(), "a plan"),
    (
        ACCOUNT + "芜湖市、蚌埠市分别牵手日本高知市和日本摄津市。",
        {("芜湖市", "高知市", "sister", None), ("蚌埠市", "摄津市", "sister", None)},
        "a verb that joins two lists in their order",
    ),
    ("大同市与英国伯里市签约。", set(), "no account of ties: anything may have been signed"),
]


@pytest.mark.parametrize(("text", "expected", "point"), CONTRACTS, ids=[row[2] for row in CONTRACTS])
def test_contracts(text: str, expected: set[Found], point: str) -> None:
    assert found_in(text)[0] == expected, point


STATES_AND_NOUNS = [
    (
        "赣州市与格鲁吉亚库塔伊西市2012年结成友好交流关系，2016年提升为友好城市。",
        {("赣州市", "库塔伊西市", "exchange", "2012"), ("赣州市", "库塔伊西市", "sister", "2016")},
        "raised from exchange to sister",
    ),
    ("匈牙利佩奇市是昆明市在中东欧的第一个友好城市。", {("昆明市", "佩奇市", "sister", None)}, "a region between owner and noun"),
    ("匈牙利佩奇市系昆明市友城。", {("昆明市", "佩奇市", "sister", None)}, "no 的 between owner and noun"),
    ("佩奇市早在2001年3月就成为昆明市的友好城市。", {("昆明市", "佩奇市", "sister", "2001-03")}, "became: the date is the tie's"),
    ("赣州市与库塔伊西市、德国曼海姆市分别于2016年和2018年结为友好城市。",
     {("赣州市", "库塔伊西市", "sister", "2016"), ("赣州市", "曼海姆市", "sister", "2018")}, "dates in the order of the partners"),
    ("曼海姆市与如今的镇江市十分相似，虽已同中国多座城市结成友好关系。", set(), "partners without a name"),
    ("镇江市将同曼海姆市签约，届时全市友城增至十个。", set(), "a plan told of the sides"),
    ("哈尔滨市与丹麦奥胡斯市待两市议会通过后再结为友好城市。", set(), "to be made after a vote"),
    ("昆明市的友城还有匈牙利佩奇市、瑞士苏黎世市。",
     {("昆明市", "佩奇市", "sister", None), ("昆明市", "苏黎世市", "sister", None)}, "others besides"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "point"), STATES_AND_NOUNS, ids=[row[2] for row in STATES_AND_NOUNS])
def test_states_and_nouns(text: str, expected: set[Found], point: str) -> None:
    assert found_in(text)[0] == expected, point


STATUS_TABLE = """# 友好城市一览

| 外方 | 国别 | 我方 | 关系 | 时间 |
| --- | --- | --- | --- | --- |
| 佩奇市 | 匈牙利 | 昆明市 | 正式 | 2001年3月 |
| 库塔伊西市 | 格鲁吉亚 | 赣州市 | 意向 | 2012.05 |
| 曼海姆市 | 德国 | 镇江市 | 交流 | 2004 |
| 奥胡斯市 | 丹麦 | 哈尔滨市 | 洽谈中 | 2019 |
| 高知市 | 日本 | 芜湖市 | —— | —— |
"""


def test_a_column_says_how_the_tie_stands() -> None:
    kept, reasons = found_in(STATUS_TABLE)
    assert kept == {
        ("昆明市", "佩奇市", "sister", "2001-03"),
        ("赣州市", "库塔伊西市", "intent", "2012-05"),
        ("镇江市", "曼海姆市", "exchange", "2004"),
    }
    assert sorted(reason.partition(":")[2] or reason for reason in reasons) == [
        " the row says so",
        "the row leaves relation and date blank",
    ]


RUNNING = [
    ("杭州市与日本岐阜市于1979年2月21日缔结为友好城市。", {("杭州市", "岐阜市", "sister", "1979-02-21")}, "A with B"),
    (
        "1974年2月1日，日本奈良市同西安市结为友好城市。",
        {("西安市", "奈良市", "sister", "1974-02-01")},
        "the foreign side first",
    ),
    ("武汉市已与杜伊斯堡市建立友好城市关系。", {("武汉市", "杜伊斯堡市", "sister", None)}, "no date is no date"),
    (
        "广州、西安、杭州分别与福冈市、奈良市、岐阜市结为友好城市。",
        {("广州", "福冈市", "sister", None), ("西安", "奈良市", "sister", None), ("杭州", "岐阜市", "sister", None)},
        "lists that are aligned",
    ),
    (
        "重庆市先后与法国图卢兹市、美国西雅图市、加拿大多伦多市等结为友好城市。",
        {
            ("重庆市", "图卢兹市", "sister", None),
            ("重庆市", "西雅图市", "sister", None),
            ("重庆市", "多伦多市", "sister", None),
        },
        "one with many",
    ),
    (
        "2019年，西安—奈良缔结友好城市45周年纪念活动举行。",
        {("西安", "奈良", "sister", "1974")},
        "an anniversary, worked out",
    ),
    ("西安市与其友好城市奈良市常有往来。", {("西安市", "奈良市", "sister", None)}, "the noun inside the link"),
    ("爱丁堡市是西安市的友好城市。", {("西安市", "爱丁堡市", "sister", None)}, "B is A's"),
    (
        "广州市与福冈市往来多年。1979年5月2日，两市结为友好城市。",
        {("广州市", "福冈市", "sister", "1979-05-02")},
        "the pair of the sentence before",
    ),
    (
        "哈尔滨市与丹麦奥胡斯市2012年结为友好交流城市，2015年结为友好城市。",
        {("哈尔滨市", "奥胡斯市", "exchange", "2012"), ("哈尔滨市", "奥胡斯市", "sister", "2015")},
        "two states of one tie",
    ),
    (
        "布拉格市于2019年10月解除了与北京市的友好城市关系。",
        {("北京市", "布拉格市", "terminated", "2019-10")},
        "an ended tie",
    ),
    (
        "廣州市與福岡市於民國68年5月締結為姊妹市。",
        {("广州市", "福冈市", "sister", "1979-05")},
        "traditional characters and a year counted from 1912",
    ),
    (
        "2015年，郑州市与克鲁日市签署友好交流备忘录。",
        {("郑州市", "克鲁日市", "intent", "2015")},
        "a memorandum is an intent",
    ),
    (
        "武汉市1979年与日本大分市、1982年与德国杜伊斯堡市、1984年与美国匹兹堡市相继结好。",
        {
            ("武汉市", "大分市", "sister", "1979"),
            ("武汉市", "杜伊斯堡市", "sister", "1982"),
            ("武汉市", "匹兹堡市", "sister", "1984"),
        },
        "a chain, each partner with its own date",
    ),
    (
        "1986年、1988年，上海市、广州市分别与汉堡市、里昂市结好。",
        {("上海市", "汉堡市", "sister", "1986"), ("广州市", "里昂市", "sister", "1988")},
        "dates in the order of the pairs",
    ),
    (
        "【主要友城】西安—奈良（1974年）、杭州—岐阜（1979年）。",
        {("西安", "奈良", "sister", "1974"), ("杭州", "岐阜", "sister", "1979")},
        "a list behind its head",
    ),
    (
        "西安市最早的友好城市是奈良市，1974年结好。其后有爱丁堡市（1985年）、多特蒙德市（1992年）。",
        {
            ("西安市", "奈良市", "sister", "1974"),
            ("西安市", "爱丁堡市", "sister", "1985"),
            ("西安市", "多特蒙德市", "sister", "1992"),
        },
        "the next sentence goes on",
    ),
    (
        "得奖的还有1974年与西安市结好的奈良市。",
        {("西安市", "奈良市", "sister", "1974")},
        "the tie before the place it belongs to",
    ),
    (
        "西安市与开罗市1997年起有友好交流关系。",
        {("西安市", "开罗市", "exchange", "1997")},
        "since when a loose tie holds",
    ),
    (
        "西安市同开罗市签下意向书，准备日后结为友好城市。",
        {("西安市", "开罗市", "intent", None)},
        "a paper signed about a tie to come",
    ),
    (
        "2016年8月，西安市与开罗市签署交流备忘录，结为友好城市。",
        {("西安市", "开罗市", "sister", "2016-08")},
        "a paper signed that makes the tie",
    ),
    ("西安市与奈良市1974年结下的友城关系没有取消。", {("西安市", "奈良市", "sister", "1974")}, "an end denied"),
    (
        "2月1日，西安市与奈良市在奈良市签署友好城市协议。",
        {("西安市", "奈良市", "sister", "XXXX-02-01")},
        "where it was signed is no side",
    ),
]


@pytest.mark.parametrize(("text", "expected", "point"), RUNNING)
def test_running_text(text: str, expected: set[Found], point: str) -> None:
    assert found_in(text)[0] == expected, point


NOT_PAIRS = [
    ("广州市与西安市结为友好城市。", "both Chinese"),
    ("巴黎与罗马是友好城市。", "both foreign"),
    ("中山大学与奈良市的大学结为姐妹学校，西安市表示祝贺。", "schools"),
    ("广州港与汉堡港结为友好港口。", "ports"),
    ("罗马与巴黎结为友好城市，西安市派人祝贺。", "two cities abroad, with a Chinese guest"),
    ("西安大雁塔寺与奈良唐招提寺结为友好寺院。", "temples"),
    ("西安飞往奈良的航线开通。", "a flight"),
    ("西安市与奈良市的球队踢成平局。", "a match, with no word of a tie"),
    ("本文谈友好城市的数量与分布，西安与奈良的气候相近。", "a tie word without a statement"),
]


@pytest.mark.parametrize(("text", "point"), NOT_PAIRS)
def test_what_is_no_pair(text: str, point: str) -> None:
    assert found_in(text)[0] == set(), point


REJECTED = [
    ("西安市拟与开罗市缔结友好城市。", "a plan"),
    ("双方建议西安市同开罗市结为友好城市。", "advice"),
    ("1990年，协会批复同意西安市与开罗市建立友好城市关系。", "an approval"),
    ("西安市与开罗市尚未建立友好城市关系。", "a negation"),
    ("西安市与开罗市就结为友好城市等事宜进行了会谈。", "a negotiation"),
]


@pytest.mark.parametrize(("text", "point"), REJECTED)
def test_plans_and_negations_are_rejected_with_their_reason(text: str, point: str) -> None:
    kept, reasons = found_in(text)
    assert kept == set(), point
    assert reasons, point


def test_a_list_whose_chinese_side_stands_in_the_title() -> None:
    text = "西安市友好城市名单\n\n1. 日本奈良市（1974年2月1日）\n2. 英国爱丁堡市（1985年4月16日）\n3. 法国波城市（1986年4月8日）\n"
    assert found_in(text)[0] == {
        ("西安市", "奈良市", "sister", "1974-02-01"),
        ("西安市", "爱丁堡市", "sister", "1985-04-16"),
        ("西安市", "波城市", "sister", "1986-04-08"),
    }


@pytest.mark.parametrize(
    "table",
    [
        "结好时间 | 中方 | 外方\n1979.02.21 | 杭州市 | 岐阜市\n1979.05.02 | 广州市 | 福冈市\n",
        "外方城市 中方城市 结好时间\n岐阜市 杭州市 1979年2月21日\n福冈市 广州市 1979年5月2日\n",
    ],
)
def test_tables_in_any_order_of_columns(table: str) -> None:
    expected = {("杭州市", "岐阜市", "sister", "1979-02-21"), ("广州市", "福冈市", "sister", "1979-05-02")}
    assert found_in("表1 友好城市一览\n" + table)[0] == expected


def test_a_table_row_tells_the_end_too() -> None:
    text = "表1 友好城市一览\n中方 | 外方 | 时间\n杭州市 | 岐阜市 | 1979-02-21\n长沙市 | 鹿儿岛市 | 1982-10-30（2014年终止）\n"
    assert ("长沙市", "鹿儿岛市", "terminated", "2014") in found_in(text)[0]


def test_a_sister_in_the_loose_sense_is_no_second_tie() -> None:
    kept, reasons = found_in("西安市与开罗市建立友好交流关系。代表团到友城开罗市参观。")
    assert kept == {("西安市", "开罗市", "exchange", None)}
    assert any("loose" in reason for reason in reasons)
