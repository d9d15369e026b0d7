"""A release opened in Python: frames, evidence, SQL that reads nothing else, the register of a day, panels that tell zero from unknown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import pipeline
from pipeline.errors import ReleaseError, UsageError
from pipeline.publish.opened import Release, open_release
from pipeline.publish.promote import point
from pipeline.publish.release import ReleaseContent, write_release
from pipeline.reconcile import reconcile
from pipeline.records.claim import ActivityBody, Category, Claim, DocumentBody, PairBody, PlaceRef, Relation
from pipeline.records.keys import fact_key, type_of
from pipeline.records.source import Bibliography

XIAN = PlaceRef("西安", "610100", "西安市", "Xi'an", "CN")
NARA = PlaceRef("奈良", "geonames:1855612", "奈良市", "Nara", "JP")
KYOTO = PlaceRef("京都", "geonames:1857910", "京都市", "Kyoto", "JP")
FUNAI = PlaceRef("船桥", "geonames:1863905", "船桥市", "Funabashi", "JP")
LUND = PlaceRef("隆德", "geonames:2693678", "隆德市", "Lund", "SE")


def said(content: ReleaseContent, bodies: list[object]) -> list[Claim]:
    first = content.claims[0]
    made = []
    for number, body in enumerate(bodies, 1):
        key = fact_key(body, first.document_digest, first.quote)  # type: ignore[arg-type]
        made.append(replace(first, claim_id=f"c-{number:016x}", fact_id=key, type=type_of(body), body=body, fields=()))  # type: ignore[arg-type]
    return made


@pytest.fixture
def release(content: ReleaseContent, tmp_path: Path) -> Release:
    sister, ended = Relation.SISTER, Relation.TERMINATED
    claims = said(content, [
        PairBody(XIAN, NARA, sister, "1974-02-01", "stated"),
        PairBody(XIAN, KYOTO, sister, "1974-05-10", "stated"),
        PairBody(XIAN, KYOTO, ended, "1990-03", "stated"),
        PairBody(XIAN, FUNAI, sister, "198X", "stated"),
        PairBody(XIAN, LUND, sister, None, None),
        ActivityBody(Category.CULTURE_SPORTS, (XIAN, NARA), "1984-10-02"),
        DocumentBody(Bibliography("西安的友城", (), ("外办",), "1995")),
    ])  # fmt: skip
    written = write_release(
        tmp_path, replace(content, claims=tuple(claims), reconciled=reconcile(claims)), {"runner": "1"}
    )
    point(tmp_path, written.name)
    return open_release(tmp_path)


def test_frames_are_copies_of_the_tables(release: Release) -> None:
    release.pairs.drop(columns="fact_id", inplace=True)
    assert "fact_id" in release.pairs
    assert (len(release.pairs), len(release.activities), len(release.counts)) == (4, 1, 0)
    assert {len(getattr(release, name)) >= 0 for name in ("places", "works", "conflicts", "audits", "claims")} == {True}
    assert release.report["runner"] == "1"
    with pytest.raises(UsageError, match="no table"):
        release.frame("pears")


def test_the_face_is_that_of_the_package() -> None:
    assert pipeline.open_release is open_release
    with pytest.raises(AttributeError):
        _ = pipeline.nothing


def test_a_citation_leads_to_its_words(release: Release) -> None:
    fact_id = release.pairs.fact_id[0]
    cited = release.cite(fact_id)
    assert cited == f"{fact_id}@{release.name}"
    assert list(release.evidence(cited)["fact_id"]) == [fact_id] * len(release.evidence(fact_id))
    for wrong in ("p-0000000000000000", f"{fact_id}@r-0000000000000000"):
        with pytest.raises(UsageError):
            release.evidence(wrong)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_csv('/etc/hostname')",
        "COPY pairs TO 'out.csv'",
        "ATTACH 'other.db'",
        "SET enable_external_access = true",
        "SELECT * FROM pears",
        "SELEKT 1",
    ],
)
def test_sql_sees_the_tables_alone(release: Release, query: str) -> None:
    with pytest.raises(UsageError, match="SQL"):
        release.sql(query)
    assert int(release.sql("SELECT count(*) AS n FROM pairs").n[0]) == 4


@pytest.mark.parametrize(
    ("day", "states"),
    [
        ("1970-01-01", {"奈良市": "not yet", "京都市": "not yet", "船桥市": "not yet", "隆德市": "undated"}),
        ("1974-03-01", {"奈良市": "standing", "京都市": "not yet", "船桥市": "not yet", "隆德市": "undated"}),
        ("1985-06-01", {"奈良市": "standing", "京都市": "standing", "船桥市": "unsure", "隆德市": "undated"}),
        ("1990-03-15", {"奈良市": "standing", "京都市": "unsure", "船桥市": "standing", "隆德市": "undated"}),
        ("1990-03-31", {"奈良市": "standing", "京都市": "ended", "船桥市": "standing", "隆德市": "undated"}),
    ],
)
def test_the_register_of_a_day(release: Release, day: str, states: dict[str, str]) -> None:
    found = release.as_of(day)
    assert dict(zip(found.b_name, found.state, strict=True)) == states


@pytest.mark.parametrize("day", ["2015", "2015-13-01", "yesterday"])
def test_a_register_wants_a_day(release: Release, day: str) -> None:
    with pytest.raises(UsageError, match="no day"):
        release.as_of(day)


def test_a_panel_tells_zero_unknown_and_uncovered_apart(release: Release) -> None:
    panel = release.panel("country", range(1973, 1998)).set_index(["unit", "year"])
    japan = panel.loc["JP"]
    assert [int(japan.loc[year, "stock"]) for year in (1973, 1974, 1989, 1990)] == [0, 2, 2, 1]
    assert (int(japan.loc[1974, "new"]), int(japan.loc[1990, "ended"]), int(japan.loc[1980, "undated"])) == (2, 1, 1)
    assert (int(japan.loc[1984, "activities"]), int(japan.loc[1985, "activities"])) == (1, 0)
    assert bool(japan.loc[1995, "covered"]) and not bool(japan.loc[1996, "covered"])
    assert japan["activities"].isna().loc[1996]
    assert int(panel.loc[("SE", 1990), "undated"]) == 1


def test_units_of_a_panel(release: Release) -> None:
    assert set(release.panel("province-country").unit) == {"610000–JP", "610000–SE"}
    assert set(release.panel("pair").name) == {"西安市–奈良市", "西安市–京都市", "西安市–船桥市", "西安市–隆德市"}
    for wrong in (lambda: release.panel("continent"), lambda: release.panel("pair", range(0))):
        with pytest.raises(UsageError):
            wrong()


def test_no_release_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError):
        open_release(tmp_path)
