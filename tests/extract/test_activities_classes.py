"""Classes of happenings and of what is none: three sentences of our own for each, about real places."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.annotate import annotate
from pipeline.extract.rules.activities import extract_activities
from pipeline.read.plain import read_plain
from pipeline.records.claim import ActivityBody
from pipeline.records.source import Bibliography, Kind, Source


def activities(text: str, date: str | None = None) -> list[ActivityBody]:
    line = Bibliography(date=date) if date else None
    document = annotate(read_plain(Source(Path("own.txt"), "own.txt", Kind.TEXT, "", len(text), None, line), text))
    return [draft.body for draft in extract_activities(document) if isinstance(draft.body, ActivityBody)]


def names(body: ActivityBody) -> set[str]:
    return {place.name.removesuffix("市") for place in body.participants}


HAPPENINGS = [
    # point, text, category, participants, date
    ("gift", "1992年4月，金泽市赠苏州市石灯笼一对。", "civil_society", {"金泽", "苏州"}, "1992-04"),
    ("gift", "1987年，西安市向奈良市赠唐三彩马两匹。", "civil_society", {"西安", "奈良"}, "1987"),
    ("gift", "2008年5月，长野县运来帐篷500顶，驰援石家庄市。", "civil_society", {"长野县", "石家庄"}, "2008-05"),
    ("name", "2009年9月，杜伊斯堡市把一座桥冠名为“武汉桥”。", "city_promotion", {"杜伊斯堡", "武汉"}, "2009-09"),
    ("house", "2006年，“汉堡之家”在上海市揭牌。", "city_promotion", {"汉堡", "上海"}, "2006"),
    ("house", "2014年5月，重庆市驻杜塞尔多夫商务代表处挂牌。", "trade_investment", {"重庆", "杜塞尔多夫"}, "2014-05"),
    ("house", "2018年，南京市在伦敦开设的云锦馆开馆。", "culture_sports", {"南京", "伦敦"}, "2018"),
    ("send", "1986年，沈阳市派厨师2名到札幌市传授中国菜。", None, {"沈阳", "札幌"}, "1986"),
    ("send", "2004年3月，合肥市派农技专家四人赴久留米市讲课。", None, {"合肥", "久留米"}, "2004-03"),
    ("send", "1999年10月，广州市派园艺技师6名到洛杉矶市布置菊展。", None, {"广州", "洛杉矶"}, "1999-10"),
    ("fair", "1985年6月，天津市在神户市百货公司办工艺品展销。", "trade_investment", {"天津", "神户"}, "1985-06"),
    ("fair", "1991年，大阪市在上海市办起工业技术展览。", None, {"大阪", "上海"}, "1991"),
    ("introduce", "1983年，太原市从埼玉县引进葡萄树种30株。", "project_cooperation", {"太原", "埼玉县"}, "1983"),
    ("introduce", "1994年，潍坊市从日向市引进温室设备两套。", "project_cooperation", {"潍坊", "日向"}, "1994"),
    ("telegram", "2013年8月，哈尔滨市与新潟市互致贺信。", "high_level_visit", {"哈尔滨", "新潟"}, "2013-08"),
    ("telegram", "1998年，武汉市遭受水灾，大分市发来慰问电。", "high_level_visit", {"武汉", "大分"}, "1998"),
    ("medicine", "2020年4月，上海与米兰的医生在网上会诊三次。", "science_health", {"上海", "米兰"}, "2020-04"),
    ("medicine", "2015年，南宁市医疗队到班珠尔市义诊一周。", "science_health", {"南宁", "班珠尔"}, "2015"),
    ("perform", "2007年5月，宁波的20名孩子在亚琛市表演了越剧。", "culture_sports", {"宁波", "亚琛"}, "2007-05"),
    ("perform", "1996年，斯图加特芭蕾舞团来南京献演。", "culture_sports", {"斯图加特", "南京"}, "1996"),
    ("perform", "2010年8月，大连市少年队与仁川市少年队联欢。", "culture_sports", {"大连", "仁川"}, "2010-08"),
    ("sign", "2006年4月，常州市市长与埃森市市长在备忘录上落笔。", "agreement", {"常州", "埃森"}, "2006-04"),
    ("sign", "早在1997年，郑州与科布伦茨就签过一份合作意向书。", "agreement", {"郑州", "科布伦茨"}, "1997"),
    ("sign", "2015年5月，合肥市和罗斯托克的代表换签了港口协议。", "agreement", {"合肥", "罗斯托克"}, "2015-05"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("point", "text", "category", "places", "date"), HAPPENINGS, ids=[row[1] for row in HAPPENINGS]
)
def test_happenings_by_class(point: str, text: str, category: str | None, places: set[str], date: str) -> None:
    (found,) = activities(text)
    assert category is None or found.category == category, point
    assert (names(found), found.date) == (places, date), point


NONE = [
    ("a year's figures", "2009年，全市接待国际友城来访团组42批、310人次。"),
    ("a year's figures", "1985年至1995年，长春市与仙台市互派代表团六十二批。"),
    ("a year's figures", "里昂每年接待广州游客2万多人次。"),
    ("cancelled", "2003年5月，圣路易斯市交响乐团原定访问南京，因故取消。"),
    ("cancelled", "2020年3月，里昂市长访问广州的计划未能成行。"),
    ("cancelled", "2011年，仙台市物产展因地震推迟。"),
    ("states abroad", "○法国与巴西签署3项矿业协议。\n○圣地亚哥与利马签订交通协议。"),
    ("sport at home", "【晚报】\n○广州市与里昂市是友好城市。\n○“友谊杯”山东、河北两省乒乓球赛在潍坊举行。"),
    ("mayors abroad", "○昆明今日晴。\n○纽约市长访问芝加哥，会见当地企业家。"),
]  # fmt: skip


@pytest.mark.parametrize(("point", "text"), NONE, ids=[row[1] for row in NONE])
def test_no_happenings_by_class(point: str, text: str) -> None:
    assert activities(text) == [], point


def test_what_a_report_announces_has_not_happened() -> None:
    assert activities("昆明机场3月20日开通直飞里昂航线。", date="2019-03-04") == []


DATES = [
    (
        "of a yearbook",
        "昆明年鉴·2016\n\n　　外事\n\n　　3月8日，昆明市长率团访问清迈市。\n　　清迈市合唱团一行20人来昆明演出。",
        ["2015-03-08", "2015"],
    ),
    (
        "of a year's report",
        "2009年度长春市友城工作总结\n\n5月，仙台市议长访问长春市（1980年结好）。仙台市教师团6人来长春市进修。",
        ["2009-05", "2009"],
    ),
    (
        "the dateline's today",
        "2016-05-20 09:10　来源：某网\n\n本报里昂5月19日电　广州市与里昂市今天签署合作备忘录。"
        "签约之后，广州的小学生演唱了民歌。",
        ["2016-05-19", "2016-05-19"],
    ),
    ("last night", "成都3月2日电　成都市与里昂市昨晚共同举办云上音乐会。（2021年3月2日）", ["2021-03-01"]),
    ("years later", "2005年，南京市在约克市设立办事处。三年后，约克市在南京举办了茶文化节。", ["2005", "2008"]),
    ("for years", "1990年4月，长春与仙台市签订护士进修协议。此后两年，仙台市接收长春护士八名进修。", ["1990-04", "1990/1992"]),
    ("several years", "1986年、1989年和1994年，里昂市长三次访问广州。", ["1986/1994"]),
    ("from a year to a year", "1984年起南京市向名古屋市派遣研修生，至1999年共60名。", ["1984/1999"]),
]  # fmt: skip


@pytest.mark.parametrize(("point", "text", "expected"), DATES, ids=[row[0] for row in DATES])
def test_dates_by_class(point: str, text: str, expected: list[str]) -> None:
    assert [a.date for a in activities(text)] == expected, point


def test_an_item_of_a_bulletin_takes_nothing_from_those_before_it() -> None:
    text = "○3月5日，里昂市长访问广州。\n○福冈市与大连市签署合作备忘录。"
    assert [(a.date, names(a)) for a in activities(text)][1] == (None, {"福冈", "大连"})


MORE = [
    ("invest", "2012年，厦门市一家公司在马拉加市投资900万元兴建水产厂。", "project_cooperation", "2012"),
    ("invest", "2009年，柳州市机械厂在万隆市投资3亿元设厂。", "project_cooperation", "2009"),
    ("lend", "2011年5月，瓷都景德镇市博物馆向利摩日市借展60件瓷器。", "culture_sports", "2011-05"),
    ("course", "2016年9月，苏州市与康斯坦茨市的职业学校合办的技工班开班。", "people_education", "2016-09"),
    ("course", "2021年3月，天津市的教师给神户市的学生上了三次书法课。", "people_education", "2021-03"),
    ("expert", "1993年7月，大阪市的园艺技师到上海市传授修剪技术。", "people_education", "1993-07"),
    ("fair", "2020年6月，青岛市与杜伊斯堡市在线上举行物流对接会。", "trade_investment", "2020-06"),
    ("jubilee", "2013年9月，广州市与悉尼市结为友好城市30周年招待会在广州市举行。", "culture_sports", "2013-09"),
]
NOTHING = [
    ("to come", "展望2031年，成都市将组团访问蒙彼利埃市。"),
    ("a figure", "落户苏州市的新加坡企业超过300家。"),
    ("a figure", "全年共签署济南市与友城的各类备忘录12份。"),
    ("not signed", "贵阳市与维也纳市洽谈结好，尚未签约。"),
]


@pytest.mark.parametrize(("point", "text", "category", "date"), MORE, ids=[row[1] for row in MORE])
def test_more_happenings_by_class(point: str, text: str, category: str, date: str) -> None:
    (found,) = activities(text)
    assert (found.category, found.date) == (category, date), point


@pytest.mark.parametrize(("point", "text"), NOTHING, ids=[row[1] for row in NOTHING])
def test_what_is_no_happening_by_class(point: str, text: str) -> None:
    assert activities(text) == [], point
