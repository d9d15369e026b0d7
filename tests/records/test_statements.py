"""Statements: which two are one fact, and that every kind comes back from the work store as it went in."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from pipeline.records.claim import Body
from pipeline.records.keys import fact_key, type_of
from pipeline.records.placeref import PlaceRef
from pipeline.records.statements import (
    STATEMENTS,
    AbsenceBody,
    Assessed,
    AssessmentBody,
    MembershipBody,
    MilestoneBody,
    MotiveBody,
    PeriodBody,
    Stage,
    Statement,
    SurveyBody,
    TermBody,
    places_of,
)

HERE, THERE = "a" * 64, "b" * 64
XIAN = PlaceRef("西安", "CN-6101", "西安市", "Xi'an", "CN")
NARA = PlaceRef("奈良", "JP-29201", "奈良市", "Nara", "JP")

ALL: tuple[Statement, ...] = (
    MilestoneBody(XIAN, NARA, Stage.SIGNED, "1974-02-01", "市长"),
    MembershipBody(XIAN, "世界城地组织", "uclg", None),
    MotiveBody("古都相似", "史缘", XIAN, NARA),
    SurveyBody("结好的目的", "文化交流", "中方城市", 41.0, "份", 30.5, 134.0),
    TermBody("友城", "两地政府签过字的关系"),
    AssessmentBody(Assessed.PROBLEM, "西安", "经费不足", (XIAN,)),
    PeriodBody("1974/1985", "起步期", 1),
    AbsenceBody((XIAN,), (NARA,), True),
)


@pytest.mark.parametrize("body", ALL, ids=type_of)
def test_a_statement_comes_back_as_it_went_in(body: Statement) -> None:
    adapter: TypeAdapter[Body] = TypeAdapter(Body)
    assert adapter.validate_json(adapter.dump_json(body)) == body


def test_every_kind_has_its_own_name_and_prefix() -> None:
    assert [type_of(body) for body in ALL] == list(STATEMENTS.values())
    assert len({fact_key(body, HERE)[0] for body in ALL} | set("pnad")) == len(ALL) + 4


def signed(date: str | None, stage: Stage = Stage.SIGNED, a: PlaceRef = XIAN, b: PlaceRef = NARA) -> MilestoneBody:
    return MilestoneBody(a, b, stage, date)


@pytest.mark.parametrize(
    ("one", "other", "same", "why"),
    [
        (signed("1974"), signed("1974-02-01"), True, "one signing told to the year and to the day"),
        (signed("1974"), signed("1984"), False, "a second signing ten years later"),
        (signed("1974"), signed("1974", Stage.APPROVED), False, "approval is another step"),
        (signed("1974"), signed("1974", a=NARA, b=XIAN), True, "the sides have no order"),
        (signed(None), signed(None), False, "without a year a step stays in its document"),
        (MembershipBody(XIAN, "世界城地组织", "uclg", "2005"), MembershipBody(XIAN, "UCLG", "uclg", None), True, "one body by two names"),
        (MembershipBody(XIAN, "某某联盟", None, None), MembershipBody(XIAN, "某 某联盟", None, None), True, "white space says nothing"),
        (MotiveBody("都是古都", "史缘", XIAN, NARA), MotiveBody("同为都城", "史缘", XIAN, NARA), True, "one 缘 of one pair"),
        (MotiveBody("经贸", None), MotiveBody("经贸", None), False, "of ties as such: its document's own"),
        (TermBody("友城", "甲"), TermBody("友城", "甲"), False, "a definition is its author's"),
    ],
)  # fmt: skip
def test_what_is_one_fact_in_two_documents(one: Statement, other: Statement, same: bool, why: str) -> None:
    assert (fact_key(one, HERE) == fact_key(other, THERE)) is same, why


def test_places_of_a_statement() -> None:
    assert [places_of(body) for body in ALL] == [(XIAN, NARA), (XIAN,), (XIAN, NARA), (), (), (XIAN,), (), (XIAN, NARA)]


def test_answers_to_unnamed_questions_are_kept_apart_by_their_numbers() -> None:
    one, other = (SurveyBody(None, "很好", None, None, None, share, None) for share in (40.0, 60.0))
    assert fact_key(one, HERE) != fact_key(other, HERE)
    assert fact_key(one, HERE) != fact_key(one, THERE)
