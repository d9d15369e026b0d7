"""The reconciliation service as its clients ask it: manifest, queries by GET and POST, extension, and requests that break its form."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from pipeline.serve.openrefine import MOST_BYTES, MOST_QUERIES, openrefine_app


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(openrefine_app())


def ask(client: TestClient, *queries: dict[str, Any]) -> list[list[dict[str, Any]]]:
    sent = {f"q{n}": query for n, query in enumerate(queries)}
    answer = client.post("/", data={"queries": json.dumps(sent)}).json()
    return [answer[key]["result"] for key in sent]


def test_the_manifest_names_its_version_and_spaces(client: TestClient) -> None:
    answer = client.get("/", headers={"origin": "https://refine.example"})
    told = answer.json()
    assert told["versions"] == ["0.2"]
    assert told["identifierSpace"] and told["schemaSpace"] and told["name"]
    assert "{{id}}" in told["view"]["url"]
    assert answer.headers["access-control-allow-origin"] == "*"


def test_names_are_matched_or_left_to_choose(client: TestClient) -> None:
    japan, lund, none = ask(
        client,
        {"query": "神户市", "properties": [{"pid": "country", "v": "JP"}]},
        {"query": "隆德", "limit": 2},
        {"query": "不存在的地名"},
    )
    assert (japan[0]["match"], japan[0]["type"][0]["id"]) == (True, "city")
    assert "Kobe" in japan[0]["name"]
    assert len(lund) <= 2
    assert none == []
    assert sum(result["match"] for result in japan) == 1


def test_a_name_that_no_list_has_is_heard_where_the_country_is_known(client: TestClient) -> None:
    poland = [{"pid": "country", "v": "PL"}]
    heard, unsaid, province = ask(
        client,
        {"query": "格涅兹诺斯市", "properties": poland},
        {"query": "格涅兹诺斯市"},
        {"query": "格涅兹诺斯", "type": "adm2", "properties": poland},
    )
    assert "Gniezno" in heard[0]["name"]
    assert not any(result["match"] for result in heard)
    assert unsaid == []
    assert {kind["id"] for result in province for kind in result["type"]} <= {"adm2"}


def test_a_type_keeps_its_level_only(client: TestClient) -> None:
    (found,) = ask(client, {"query": "吉林", "type": "adm1"})
    assert {kind["id"] for result in found for kind in result["type"]} == {"adm1"}


def test_get_is_answered_like_post(client: TestClient) -> None:
    sent = {"queries": json.dumps({"q0": {"query": "奈良市"}})}
    assert client.get("/", params=sent).json() == client.post("/", data=sent).json()


def test_values_are_fetched_by_id(client: TestClient) -> None:
    ((nara, *_),) = ask(client, {"query": "奈良市"})
    asked = {
        "ids": [nara["id"], "nothing"],
        "properties": [{"id": "country"}, {"id": "lat"}, {"id": "codes"}, {"id": "x"}],
    }
    told = client.post("/", data={"extend": json.dumps(asked)}).json()
    assert [meta["id"] for meta in told["meta"]] == ["country", "lat", "codes"]
    assert told["rows"][nara["id"]]["country"] == [{"str": "JP"}]
    assert 34 < told["rows"][nara["id"]]["lat"][0]["float"] < 35
    assert told["rows"]["nothing"] == {"country": [], "lat": [], "codes": []}
    assert client.get("/place", params={"id": nara["id"]}).json()["country"] == "JP"
    assert client.get("/place", params={"id": "../etc/passwd"}).status_code == 404
    assert {one["id"] for one in client.get("/properties").json()["properties"]} >= {"lat", "lon"}


@pytest.mark.parametrize(
    "sent",
    [
        {"queries": "no JSON"},
        {"queries": "[]"},
        {"queries": json.dumps({"q0": 3})},
        {"queries": json.dumps({"q0": {"query": None}})},
        {"queries": json.dumps({f"q{n}": {"query": "奈良"} for n in range(MOST_QUERIES + 1)})},
        {"extend": json.dumps({"ids": "x", "properties": []})},
        {"queries": "[" * 100_000},
    ],
)
def test_a_request_that_breaks_the_form_is_refused(client: TestClient, sent: dict[str, str]) -> None:
    answer = client.post("/", data=sent)
    assert answer.status_code == 400
    assert answer.json()["status"] == "error"


def test_an_oversized_body_is_refused(client: TestClient) -> None:
    assert client.post("/", content=b"queries=" + b"x" * MOST_BYTES).status_code == 400


def test_a_long_name_is_cut_not_searched(client: TestClient) -> None:
    assert ask(client, {"query": "长" * 10_000}) == [[]]
