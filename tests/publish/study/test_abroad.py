"""Ties by the other side: like beside like, warnings under half, concentration only of what is whole."""

from __future__ import annotations

import io

import pandas as pd
import pytest

from pipeline.errors import UsageError
from pipeline.places.gazetteer import place, place_names
from pipeline.publish.study.choice import countries_within
from pipeline.publish.study.words import data
from pipeline.records.claim import PlaceRef
from tests.publish.study.conftest import (
    CHINA,
    JAPAN,
    KYOTO,
    LUND,
    NANJING,
    NARA,
    NOWHERE,
    SHANGHAI,
    XIAN,
    Make,
    at,
    number,
    tie,
)

SWEDEN = at("SE", "瑞典", "SE")


def test_a_row_stands_beside_the_number_of_the_reports(release_of: Make) -> None:
    release = release_of(
        tie(XIAN, NARA, "1974-02-01"), tie(XIAN, KYOTO, "2020-01-01"), tie(NANJING, LUND), tie(NANJING, NOWHERE),
        number(3, "2019", CHINA, JAPAN), number(9, "2019", CHINA), number(2, "2010", CHINA, JAPAN),
    )  # fmt: skip
    study = release.table("by-country")
    rows = study.frame.set_index("key")
    assert rows["named"].to_dict() == {"JP": 2, "SE": 1, "?": 1, "total": 4}
    assert (rows.stated["JP"], rows.as_of["JP"], rows.stated["total"]) == (3, "2019", 9)
    assert rows.stated_share["JP"] == 33.3
    assert rows.coverage["JP"] == 33.3  # the tie of 2020 is no part of a number of 2019
    assert rows.warning["JP"] == "<50%"
    assert pd.isna(rows.stated["SE"]) and pd.isna(rows.warning["SE"])
    assert [words.en[:7] for words in study.warnings] == ["Warning", "Warning"]
    assert study.frame.attrs["warnings"][0]["en"].startswith("Warning: 3 ties are named here, 33.3 %")


def test_every_cell_resolves_to_claims(release_of: Make) -> None:
    release = release_of(tie(XIAN, NARA), number(1, "2019", CHINA, JAPAN))
    study = release.table("by-country")
    assert study.facts.shape == study.frame.shape
    pair, count = release.pairs.fact_id[0], release.counts.fact_id[0]
    assert study.fact_ids(0, "named") == (pair,)
    assert study.fact_ids(0, "stated") == (count,)
    assert set(study.fact_ids(0, "coverage")) == {pair, count}
    assert study.fact_ids(0, "key") == ()
    assert all(len(release.evidence(fact_id)) for fact_id in study.fact_ids(0, "coverage"))


def test_csv_says_what_a_reader_must_know(release_of: Make) -> None:
    study = release_of(tie(XIAN, NARA), number(10, "2019", CHINA, JAPAN), number(10, "2019", CHINA)).table("by-country")
    text = study.to_csv()
    assert pd.read_csv(io.StringIO(text), comment="#")["warning"].tolist() == ["<50%", "<50%"]
    for words in (*study.warnings, study.note):
        assert f"# {words.zh}\n" in text and f"# {words.en}\n" in text
    assert "# total that reports state: 10 (2019); named here 1, 10 %\n" in text
    assert pd.read_csv(io.StringIO(study.to_csv(facts=True)), comment="#")["named"].str.startswith("p-").all()


@pytest.mark.parametrize(("label", "counted", "named"), [("plain", [], 1), ("china", ["CN-HK"], 2)])
def test_hong_kong_counts_as_the_release_says(release_of: Make, label: str, counted: list[str], named: int) -> None:
    hong_kong = at("CN-HK", "香港")
    release = release_of(tie(XIAN, NARA), tie(hong_kong, KYOTO), territories={"label": label, "counted": counted})
    study = release.table("by-province")
    assert study.frame.named.iloc[-1] == named
    assert ("中国香港" in study.frame.name_zh.tolist()) == (named == 2)
    assert "CN-HK" in study.note.zh and "CN-HK" in study.note.en
    assert release.table("by-country", home="CN-HK").frame.named.iloc[-1] == 1


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((3.0, 1.0, 4.0), {"herfindahl_named", "herfindahl_stated"}),  # the parts make up the whole
        ((3.0, 1.0, 9.0), {"herfindahl_named"}),  # of part of a whole no index is given
    ],
)
def test_concentration_of_what_is_whole(release_of: Make, numbers: tuple[float, ...], expected: set[str]) -> None:
    japan, sweden, whole = numbers
    said = number(japan, "2019", CHINA, JAPAN), number(sweden, "2019", CHINA, SWEDEN), number(whole, "2019", CHINA)
    study = release_of(tie(XIAN, NARA), tie(XIAN, LUND), *said).table("by-country")
    found = {figure.key: figure.value for figure in study.figures}
    assert set(found) == expected
    assert found["herfindahl_named"] == 0.5
    assert found.get("herfindahl_stated", 0.625) == 0.625


def test_continents_classes_and_groups_place_every_country(release_of: Make) -> None:
    release = release_of(tie(XIAN, NARA), tie(XIAN, LUND), tie(XIAN, NOWHERE))
    continents = release.table("by-continent").frame.set_index("key")["named"]
    assert (continents["M49:142"], continents["M49:150"], continents["?"], continents["total"]) == (1, 1, 1, 3)
    classes = release.table("by-income").frame.set_index("key")["named"]
    assert (classes["high"], classes["?"]) == (2, 1)
    assert "group:nordic" in release.table("by-group").frame.key.tolist()


def test_each_country_lies_in_one_continent_and_one_class() -> None:
    continents = [countries_within(one) for one in data("m49")["continents"]]
    known = {
        i for i, _, _ in place_names() if (p := place(i)) and p.level == "country" and len(i) == 2 and not p.valid_to
    }
    assert known <= frozenset().union(*continents)
    assert sum(len(one) for one in continents) == len(frozenset().union(*continents))
    classes = [frozenset(one["countries"].split()) for one in data("income")["class"]]
    assert sum(len(one) for one in classes) == len(frozenset().union(*classes))
    assert frozenset().union(*classes) <= frozenset().union(*continents)
    assert countries_within("M49:003") == countries_within("M49:021") | countries_within("M49:013") | countries_within(
        "M49:029"
    )


def test_scopes_and_documents_narrow(release_of: Make) -> None:
    release = release_of(
        tie(XIAN, NARA), tie(SHANGHAI, LUND), number(5, "2019", CHINA, JAPAN), number(2, "2019", XIAN, JAPAN)
    )
    assert release.table("by-country", within="M49:150").frame.key.tolist() == ["SE", "total"]
    xian = release.table("by-country", home="610100").frame.set_index("key")
    assert (xian.named["total"], xian.stated["JP"]) == (1, 2)
    assert release.table("by-country", document="list.txt").frame.named.iloc[-1] == 2
    assert release.table("by-country", as_of="2018").frame.stated.isna().all()
    for wrong in ({"within": "610100"}, {"document": "none.txt"}, {"as_of": "someday"}):
        with pytest.raises(UsageError):
            release.table("by-country", **wrong)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="no table"):
        release.table("by-taste")


def test_a_tie_that_is_said_not_to_be_there_is_a_zero(release_of: Make) -> None:
    from pipeline.records.statements import AbsenceBody

    tibet: PlaceRef = at("540000", "西藏")
    rows = (
        release_of(tie(XIAN, NARA), AbsenceBody((tibet,), (JAPAN,)))
        .table("by-province", within="JP")
        .frame.set_index("key")
    )
    assert (rows.stated["540000"], rows.named["540000"]) == (0, 0)


def test_more_named_than_stated_is_said_too(release_of: Make) -> None:
    study = release_of(tie(XIAN, NARA), tie(XIAN, KYOTO), number(1, "2019", CHINA, JAPAN)).table("by-country")
    assert study.frame.warning[0] == ">100%"
    assert study.warnings[0].en.startswith("Warning: in 1 rows more is named than stated")
