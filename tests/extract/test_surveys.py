"""Survey answers: question, answer, who answered, number, share and base in one claim, inherited where they are told once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extract.statements import claims_of, values

ANSWERS: list[tuple[str, list[tuple[Any, ...]], str]] = [
    (
        "针对“贵市最看重哪类往来”这一问题，在韩方城市交回的80份问卷中，选择“体育交流”的有24份，占30%。",
        [("贵市最看重哪类往来", "体育交流", "韩方城市", 24, 30, 80)],
        "everything in one sentence",
    ),
    (
        "在法方城市的50份答卷里，选择“很满意”或“满意”的各有20份和15份，分别占40%和30%。",
        [(None, "很满意", "法方城市", 20, 40, 50), (None, "满意", "法方城市", 15, 30, 50)],
        "two answers share their numbers in order",
    ),
    (
        "在受访的40家外办里，认为“缺翻译”的22家，“缺经费”的18家。",
        [(None, "缺翻译", "外办", 22, None, 40), (None, "缺经费", "外办", 18, None, 40)],
        "the verb is said once",
    ),
    (
        "问卷显示，12%的沿海城市选择了“减少团组”，其余未答。",
        [(None, "减少团组", "沿海城市", None, 12, None)],
        "the share first, and who answered behind it",
    ),
    (
        "问卷共回收60份。对于“往来是否增多”这一问题，在英方的30份问卷中，选择“增多”的有12份。\n\n"
        "针对同一问题，在中方的30份问卷中，选择“减少”的有3份。",
        [("往来是否增多", "增多", "英方", 12, None, 30), ("往来是否增多", "减少", "中方", 3, None, 30)],
        "a question holds where the text points back to it",
    ),
    ("会上有30人选择“水墨体验”活动。", [], "no questionnaire, no answer"),
    ("问卷共发出90份，收回81份。", [], "handing out is no answer"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "point"), ANSWERS, ids=[point for *_, point in ANSWERS])
def test_answers(text: str, expected: list[tuple[Any, ...]], point: str) -> None:
    assert values(text, "survey", "question", "answer", "of", "value", "share", "base") == expected, point


def test_what_was_told_before_is_inherited_with_its_place() -> None:
    text = "针对“最缺什么”这一问题，在德方交回的20份问卷中，有不少空白。选择“翻译”的有8份。"
    (claim,) = claims_of(text, "survey")
    fields = dict(claim.fields)
    assert claim.quote == "选择“翻译”的有8份"
    assert (fields["question"].quote, fields["question"].inherited_from) == ("最缺什么", "sentence")
    assert (fields["base"].quote, fields["answer"].inherited_from) == ("20份", None)


def test_a_purpose_asked_for_is_a_motive_too() -> None:
    text = "针对“结好的目的”这一问题，在泰方的10份问卷中，选择“招揽游客”的有6份。"
    assert values(text, "motive", "motive", "a") == [("招揽游客", None)]
