"""Plain verbs of happenings, class by class: with a date and both sides they tell of one, as plans and sums they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.annotate import annotate
from pipeline.extract.rules.activities import extract_activities
from pipeline.read.plain import read_plain
from pipeline.records.claim import ActivityBody
from pipeline.records.source import Kind, Source


def activities(text: str) -> list[ActivityBody]:
    document = annotate(read_plain(Source(Path("own.txt"), "own.txt", Kind.TEXT, "", len(text), None, None), text))
    return [draft.body for draft in extract_activities(document) if isinstance(draft.body, ActivityBody)]


HAPPENINGS = [
    # point, text, categories that are fair, date
    ("learn", "1988年，佛山市四名陶工在福冈市学做茶碗。", {"people_education", "culture_sports"}, "1988"),
    ("learn", "2003年5月，科隆市的厨师在北京市学会了拉面。", {"people_education", "culture_sports"}, "2003-05"),
    ("learn", "2016年夏，昆明市六名园丁在苏黎世学了两个月花艺。", {"people_education", "civil_society"}, "2016"),
    ("teach", "1991年4月，神户市的裁缝在天津市讲授西服剪裁。", {"people_education"}, "1991-04"),
    ("teach", "2012年，武汉市的教练在基辅教孩子们打乒乓球。", {"people_education", "culture_sports"}, "2012"),
    ("teach", "2019年7月，成都市两名茶艺师在里昂示范盖碗泡法。", {"culture_sports", "people_education"}, "2019-07"),
    ("build", "1995年10月，仙台市民在长春市立起一座友好石碑。", {"culture_sports", "civil_society"}, "1995-10"),
    ("build", "2007年3月，西安市民与奈良市民共同种下樱花八十株。", {"civil_society", "project_cooperation"}, "2007-03"),
    ("build", "2015年11月，南宁市援助班珠尔的水井竣工。", {"project_cooperation"}, "2015-11"),
    ("joint", "2018年6月，黑河市与布拉戈维申斯克联合巡查界江。", {"project_cooperation", "science_health"}, "2018-06"),
    ("joint", "2011年，洛阳市与奥尔良的考古队联合发掘一处窑址。", {"project_cooperation", "culture_sports", "science_health"}, "2011"),
    ("joint", "1999年9月，青岛市与下关市的水族馆交换海豚标本2件。", {"science_health", "culture_sports"}, "1999-09"),
    ("deal", "2010年5月，宁波市的商人在亚琛敲定订单三笔。", {"trade_investment"}, "2010-05"),
    ("deal", "1993年，大连市从仁川市购进渔网机十二台。", {"trade_investment", "project_cooperation"}, "1993"),
    ("deal", "2017年9月，义乌市的商人在马德里推销圣诞礼品。", {"trade_investment"}, "2017-09"),
    ("show", "2014年8月，杭州市在波士顿地铁里张贴西湖海报。", {"city_promotion"}, "2014-08"),
    ("show", "2009年4月，里昂市在广州市街头派发旅游地图三千份。", {"city_promotion"}, "2009-04"),
    ("show", "2021年10月，厦门市的城市短片在卡迪夫车站循环播放。", {"city_promotion"}, "2021-10"),
    ("perform", "2006年1月，维也纳的少年在上海市音乐厅唱了十首民歌。", {"culture_sports"}, "2006-01"),
    ("perform", "1998年，上海市的琴师在汉堡登台，返场两回。", {"culture_sports"}, "1998"),
    ("perform", "2013年5月，苏州市评弹团登上威尼斯的歌剧院舞台。", {"culture_sports"}, "2013-05"),
    ("give", "2020年3月，长崎市给福州市寄来口罩六千只。", {"science_health", "civil_society"}, "2020-03"),
    ("give", "1986年，札幌市赠沈阳市制冰机壹套。", {"civil_society", "project_cooperation"}, "1986"),
    ("give", "2011年3月，无锡市向明石市汇去一百万日元。", {"civil_society"}, "2011-03"),
    ("invite", "2005年6月，桂林市从熊本市请来果树专家三位。", {"science_health", "people_education"}, "2005-06"),
    ("invite", "2018年，绍兴市聘请了西宫市的四名酿酒师。", {"people_education", "civil_society"}, "2018"),
    ("call", "2020年5月，济南市市长与和歌山市市长视频通话。", {"high_level_visit"}, "2020-05"),
    ("call", "2022年2月，太原市市长与姬路市市长通了半小时电话。", {"high_level_visit"}, "2022-02"),
    ("go", "1984年11月，别府市长率6人答访烟台市。", {"high_level_visit"}, "1984-11"),
    ("go", "2001年8月，岐阜市的市民代表做客杭州市，住了五天。", {"civil_society", "high_level_visit"}, "2001-08"),
    ("counted", "2017年4月，三亚市向戛纳移交了一套救生设备。", {"project_cooperation", "science_health"}, "2017-04"),
    ("counted", "1997年，包头市给埃尔帕索送过一对石狮。", {"culture_sports", "civil_society"}, "1997"),
    ("sign", "1992年6月，银川市与松江市互换友好意向书。", {"agreement"}, "1992-06"),
    ("sign", "2019年9月，曲阜市与威廉斯堡签下文物保护合作书。", {"agreement", "culture_sports"}, "2019-09"),
]  # fmt: skip


@pytest.mark.parametrize(("point", "text", "fair", "date"), HAPPENINGS, ids=[row[1] for row in HAPPENINGS])
def test_a_plain_verb_tells_of_a_happening(point: str, text: str, fair: set[str], date: str) -> None:
    (found,) = activities(text)
    assert found.category in fair, point
    assert found.date == date, point


NONE = [
    ("a plan", "2024年，杭州市拟在波士顿地铁里张贴海报。"),
    ("a plan", "2019年5月，仙台市表示愿意为长春市修建一座钟楼。"),
    ("a sum", "2013年，广州市新签友城协议两份，里昂市在列。"),
    ("talk of years", "里昂与广州谈了四年多。"),
    ("a trend", "2015年以来，大连与北九州的合作经历了三个阶段。"),
    ("grown", "2016年，青岛与下关的往来增加了五次。"),
    ("at home", "2017年6月，国际友城处报道：汉中市与南通市对口协作的车间竣工。"),
    ("at home", "2012年，外事简报说，长江中游城市群的会议在武汉市开幕。"),
]  # fmt: skip


@pytest.mark.parametrize(("point", "text"), NONE, ids=[row[1] for row in NONE])
def test_what_plain_verbs_do_not_tell(point: str, text: str) -> None:
    assert activities(text) == [], point
