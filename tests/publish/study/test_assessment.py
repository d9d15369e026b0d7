"""How lively ties are: the index, the exposure beside it, and no word of dormancy that no source has."""

from __future__ import annotations

import pytest

from pipeline.publish.study.assessment import effective_kinds
from pipeline.records.claim import ActivityBody, Category
from pipeline.records.statements import MilestoneBody, Stage
from tests.publish.study.conftest import KYOTO, LUND, NANJING, NARA, XIAN, Make, tie


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [([], 0.0), (["a"] * 5, 1.0), (["a", "b", "c", "d"], 4.0), (["a", "a", "b"], 1.88988)],
)
def test_effective_number_of_kinds(kinds: list[str], expected: float) -> None:
    assert effective_kinds(kinds) == pytest.approx(expected, abs=1e-5)


def test_index_and_exposure(release_of: Make) -> None:
    visit, show = Category.HIGH_LEVEL_VISIT, Category.CULTURE_SPORTS
    release = release_of(
        tie(XIAN, NARA, "1974"), tie(XIAN, LUND, "1990"), tie(NANJING, KYOTO),
        ActivityBody(visit, (XIAN, NARA), "1984-05"), ActivityBody(show, (XIAN, NARA), "1985"), ActivityBody(show, (NARA, XIAN), "198X"),
    )  # fmt: skip
    study = release.table("assessment")
    rows = study.frame.set_index("b_name")
    assert rows.activities.to_dict() == {"奈良": 3, "隆德": 0, "京都": 0}
    assert rows["index"]["奈良"] == round(2 * effective_kinds([visit, show, show]), 2)
    assert rows.activity_years["奈良"] == "1984; 1985"
    assert rows.verdict_en["隆德"].startswith("no activity found in 1 document(s), years 1990–")
    assert rows.verdict_en["京都"] == "no document that tells of activities names either side"
    assert len(study.fact_ids(0, "index")) == 3
    assert "dormant" not in " ".join(study.frame.verdict_en)


def test_a_source_may_say_that_a_tie_rests(release_of: Make) -> None:
    release = release_of(tie(XIAN, NARA, "1974"), MilestoneBody(XIAN, NARA, Stage.SUSPENDED, "2001"))
    study = release.table("assessment")
    assert study.frame.verdict_en[0] == "suspended, as a source says"
    assert any(fact_id.startswith("m-") for fact_id in study.fact_ids(0, "verdict_en"))
