"""Times of counts: years that a title or an as-of date sets for the whole report, open periods, dispatches, questionnaires."""

from __future__ import annotations

import pytest

from tests.extract.test_counts import rows

YEARBOOK = "苏州外事年鉴（2016年度）\n\n【概况】截至2016年12月31日，苏州市共有国际友城52对。\n\n"
Timed = list[tuple[float, str | None]]

TIMES: list[tuple[str, Timed, str]] = [
    (
        YEARBOOK + "【团组】全年有友城来客40批。",
        [(52, "2016-12-31"), (40, "2016")],
        "全年 is the year of the title",
    ),
    (YEARBOOK + "【增长】年末，全市有友城县区12个。", [(52, "2016-12-31"), (12, "2016-12")], "年末 closes that year"),
    (YEARBOOK + "【派出】派往友城的团组33批。", [(52, "2016-12-31"), (33, "2016")], "a deed without any date"),
    (
        YEARBOOK + "【分布】日本20对、美国9对。",
        [(52, "2016-12-31"), (20, "2016-12-31"), (9, "2016-12-31")],
        "stocks of other items",
    ),
    (
        "【友城】2013年，宁波市迎来友城客人8批。\n\n【学员】年内，友城派来学员15名。",
        [(8, "2013"), (15, "2013")],
        "a year at the head of an item",
    ),
    (
        "【医疗】2018年，长春友城派来医生6名。2009年两地结好。全年，接诊病人300人次。",
        [(6, "2018"), (300, "2018")],
        "a year inside changes nothing",
    ),
    ("1998年起，青岛与下关互派教师，至2006年计20名。", [(20, "1998/2006")], "from 起 to 至"),
    ("1994年以来，中韩新建友城50对。", [(50, "1994/..")], "open at its end"),
    ("长沙与鹿儿岛2003年起互派学生，至今交换了十二批。", [(12, "2003/..")], "still going on"),
    ("1986年、1991年和1995年，哈尔滨市代表团三次访问友城旭川市。", [(3, "1986/1995")], "a list of years"),
    ("1985年，天津与友城神户议定互派。此后五年，天津派出教师十名。", [(10, "1985/1990")], "此后五年 counts on"),
    ("成都3月5日电　成都与友城合办的画展昨天开幕，画家12名到场。", [(12, "XXXX-03-05")], "a dispatch's day"),
    ("成都友城每年接待学生三千人次。", [(3000, None)], "a habit has no date"),
]


@pytest.mark.parametrize(("text", "expected", "point"), TIMES, ids=[point for _, _, point in TIMES])
def test_times(text: str, expected: Timed, point: str) -> None:
    assert [(row[0], row[4]) for row in rows(text)] == expected, point


def test_answers_are_of_the_day_of_asking() -> None:
    text = "课题组2020年5月向友城发放调查问卷80份，收回76份。在韩方城市的问卷中，选择“满意”的有30份。"
    assert {row[4] for row in rows(text)} == {"2020-05"}


def test_the_end_of_a_period_is_no_as_of_date() -> None:
    text = "截至2018年底，山东省同韩国结有友城60对。\n\n到1996年，山东省新结对韩友城9对。江苏省有40对。"
    assert [(row[0], row[4]) for row in rows(text)] == [(60, "2018-12"), (9, "1996"), (40, "2018-12")]
