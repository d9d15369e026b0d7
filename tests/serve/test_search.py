"""The search page finds what a release holds, and the pages that it leads to answer."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from pipeline.serve.sidecar import ready_sidecar
from tests.serve.conftest import Client


def hits(answer: Any, group: str) -> list[dict[str, Any]]:
    return next((one["hits"] for one in answer.json()["groups"] if one["kind"] == group), [])


@pytest.mark.parametrize("question", ["神户", "神戶", "Kobe", "kobe", "ＫＯＢＥ", "神户 天津"])
def test_a_tie_is_found_by_two_characters_english_and_traditional(client: Client, question: str) -> None:
    found = hits(client().get("/search.json", params={"q": question}), "facts")
    assert any("神户" in hit["title"] and "天津" in hit["title"] for hit in found)


def test_a_place_of_that_very_name_stands_first(client: Client) -> None:
    assert hits(client().get("/search.json?q=Nagoya"), "places")[0]["title"].startswith("名古屋")


def test_every_kind_of_hit_leads_to_a_page(client: Client) -> None:
    asking = client()
    seen = set()
    for question in ("神户", "西安市", "友好城市", "友城资料", "友城"):
        for group in asking.get("/search.json", params={"q": question}).json()["groups"]:
            hit = group["hits"][0]
            assert asking.get(hit["address"]).status_code == 200, hit
            assert asking.get(hit["address"] + ".json").json()
            seen.add(group["kind"])
    assert seen == {"places", "documents", "facts", "findings", "quotes"}


def test_one_kind_goes_on_page_by_page_without_a_gap(client: Client, release: Path) -> None:
    asking, seen = client(), []
    for page in range(1, 9):
        answer = asking.get("/search.json", params={"q": "年", "kind": "quotes", "page": page})
        seen += [hit["id"] for hit in hits(answer, "quotes")]
    with sqlite3.connect(release / "youcheng.sqlite") as base:
        wanted = [
            row[0]
            for row in base.execute("SELECT claim_id FROM claims WHERE quote LIKE '%年%' ORDER BY rowid LIMIT 240")
        ]
    assert seen == wanted


@pytest.mark.parametrize("query", ["kind=nothing", "page=-1", "page=x", "page=99999999999999"])
def test_what_cannot_be_asked_is_said(client: Client, query: str) -> None:
    assert client().get(f"/search.json?q=x&{query}").status_code == 400


def test_the_index_is_made_once(release: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    first = ready_sidecar(release, tmp_path, lambda done, whole: told.append((done, whole)))
    written = first.stat().st_mtime_ns
    assert told and told[-1][0] <= told[-1][1]
    assert ready_sidecar(release, tmp_path) == first and first.stat().st_mtime_ns == written
    assert [path.name for path in first.parent.iterdir()] == [first.name]


def test_a_place_shows_all_its_facts(client: Client, release: Path) -> None:
    with sqlite3.connect(release / "youcheng.sqlite") as base:
        place, number = base.execute(
            "SELECT a_place_id, count(*) FROM pairs GROUP BY 1 ORDER BY 2 DESC LIMIT 1"
        ).fetchone()
    tables = {one["table"]: one for one in client().get(f"/place/{place}.json").json()["tables"]}
    assert tables["pairs"]["number"] == number == len(tables["pairs"]["facts"])


def test_a_document_shows_its_claims_and_only_them(client: Client, release: Path) -> None:
    with sqlite3.connect(release / "youcheng.sqlite") as base:
        digest, number = base.execute(
            "SELECT document_digest, count(*) FROM claims GROUP BY 1 ORDER BY 2 DESC LIMIT 1"
        ).fetchone()
    answer = client().get(f"/document/{digest}.json").json()
    assert answer["number"] == number and len(answer["claims"]) == min(number, 100)
