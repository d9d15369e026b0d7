"""Dates of reports as EDTF; every row says its point."""

import datetime

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.dates import find_dates

ROWS = [
    ("1981年5月6日签约", None, ["1981-05-06"], "a day"),
    ("1981年5月签约", None, ["1981-05"], "a month is never made a day"),
    ("到2016年底", None, ["2016-12"], "the end of a year"),
    ("1981年5月6日到访,同年9月回访", None, ["1981-05-06", "1981-09"], "the same year"),
    ("1981年5月到访,同年9月至11月回访", None, ["1981-05", "1981-09/1981-11"], "months of the same year"),
    ("1981年5月6日到访,是月28日离开", None, ["1981-05-06", "1981-05-28"], "a day of the same month"),
    ("昨晚举行", "2019-09-01", ["2019-08-31"], "last night"),
    ("1981年访问,次年结好", None, ["1981", "1982"], "the next year"),
    ("一九八一年五月", None, ["1981-05"], "Chinese digits"),
    ("民国98年3月", None, ["2009-03"], "counted from 1912"),
    ("2113年4月2日,96年5月", None, ["XXXX-04-02", "XXXX-05"], "the end of a year of four digits is no count from 1912"),
    ("113年4月2日签署", None, ["2024-04-02"], "three digits and a month can only be counted from 1912"),
    (
        "7月26日开幕。两市1992年7月结好。27日,签约。",
        "2018-07-28",
        ["2018-07-26", "1992-07", "2018-07-27"],
        "news come home",
    ),
    ("两市1992年7月结好。6月30日闭幕。", "2018-07-28", ["1992-07", "2018-06-30"], "weeks before the paper's day"),
    ("两市1992年结好。11月回访。", "2018-07-28", ["1992", "1992-11"], "what cannot be news goes on with the story"),
    ("两市1992年7月结好,8日回访。", "2018-07-28", ["1992-07", "1992-07-08"], "and so does its own sentence"),
    ("30日开幕。", "2018-07-05", ["2018-06-30"], "a day that has not come yet is last month's"),
    ("1981.05.06", None, ["1981-05-06"], "dots"),
    ("1981-05-06", None, ["1981-05-06"], "ISO"),
    ("1988-1992", None, ["1988/1992"], "a bare period"),
    ("1988年至1992年", None, ["1988/1992"], "a period of years"),
    ("2012年3月至5月", None, ["2012-03/2012-05"], "a period of months"),
    ("2012年3月8日至12日", None, ["2012-03-08/2012-03-12"], "a period of days"),
    ("2012年3月29日至4月2日", None, ["2012-03-29/2012-04-02"], "days over the month's end"),
    ("2012年3月访美,6日至9日在西雅图", None, ["2012-03", "2012-03-06/2012-03-09"], "days of the month read last"),
    ("8月12日举行", None, ["XXXX-08-12"], "no year anywhere"),
    ("8月12日举行", "2019-09-01", ["2019-08-12"], "the document's own year"),
    ("昨日抵达", "2019-09-01", ["2019-08-31"], "yesterday over the month's end"),
    ("上月28日到访", "2019-01-15", ["2018-12-28"], "last month over the year's end"),
    ("去年签约", "2019-09-01", ["2018"], "last year"),
    ("20世纪90年代", None, ["199X"], "a decade"),
    ("自2003年至今", None, ["2003/.."], "an open period"),
    ("这一年两市结好", None, [], "this year of no year"),
    ("第3月度,共5月饼", None, [], "neither ordinal months nor moon cakes"),
    ("2月30日", None, ["XXXX-02-30"], "without a year the calendar is not asked"),
    ("2019年2月30日", None, [], "no such day"),
    ("民国78年结盟,两市于95年11月再签", None, ["1989", "2006-11"], "two digits where the text counts from 1912"),
    ("78年5月来访", None, ["XXXX-05"], "two digits elsewhere are not read as a year"),
    ("19841990年互访", None, ["1984/1990"], "a dash that the scan lost"),
    ("签于1999.4", None, ["1999-04"], "a month of one digit"),
    (
        "1981年签约。签《2015—2017年计划》,8月回访",
        None,
        ["1981", "2015/2017", "1981-08"],
        "years in a title are the paper's",
    ),
    ("1981年签约。签1990年度计划,8月回访", None, ["1981", "1990", "1981-08"], "a plan's year is the plan's"),
    ("电话 020-1988-1992", None, ["1988/1992"], "known limit: a telephone number that looks like a period"),
]


@pytest.mark.parametrize(("text", "document", "expected", "point"), ROWS)
def test_dates_in_sentences(text: str, document: str | None, expected: list[str], point: str) -> None:
    assert [d.edtf for d in find_dates(text, document)] == expected, point


def test_an_annual_report_lends_its_year() -> None:
    text = "1982年2月17日结好。6月来访。2013年签约,8月回访。"
    assert [d.edtf for d in find_dates(text, None, 2014)] == ["1982-02-17", "2014-06", "2013", "2013-08"]


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)))
def test_every_day_is_read_back_in_three_scripts(day: datetime.date) -> None:
    digits = str.maketrans("0123456789", "〇一二三四五六七八九")
    for text in (
        f"{day.year}年{day.month}月{day.day}日",
        day.isoformat(),
        f"{str(day.year).translate(digits)}年{day.month}月{day.day}日",
    ):
        (found,) = find_dates(text)
        assert (found.edtf, found.start, found.end) == (day.isoformat(), 0, len(text))


@given(st.text("0123456789年月日至-~.一二三十同当年昨今上下半底 ,。", max_size=40))
def test_whatever_is_found_is_edtf_within_the_text(text: str) -> None:
    for found in find_dates(text, "2020-06-15"):
        assert 0 <= found.start < found.end <= len(text)
        assert edtf.parse_edtf(found.edtf)
