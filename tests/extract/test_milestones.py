"""Steps of a tie: each with its own date and maker; only the signing dates the pair."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.annotate import annotate
from pipeline.extract.rules.pairs import extract_pairs
from pipeline.read.plain import read_plain
from pipeline.records.claim import PairBody
from pipeline.records.source import Kind, Source
from tests.extract.statements import claims_of, values

STEPS: list[tuple[str, list[tuple[Any, ...]], str]] = [
    (
        "1981年3月，奥地利林茨市长来函提议与成都结好；1982年5月，市人大常委会批准；1983年9月，两市签署友好城市协议。",
        [("林茨市", "proposed", "1981-03", "奥地利林茨市长"),
            ("林茨市", "approved", "1982-05", "市人大常委会"),
            ("林茨市", "signed", "1983-09", None),
        ],
        "three steps, three dates",
    ),
    ("2001年4月2日，昆明市与瑞士苏黎世市互换友好城市协议文本。", [("苏黎世市", "texts_exchanged", "2001-04-02", None)], "texts exchanged"),
    ("2014年6月，桂林市与波兰托伦市签署结好意向书。", [("托伦市", "intent", "2014-06", None)], "a letter of intent"),
    ("2009年，湖州市与日本岛田市续签友好城市协议。", [("岛田市", "renewed", "2009", None)], "the tie made anew"),
    ("芜湖市与日本高知市结为友城。1990年后两市往来中断，1993年5月恢复往来。", [
            ("高知市", "suspended", "1990", None),
            ("高知市", "resumed", "1993-05", None),
        ],
        "a pause, of the pair told before"),
    ("2020年，布拉格市宣布解除与北京市的友城关系。", [("布拉格市", "ended", "2020", None)], "the end"),
    ("2012年9月，安庆市与日本茨木市签订污水处理合作协议。", [], "a paper about something else"),
    ("1998年，南昌与日本高松的医院签署友好医院协议。", [], "hospitals are no governments"),
    ("1975年，会议批准了预算。", [], "no tie is spoken of"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "point"), STEPS, ids=[point for *_, point in STEPS])
def test_steps(text: str, expected: list[tuple[Any, ...]], point: str) -> None:
    assert values(text, "milestone", "b", "stage", "date", "by") == expected, point


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1987年，省里未批准赣州与日本某町结好之议，同年赣州与日本鸟取市又来函。", None),
        ("2019年，德国科隆市议会否决了与六安市缔结友城的提案。", "a step denied"),
        ("九江市将于明年与法国某市签约，丰城市拟与日本高山市签署友好城市协议。", "a step still to come"),
    ],
)
def test_what_was_not_done_is_no_step(text: str, reason: str | None) -> None:
    claims = claims_of(text, "milestone")
    assert [c for c in claims if c.rejected is None] == []
    assert reason is None or any(c.rejected and c.rejected.startswith(reason) for c in claims)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1984年3月经国务院批准，厦门市与日本佐世保市于1985年5月签署协议，结为友好城市。", "1985-05"),
        ("1979年开始接触，1980年4月获批，1981年5月鞍山市与日本尼崎市缔结友城关系。", "1981-05"),
        ("蚌埠市与日本摄津市1984年5月签约成为友好城市，1983年12月该市议会已通过议案。", "1984-05"),
        ("徐州市与法国圣埃蒂安市于1984年签订友好城市协议，1985年获批准。", "1984"),
    ],
)
def test_only_the_signing_dates_the_pair(text: str, date: str) -> None:
    source = Source(Path("a.txt"), "a.txt", Kind.TEXT, "a" * 64, len(text), "utf-8")
    made = [d.body for d in extract_pairs(annotate(read_plain(source, text))) if d.rejected is None]
    assert {body.date for body in made if isinstance(body, PairBody)} == {date}
