"""The document's own date: what speaks of the document itself, and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.annotate.dateline import document_date
from pipeline.read.plain import read_plain
from pipeline.records.source import Bibliography, Kind, Source

BODY = "广州市与里昂市的交往已有三十多年，双方的学校、医院和企业往来不断，每年都有新的项目。"


def dated(text: str, manifest: str | None = None) -> str | None:
    line = Bibliography(date=manifest) if manifest else None
    return document_date(read_plain(Source(Path("own.txt"), "own.txt", Kind.TEXT, "", len(text), None, line), text))


FOUND = [
    ("a line under the title", f"广州与里昂\n\n2019年3月8日\n\n{BODY}", "2019-03-08"),
    ("month and year alone", f"友城工作报告\n\n2019年3月\n\n{BODY}", "2019-03"),
    ("Chinese digits", f"友城工作报告\n\n二〇一九年三月\n\n{BODY}", "2019-03"),
    ("digits with the hour", f"广州与里昂\n2019-03-08 09:30\n\n{BODY}", "2019-03-08"),
    ("a label", f"发布时间：2019-03-08 来源：外办\n\n{BODY}", "2019-03-08"),
    ("a forum post's month", f"发表于 2019-03 只看楼主\n\n{BODY}", "2019-03"),
    ("brackets at the end", f"{BODY}\n\n{BODY}（2019年3月8日）", "2019-03-08"),
    ("today, in brackets", f"里昂市长今天（2019年3月8日）到访广州。\n\n{BODY}", "2019-03-08"),
    ("today, in years of the Republic", "高雄市今（112年3月8日）簽署協定，由兩位市長共同簽字。", "2023-03-08"),
    ("yesterday, in brackets", "高雄市昨（112年2月28日）簽署協定，由兩位市長共同簽字。", "2023-03-01"),
    ("yesterday, in full", f"里昂市长昨日（2018年12月31日）到访广州。\n\n{BODY}", "2019-01-01"),
    ("brackets with who wrote it", f"{BODY}\n\n{BODY}（2019年3月8日 记者 林间）", "2019-03-08"),
    ("brackets under the title", f"广州友城概览\n\n（2019年3月修订）\n\n{BODY}", "2019-03"),
    ("a signature", f"友城工作通报\n\n{BODY}\n\n　　广州市外事办公室\n　　二〇一九年三月八日", "2019-03-08"),
    (
        "a paper's line with its hour",
        f"广州与里昂再续约\n广州晚报　2019-03-08 08:26　阅读：2047\n\n{BODY}",
        "2019-03-08",
    ),
    (
        "a page's line with its counter",
        f"广州与里昂再续约\n\n2019年3月8日　南方新闻网　　点击：47\n\n{BODY}\n\n{BODY}\n\n{BODY}",
        "2019-03-08",
    ),
    (
        "who signs under the title",
        f"广东友城统计公报（2018年度）\n\n广东省外事服务中心　2019年3月\n\n{BODY}\n\n{BODY}\n\n{BODY}",
        "2019-03",
    ),
    ("a dispatch, in brackets", f"广州与里昂再续约\n\n本报讯（2019年3月8日）　{BODY}", "2019-03-08"),
    ("a dispatch with its place", f"广州与里昂再续约\n\n本报广州2019年3月8日电　{BODY}", "2019-03-08"),
    ("the issue of a journal", f"广州与里昂：一项比较\n\n《地方对外交往》2019年第3期\n\n{BODY}", "2019"),
    (
        "a thread's first post",
        f"楼主 阿海 发表于 2019-3-8 10:20\n{BODY}\n沙发 小林 发表于 2020-1-2 08:00\n{BODY}",
        "2019-03-08",
    ),
    (
        "the heading's day, the foot's year",
        f"【城市早报】3月8日 星期五\n\n{BODY}\n\n（编辑：阿林，2019年）",
        "2019-03-08",
    ),
    ("a weekday of another year", f"【城市早报】3月8日 星期一\n\n{BODY}\n\n（编辑：阿林，2019年）", "2019"),
    ("a yearbook", f"广州年鉴·2019　外事\n\n{BODY}", "2019"),
    ("news of a month", f"2019年3月的消息：里昂市长到访。{BODY}", "2019-03"),
    (
        "the page's address and the text's day",
        f"3月8日，里昂市长到访。\n\n[原文](https://a.cn/2019/03/08/b.html)\n\n{BODY}",
        "2019-03-08",
    ),
]


@pytest.mark.parametrize(("point", "text", "expected"), FOUND, ids=[row[0] for row in FOUND])
def test_date_of_the_document(point: str, text: str, expected: str) -> None:
    assert dated(text) == expected, point


SILENT = [
    ("a date in a sentence", f"2019年3月8日，里昂市长到访广州。{BODY}"),
    ("a table's first cell", "1981.3.8 | 广州市 | 里昂市\n1982.4.9 | 武汉市 | 杜伊斯堡市\n"),
    (
        "an address that the text does not bear out",
        f"里昂市长到访。\n\n[原文](https://a.cn/2019/03/08/b.html)\n\n{BODY}",
    ),
    ("labels of several days", f"发表时间：2019年3月8日 甲\n发表时间：2020年4月9日 乙\n\n{BODY}"),
    ("no such day", f"广州与里昂\n\n2019年2月30日\n\n{BODY}"),
    ("nothing", BODY),
]


@pytest.mark.parametrize(("point", "text"), SILENT, ids=[row[0] for row in SILENT])
def test_no_date_where_the_text_is_silent(point: str, text: str) -> None:
    assert dated(text) is None, point


def test_the_manifest_speaks_first() -> None:
    assert dated(f"广州与里昂\n\n2019年3月8日\n\n{BODY}", manifest="2018") == "2018"
