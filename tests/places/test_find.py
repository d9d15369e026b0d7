"""Places of running text: own sentences about real places, each row saying its point."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.places import PlaceContext, find_places
from pipeline.records.mention import PlaceMention
from pipeline.text.script import shadow


def found(text: str) -> list[PlaceMention]:
    return list(find_places(text, shadow(text)))


@pytest.mark.parametrize(
    ("text", "expected", "point"),
    [
        ("广州市和法国里昂市来往。", [("广州市", "440100"), ("法国里昂市", "geonames:2996944")], "the country joins the city"),
        ("日本国秋田县由利本庄市", [("日本国秋田县由利本庄市", "geonames:6822202")], "a chain is one mention of its last part"),
        ("大理州剑川县的木雕", [("大理州剑川县", "532931")], "prefecture before county"),
        ("代表团离开江苏", [("江苏", "320000")], "开江 is turned down, 江苏 found behind it"),
        ("那是发展中国家的事", [], "中国 inside another word"),
        ("节日本身很热闹", [], "jieba parts 节日 and 本身"),
        ("长春花、和田玉、中山装、巴黎公社", [], "words that hold a name"),
        ("友好城市、我市、该州、全省、各省市", [], "kinds without a name"),
        ("神戸市と橫濱市", [("神戸市", "geonames:1859171"), ("橫濱市", "geonames:1848354")], "Japanese and traditional characters"),
        ("臺北市與高雄市", [("臺北市", "TW-TPE"), ("高雄市", "TW-KHH")], "Taiwan's cities are places of China"),
        ("东方文化与和平发展", [], "words that are also names want their kind"),
        ("海南省东方市", [("海南省东方市", "469007")], "… and are found with it"),
        ("胡志明市、河内市", [("胡志明市", "geonames:1566083"), ("河内市", "geonames:1581130")], "a kind that belongs to the name"),
        ("萨格勒布市", [("萨格勒布市", "geonames:3186886")], "the kind goes before a county of that name"),
        ("东部省份多于中部省份", [("东部省份", "CN-EAST"), ("中部省份", "CN-CENTRAL")], "groups of provinces"),
        ("苏联列宁格勒市", [("苏联列宁格勒市", "geonames:498817")], "a country that ended holds its successors' cities"),
        ("乔治·华盛顿来过", [], "a dot makes it a person"),
        ("他会说日语和德文", [], "languages are no states"),
        ("日本文化", [("日本", "JP")], "… but culture is a state's"),
        ("苏州工业园区", [("苏州工业园区", "CN-SIP")], "a park that signs ties"),
    ],
)  # fmt: skip
def test_mentions(text: str, expected: list[tuple[str, str]], point: str) -> None:
    assert [(m.text, m.place_id) for m in found(text)] == expected, point


@pytest.mark.parametrize(
    ("text", "place_id", "point"),
    [
        ("波兰托罗什维茨市", "x-PL-托罗什维茨", "between country and kind"),
        ("日本奈良县野迫川町", "x-JP-野迫川", "between prefecture and kind"),
        ("加拿大\n马尔科镇来信", None, "nothing is joined over a line"),
        ("长沙市与青枫市结为友城", "x-XX-青枫", "joined to a known place, country unknown"),
    ],
)
def test_unknown_names_get_a_typed_id(text: str, place_id: str | None, point: str) -> None:
    typed = [m.place_id for m in found(text) if m.place_id.startswith("x-") and m.span.start == text.find(m.text)]
    assert (typed[-1:] or [None]) == [place_id] or (place_id is None and "加拿大" not in "".join(typed)), point


@pytest.mark.parametrize(
    ("text", "name", "times", "point"),
    [
        ("高雄市办展。展后与高雄结盟", "高雄", 1, "a short name that stands with its kind elsewhere"),
        ("市长肯·利文斯通到访，利文斯通说", "利文斯通", 0, "a person's name behind a dot, and without it"),
        ("三城市来访、几城市联办", "三城市", 0, "cities are counted"),
        ("居西部省会之首，浙江省会杭州", "西部省", 0, "省会 takes the 省 away"),
        ("浙江省会杭州", "浙江", 1, "… from a province too"),
        ("古代巴比伦帝国", "巴比伦", 0, "a realm"),
        ("中外来宾五百人", "来宾", 0, "a common word"),
        ("广西来宾、柳州", "来宾", 1, "… behind its province"),
        ("韩国天安(1997年)", "天安", 1, "… behind its country"),
        ("加德满都市(尼泊尔)", "加德满都市", 1, "都 belongs to the name"),
    ],
)
def test_names_that_stand_alone_or_not(text: str, name: str, times: int, point: str) -> None:
    assert sum(m.name == name for m in found(text)) == times, point


def test_spellings_of_an_unknown_name_share_their_id() -> None:
    ids = {
        m.place_id
        for m in found("德国格罗斯维茨市来访。格罗斯维茨市的代表、德国格罗斯维茨(1990年)")
        if m.place_id[:2] == "x-"
    }
    assert ids == {"x-DE-格罗斯维茨"}


@pytest.mark.parametrize(
    ("text", "place_id", "point"),
    [
        ("波兰的友城有滨海省。", "PL-22", "the country in the sentence"),
        ("滨海省(波兰)", "PL-22", "the country in brackets behind"),
        ("与英国伯明翰市来往，后来伯明翰市代表来访", "geonames:2655603", "as named before"),
        ("与美国伯明翰市来往，后来伯明翰市代表来访", "geonames:4049979", "as named before, in another country"),
        ("韩国丽水市", "geonames:1884138", "not Lishui"),
        ("浙江丽水", "331100", "not Yeosu"),
    ],
)
def test_homonyms_are_told_apart_by_context(text: str, place_id: str, point: str) -> None:
    assert [m.place_id for m in found(text) if m.level != "country"][-1] == place_id, point


def test_context_from_outside_speaks_for_a_country() -> None:
    text = "滨海省代表团"
    assert find_places(text, text, context=PlaceContext({"PL": 30.0}))[0].place_id == "PL-22"


def test_span_core_and_name() -> None:
    (mention,) = found("在法國里昂市")
    assert (mention.text, mention.name) == ("法國里昂市", "里昂市")
    assert (mention.span.start, mention.core.start, mention.span.end) == (1, 3, 6)
    assert mention.is_foreign


PIECES = [
    "广州",
    "市",
    "美国",
    "圣",
    "路易斯",
    "和",
    "、",
    "\n",
    "日本",
    "神戸",
    "县",
    "西安",
    "大略",
    "(",
    ")",
    "·",
    "新",
    "南通",
    "过",
    "中国",
    "家",
]


@settings(deadline=None)  # the first example loads the gazetteer
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_mentions_are_sorted_apart_and_read_as_the_text(text: str) -> None:
    mentions = found(text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))
    for m in mentions:
        assert text[m.span.start : m.span.end] == m.text
        assert m.span.covers(m.core)
        assert shadow(text)[m.core.start : m.core.end] == m.name
