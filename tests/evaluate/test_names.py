"""What the score takes for the same, and what not."""

from __future__ import annotations

import pytest

from pipeline.evaluate.names import amounts, same_member, same_place, same_time, scope_f1, spellings


@pytest.mark.parametrize(
    ("mine", "gold", "same", "why"),
    [
        ("上海", ["上海市"], True, "a suffix left out"),
        ("长野县", ["长野市"], False, "another suffix is another place"),
        ("臺北市", ["台北"], True, "traditional, and the suffix left out"),
        ("圣·路易斯", ["圣路易斯市"], True, "a dot says nothing"),
        ("Ｙork", ["York"], True, "width says nothing"),
        ("大阪", ["京都", "大阪府"], True, "any spelling will do"),
        ("沙市", ["沙县"], False, "two characters keep their suffix"),
        ("", ["上海"], False, "nothing is no place"),
    ],
)
def test_places(mine: str, gold: list[str], same: bool, why: str) -> None:
    assert same_place(spellings({"text": mine, "name": None}), spellings(gold)) is same, why


def test_a_member_of_a_scope_may_carry_what_it_lies_in() -> None:
    carried, bare = spellings("上海市嘉定区"), spellings("嘉定区")
    assert same_member(carried, bare)
    assert not same_place(carried, bare)


@pytest.mark.parametrize(
    ("mine", "gold", "f1"),
    [
        ([], [], 1.0),
        ([], [["中国"]], 0.0),
        ([{"text": "中国"}], [["中国"], ["日本"]], 2 / 3),
        ([{"text": "日本"}, {"name": "中国"}], [["中国"], ["日本"]], 1.0),
    ],
)
def test_scopes(mine: list[object], gold: list[object], f1: float) -> None:
    assert scope_f1(mine, gold) == pytest.approx(f1)


@pytest.mark.parametrize(
    ("mine", "gold", "same"),
    [
        ("2017", "2017-12", True),
        ("2017-12", "2017", True),
        ("2017", ["2016", "2017"], True),
        (None, None, True),
        (None, "2017", False),
        ("2015/2017", "2015", False),
        ("198X", "1980", False),
    ],
)
def test_times(mine: str | None, gold: object, same: bool) -> None:
    assert same_time(mine, gold) is same


def test_amounts_in_any_of_their_units() -> None:
    assert amounts(256.7, "万美元") & amounts(2567000, ["元", "美元"])
    assert not amounts(256.7, "万美元") & amounts(256.7, "美元")
    assert amounts("many", "个") == {(None, "个")}
