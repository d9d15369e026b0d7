"""The JSON surface is what its description says, whatever is asked of it: a bounded number of requests made up from it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.serve.openapi import description
from tests.serve.conftest import Client

EXAMPLES = 15  # requests an address: what more would find is for a longer run
CHOSEN = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


def operations() -> dict[str, Any]:
    schema = schemathesis.openapi.from_dict(description())
    return {found.ok().path: found.ok() for found in schema.get_all_operations()}


@pytest.mark.parametrize("path", sorted(description()["paths"]))
def test_each_answer_is_as_described(client: Client, path: str) -> None:
    asking = client()

    @CHOSEN
    @given(case=operations()[path].as_strategy())
    def ask(case: Any) -> None:
        answer = asking.request(case.method, case.formatted_path, params=case.query or None)
        case.validate_response(answer)

    ask()


def test_the_description_is_served_and_tells_of_every_json_page(client: Client) -> None:
    served = client().get("/-/openapi.json").json()
    assert served == json.loads(json.dumps(description()))
    assert served["openapi"].startswith("3.")


@CHOSEN
@given(st.text(max_size=60))
def test_what_is_no_id_is_not_found(asking: Any, text: str) -> None:
    for kind in ("fact", "place", "document", "finding"):
        answer = asking.get(f"/{kind}/{quote(text, safe='')}.json")
        assert answer.status_code in (302, 404)


@pytest.fixture
def asking(client: Client) -> Any:
    return client()


def test_real_ids_answer_as_described(client: Client, release: Path) -> None:
    asking, schemas = client(), operations()
    with sqlite3.connect(release / "youcheng.sqlite") as base:
        for kind, table, key in (
            ("fact", "pairs", "fact_id"),
            ("fact", "counts", "fact_id"),
            ("fact", "claims", "claim_id"),
            ("place", "places", "place_id"),
            ("document", "documents", "document_digest"),
            ("finding", "findings", "finding_id"),
        ):
            for (found,) in base.execute(f"SELECT {key} FROM {table} ORDER BY {key} LIMIT 5"):
                case = schemas[f"/{kind}/{{id}}.json"].Case(path_parameters={"id": found})
                answer = asking.get(f"/{kind}/{quote(found, safe='')}.json")
                assert answer.status_code == 200
                case.validate_response(answer)
