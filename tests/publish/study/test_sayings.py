"""Activities by two orders, questionnaires, sayings, and places side by side."""

from __future__ import annotations

import re

import pytest

from pipeline.errors import UsageError
from pipeline.publish.study.words import data
from pipeline.records.claim import ActivityBody, Category
from pipeline.records.statements import MembershipBody, MotiveBody, SurveyBody, TermBody
from tests.publish.study.conftest import KYOTO, LUND, NANJING, NARA, SHANGHAI, XIAN, Make, number, tie


@pytest.mark.parametrize("scheme", [one["key"] for one in data("crosswalk")["scheme"]])
def test_a_crosswalk_places_each_of_our_kinds_once(scheme: str) -> None:
    one = next(s for s in data("crosswalk")["scheme"] if s["key"] == scheme)
    ours = [key for category in one["category"] for key in category["ours"]]
    assert sorted(ours) == sorted(Category)
    assert set(data("crosswalk")["ours"]) == set(Category)
    assert one["reason"] and all(re.compile(category["words"]) for category in one["category"])


def test_activities_by_our_kinds_and_by_those_of_questionnaires(release_of: Make) -> None:
    asked = "哪类活动最多"
    release = release_of(
        ActivityBody(Category.CULTURE_SPORTS, (XIAN, NARA), "1984-10"), ActivityBody(Category.PEOPLE_EDUCATION, (XIAN, LUND), None),
        ActivityBody(Category.HIGH_LEVEL_VISIT, (SHANGHAI, LUND), "1990"),
        SurveyBody(asked, "教育与体育", "某些城市", 6, "份", 60.0, 10), SurveyBody(asked, "领导互访", "某些城市", 4, "份", 40.0, 10),
    )  # fmt: skip
    ours = release.table("activities").frame.set_index("key")
    assert (ours.named["culture_sports"], ours.years["culture_sports"], ours.named["total"]) == (1, "1984–1984", 3)
    study = release.table("activities", scheme="survey")
    rows = study.frame.set_index("key")
    assert (rows.named["culture"], rows["answered: 某些城市"]["culture"], rows["answered: 某些城市"]["officials"]) == (
        2,
        60,
        40,
    )
    assert study.fact_ids(1, "answered: 某些城市")[0].startswith("s-")
    assert release.table("activities", home="610000", within="SE").frame.named.iloc[-1] == 1
    with pytest.raises(UsageError, match="survey, three"):
        release.table("activities", scheme="none")


def test_questionnaires_side_by_side(release_of: Make) -> None:
    said = [SurveyBody("如何", a, who, n, "份", share, base) for a, who, n, share, base in
            (("好", "甲方", 6, 60.0, 10), ("差", "甲方", 4, 40.0, 10), ("好", "乙方", 5, 25.0, 20))]  # fmt: skip
    study = release_of(*said).table("survey")
    assert study.frame["answer"].tolist() == ["好", "差", "Σ"]
    assert study.frame["share: 甲方"].tolist() == [60, 40, 100]
    assert study.frame["base: 乙方"].tolist()[-1] == 20
    assert len(study.fact_ids(2, "answers: 甲方")) == 2


def test_sayings_with_their_facts(release_of: Make) -> None:
    release = release_of(
        MembershipBody(XIAN, "世界历史都市联盟", "lhc", "1994"), MembershipBody(NARA, "历史都市联盟", "lhc", None),
        MotiveBody("港口相似", "地缘", XIAN, NARA), TermBody("友城", "结好的城市"), TermBody("友城", "姐妹城市"),
    )  # fmt: skip
    members = release.table("memberships")
    assert members.frame[["key", "facts"]].to_numpy().tolist() == [["lhc", 2]]
    assert "（1994）" in members.frame.members[0]
    assert release.table("motives").frame.iloc[0].tolist() == ["地缘", "港口相似", "西安市–奈良", 1]
    assert release.table("definitions").frame.definition.tolist() == ["姐妹城市", "结好的城市"]
    assert release.table("assessments").frame.empty


def test_places_side_by_side(release_of: Make) -> None:
    release = release_of(tie(XIAN, NARA, "1974"), tie(XIAN, LUND), tie(NANJING, KYOTO), number(8, "2019", XIAN))
    study = release.table("portfolio", places=("610100", "320100"))
    assert study.frame.key.tolist() == ["JP", "SE", "total"]
    assert study.frame["partners: 西安市"].tolist()[0] == "奈良（1974）"
    assert study.frame["ties: 南京市"].tolist() == [1, 0, 1]
    assert [(t.value, t.named, t.share, t.warns) for t in study.stated] == [(8, 2, 25.0, True)]
    for wrong in (("610100",), ("610100", "000000")):
        with pytest.raises(UsageError):
            release.table("portfolio", places=wrong)
