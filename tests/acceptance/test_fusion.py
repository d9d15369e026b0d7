"""What must come together over the seed reports: one tie from three of them, nested dates, one rising series, no vote for a PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pipeline import run

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("score")]
TIANJIN, KOBE, SHANGHAI, YOKOHAMA = "120000", "geonames:1859171", "310000", "geonames:1848354"
FACTS = ("pairs", "counts", "activities")


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(out / "latest" / "parquet" / f"{table}.parquet").to_pylist()
    return found


@pytest.fixture(scope="module")
def texts(run_of: Callable[[str], Any]) -> Any:
    return run_of("seeds")


@pytest.fixture(scope="module")
def with_pdfs(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The texts with their PDFs beside them."""
    out = tmp_path_factory.mktemp("editions")
    result = run.build([*(shared / "seeds").glob("*.txt"), *(shared / "pdf").glob("00[0-4].pdf")], out)
    assert (result.documents, result.troubles) == (10, ())
    return out


def tie(out: Path, a: str, b: str) -> dict[str, Any]:
    (found,) = (row for row in rows(out, "pairs") if (row["a_place_id"], row["b_place_id"]) == (a, b))
    return found


def claims_on(fact: dict[str, Any], claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [claim for claim in claims if claim["fact_id"] == fact["fact_id"]]


def test_tianjin_and_kobe_are_one_tie_with_its_finest_date(texts: Any) -> None:
    fact = tie(texts.out, TIANJIN, KOBE)
    claims = claims_on(fact, texts.claims)
    assert (fact["relation"], fact["date"]) == ("sister", "1973-06-24")
    assert {claim["document"][:3] for claim in claims} >= {"002", "003", "004"}
    assert sum(claim["document"].startswith("003") for claim in claims) >= 2  # its sentence and its contents' entry
    assert not any(row["fact_id"] == fact["fact_id"] for row in rows(texts.out, "conflicts"))


def test_shanghai_and_yokohama_nest(texts: Any) -> None:
    fact = tie(texts.out, SHANGHAI, YOKOHAMA)
    said = {(claim["date"], claim["date_basis"]) for claim in claims_on(fact, texts.claims)}
    assert fact["date"] == "1973-11-30"
    assert said >= {("1973", "derived"), ("1973-11-30", "stated")}
    assert "agree" in fact["reason"]
    assert not any(row["fact_id"] == fact["fact_id"] for row in rows(texts.out, "conflicts"))


def test_the_national_totals_are_one_rising_series(texts: Any) -> None:
    series = [
        row
        for row in rows(texts.out, "series")
        if (row["measure"], row["scope_ids"], row["rule"]) == ("sister_pairs", "CN", None)
    ]
    assert len({row["series_id"] for row in series}) == 1
    assert [row["value"] for row in series] == [2171, 2209, 2258, 2498, 2531]
    last_days = [row["as_of_last"] for row in series]
    assert all(last_days)
    assert last_days == sorted(last_days)
    assert all(row["document_digests"] for row in series)


def test_a_pdf_beside_its_text_is_no_further_vote(texts: Any, with_pdfs: Path) -> None:
    works = rows(with_pdfs, "works")
    assert (len(works), len({row["work_id"] for row in works})) == (10, 5)
    for table in FACTS:
        before = {row["fact_id"]: row["works"] for row in rows(texts.out, table)}
        after = {row["fact_id"]: row["works"] for row in rows(with_pdfs, table)}
        assert before.keys() <= after.keys()
        assert {key: after[key] for key in before} == before, table
        assert {after[key] for key in after.keys() - before.keys()} <= {1}
        assert len(after) <= 1.02 * len(before) + 1, table  # what both say is one fact, not two
