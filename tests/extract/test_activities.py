"""Activities: sentences of our own about real places, and what a careful reader would take from each."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotate import annotate
from pipeline.extract.rules.activities import extract_activities
from pipeline.read.plain import read_plain
from pipeline.records.annotated import Annotated
from pipeline.records.claim import ActivityBody, Draft
from pipeline.records.source import Bibliography, Kind, Source


def page(text: str, date: str | None = None) -> Annotated:
    bibliography = Bibliography(date=date) if date else None
    return annotate(read_plain(Source(Path("own.txt"), "own.txt", Kind.TEXT, "", len(text), None, bibliography), text))


def activities(text: str, date: str | None = None) -> list[ActivityBody]:
    return [draft.body for draft in extract_activities(page(text, date)) if isinstance(draft.body, ActivityBody)]


def names(body: ActivityBody) -> set[str]:
    return {place.name.removesuffix("市") for place in body.participants}


ONE = [
    # point, text, category, participants, date
    ("a dated visit", "2011年5月，南京市长率团访问圣路易斯市。", "high_level_visit", {"南京", "圣路易斯"}, "2011-05"),
    ("a past visit without a date", "郑州市副市长曾率团访问里昂。", "high_level_visit", {"郑州", "里昂"}, None),
    ("a talk", "1998年9月3日，汉堡市长在上海与上海市副市长会谈。", "high_level_visit", {"汉堡", "上海"}, "1998-09-03"),
    ("a signing", "2009年6月，长沙市与鹿儿岛市签署港口合作备忘录。", "agreement", {"长沙", "鹿儿岛"}, "2009-06"),
    ("a show of paintings", "2007年，杭州画院在福井市举办山水画展。", "culture_sports", {"杭州", "福井"}, "2007"),
    ("a match", "2014年8月，大连少年足球队赴北九州市参加比赛。", "culture_sports", {"大连", "北九州"}, "2014-08"),
    ("a gift", "1999年，仙台市向长春市赠送一批樱花树苗。", None, {"仙台", "长春"}, "1999"),
    (
        "pupils",
        "2003年7月，名古屋市中学生访问团一行20人来南京学习汉语。",
        "people_education",
        {"名古屋", "南京"},
        "2003-07",
    ),
    ("trainees", "2001年，合肥市选派三名护士赴久留米市进修。", "people_education", {"合肥", "久留米"}, "2001"),
    ("a fair", "2016年5月，成都市在蒙彼利埃举办投资推介会。", "trade_investment", {"成都", "蒙彼利埃"}, "2016-05"),
    (
        "a firm that settles",
        "2012年，杜伊斯堡物流中心项目落户武汉市。",
        "project_cooperation",
        {"杜伊斯堡", "武汉"},
        "2012",
    ),
    ("doctors", "2010年3月，青岛市中医院专家访问下关市并开设针灸门诊。", "science_health", {"青岛", "下关"}, "2010-03"),
    ("citizens", "2006年，长崎市民间友好协会访问团来访福州市。", "civil_society", {"长崎", "福州"}, "2006"),
    ("a forum in China alone", "2013年，国际花园城市峰会在厦门市举行。", "multilateral_forum", {"厦门"}, "2013"),
    ("the older script", "2015年3月，高雄市長率團訪問八王子市。", "high_level_visit", {"高雄", "八王子"}, "2015-03"),
]


@pytest.mark.parametrize(("point", "text", "category", "places", "date"), ONE, ids=[row[0] for row in ONE])
def test_one_activity(point: str, text: str, category: str | None, places: set[str], date: str | None) -> None:
    found = activities(text)
    assert len(found) == 1, point
    assert category is None or found[0].category == category
    assert names(found[0]) == places
    assert found[0].date == date


NONE = [
    ("advice", "南京市应当组织更多企业参加圣路易斯的展会。"),
    ("a plan", "武汉市拟于明年在杜伊斯堡举办推介会。"),
    ("a wish", "希望广州与里昂扩大合作，举办更多文化活动。"),
    ("what may be done", "西安市可以邀请爱丁堡的学生参加夏令营。"),
    ("a means to an end", "为了推动济南与雷恩开展互访，需要建立机制。"),
    ("what was not done", "哈尔滨市没有在埃德蒙顿举办过展览。"),
    ("a remark in general", "苏州与威尼斯在多个领域开展了广泛而富有成效的交流。"),
    ("many cities, none named", "许多城市都与国外城市签署了协议。"),
    ("an aim", "此举旨在促进昆明与清迈之间的互访。"),
    ("the authors' own work", "2015年，课题组赴长春市和仙台市发放问卷。"),
    ("no happening", "沈阳市与札幌市都是寒冷地区的工业城市。"),
    ("nothing to do with abroad", "2012年，徐州市召开计划生育工作会议。"),
    ("what is to come", "按照约定，今后两市将合办论坛，里昂与广州互派艺术团。"),
    ("an invitation for next year", "里昂市长邀请广州市代表团明年到里昂参加灯光节。"),
    ("somebody speaks", "“我们这次来到西宁市访问，非常高兴。”"),
]  # fmt: skip


@pytest.mark.parametrize(("point", "text"), NONE, ids=[row[0] for row in NONE])
def test_no_activity(point: str, text: str) -> None:
    assert activities(text) == [], point


MANY = [
    (
        "a date each",
        "2004年3月，汉堡交响乐团在上海演出，2005年9月，上海杂技团赴汉堡演出。",
        [("culture_sports", "2004-03"), ("culture_sports", "2005-09")],
    ),
    (
        "a visit and the signing that came of it",
        "2008年4月，里昂市长率团访问广州，并与广州市签订交流协议。",
        [("high_level_visit", "2008-04"), ("agreement", "2008-04")],
    ),
    (
        "one visit, told in three clauses",
        "2002年6月，札幌市长率团访问沈阳，会见沈阳市领导，参观工厂。",
        [("high_level_visit", "2002-06")],
    ),
    (
        "attributes of nouns, each with its year",
        "宁波先后有2001年举办的国际港口论坛、2006年举行的世界华人大会和2011年召开的国际城市峰会。",
        [("multilateral_forum", "2001"), ("multilateral_forum", "2006"), ("multilateral_forum", "2011")],
    ),
]


@pytest.mark.parametrize(("point", "text", "expected"), MANY, ids=[row[0] for row in MANY])
def test_events_of_a_sentence(point: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(a.category, a.date) for a in activities(text)] == expected, point


DATES = [
    ("in the sentence before", "2010年5月6日，里昂市长到访广州。会后，两市签署合作备忘录。", ["2010-05-06", "2010-05-06"]),
    ("up to a day, summed up", "札幌市长多次访问沈阳，至2012年8月，两市高层互访已有15次。", ["../2012-08"]),
    ("since a year", "自2003年起，南京与名古屋每年互派师生代表团。", ["2003/.."]),
    ("a day before the year in a name", "11月5日至7日，2021年南京友城论坛在南京举行。", ["2021-11-05/2021-11-07"]),
    ("year of a name", "南京市在名古屋市举办了“2009南京文化周”。", ["2009"]),
    ("year of an agreement is not its date", "长春市已与仙台市签订1996年交流协议。", [None]),
    ("no date for a habit", "2010年5月6日，里昂市长到访广州。多年来，广州艺术团曾多次赴里昂演出。", ["2010-05-06", None]),
]  # fmt: skip


@pytest.mark.parametrize(("point", "text", "expected"), DATES, ids=[row[0] for row in DATES])
def test_dates(point: str, text: str, expected: list[str | None]) -> None:
    assert [a.date for a in activities(text)] == expected, point


def test_the_year_of_an_anniversary_is_worked_out() -> None:
    text = "广州与里昂举行结好20周年庆典。两市自1988年结为友好城市以来往来不断。6月3日，里昂市长访问广州。"
    assert [a.date for a in activities(text)] == ["2008", "2008-06-03"]


PARTNERS = [
    ("来访 after a visit", "2010年5月，里昂市长访问广州。2011年，里昂青年代表团来访。", {"里昂", "广州"}),
    ("the two cities", "长春与仙台交往已久。2004年，两市举办了摄影展。", {"长春", "仙台"}),
    ("one character for a city", "苏州与金泽市结好。2004年，金泽市大学师生来苏学习。", {"苏州", "金泽"}),
    ("a capital's one character", "上海与鹿特丹结好。2004年，鹿特丹乐团来沪演出。", {"上海", "鹿特丹"}),
    ("an office abroad is no party", "2004年，中国驻大阪总领事访问和歌山县，会见青岛市代表团。", {"和歌山县", "青岛"}),
]  # fmt: skip


@pytest.mark.parametrize(("point", "text", "places"), PARTNERS, ids=[row[0] for row in PARTNERS])
def test_who_took_part(point: str, text: str, places: set[str]) -> None:
    assert names(activities(text)[-1]) >= places if "office" not in point else names(activities(text)[-1]) == places


def test_what_else_the_words_say() -> None:
    body = activities("2011年5月，南京市长李明率团访问圣路易斯市，并在圣路易斯图书馆举办“南京之夜”音乐会。")[0]
    assert body.direction == "outbound"
    assert body.name == "南京之夜"
    assert body.people == ("李明",)
    assert body.venue == "圣路易斯图书馆"


def test_those_who_came_belong_to_what_was_held() -> None:
    (body,) = activities("2019年10月15日，友城合作论坛在都灵开幕，南京、武汉等市代表参加。")
    assert names(body) == {"都灵", "南京", "武汉"}


def test_bodies_and_people_are_whole_names() -> None:
    body = activities("2006年10月，南宁市与春川市互派足球队进行友谊赛，春川市长崔明出席。")[0]
    assert body.bodies == ()
    assert activities("2004年，中国驻大阪总领事访问和歌山县，会见青岛市代表团。")[0].people == ()


def test_direction_of_a_coming_delegation() -> None:
    assert activities("2006年，仙台市青年代表团来访长春市。")[0].direction == "inbound"
    assert activities("2006年，仙台市与长春市互派教师代表团。")[0].direction == "both"


def drafts(text: str) -> list[Draft]:
    return extract_activities(page(text))


def test_fields_are_anchored_and_say_what_they_inherit() -> None:
    first, second = drafts("2010年5月6日，里昂市长到访广州。会后，两市签署合作备忘录。")
    assert {name for name, _ in first.fields} >= {"category", "participants", "date"}
    inherited = {name: anchor.inherited_from for name, anchor in second.fields}
    assert inherited["date"] == "earlier sentence"
    assert inherited["participants"] == "earlier sentence"
    assert all(first.span.covers(anchor.span) for _, anchor in first.fields)


def test_the_quote_is_no_longer_than_it_needs() -> None:
    text = "近年来城市交往日益活跃，南京也不例外。2011年5月，南京市长率团访问圣路易斯市。当地媒体作了报道。"
    reading = page(text).reading
    assert reading.words(drafts(text)[0].span) == "2011年5月，南京市长率团访问圣路易斯市"


def test_who_sat_there_is_no_second_activity() -> None:
    text = "2011年5月6日，圣路易斯与南京结好纪念活动在南京举行。圣路易斯市长出席活动并致辞。"
    assert len(activities(text)) == 1


PIECES = st.sampled_from(
    [
        "2004年5月",
        "，",
        "。",
        "广州",
        "里昂市",
        "市长率团访问",
        "举办“丝绸之路”展",
        "签署协议",
        "（",
        "）",
        "\n",
        "来访",
        "两市",
        "等",
        "5日",
        "《",
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=25).map("".join).filter(lambda text: bool(text.strip())))
def test_whatever_is_read_every_anchor_lies_in_the_text(text: str) -> None:
    document = page(text)
    for draft in extract_activities(document):
        spans = [draft.span, *(anchor.span for _, anchor in draft.fields)]
        assert all(span.end <= len(document.reading.text) for span in spans)


def test_headlines_are_left_to_the_report_below() -> None:
    text = "南京市长访问圣路易斯\n\n2011年5月6日，南京市长率团访问圣路易斯市，会见当地议员。\n"
    assert len(activities(text)) == 1
