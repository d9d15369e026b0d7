"""Statements in a release: their lines in claims.jsonl, their rows, and the way back from a fact to its words."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.publish.claims import FIELDS, claim_lines
from pipeline.publish.lookup import explain
from pipeline.publish.release import ReleaseContent, write_release
from pipeline.reconcile import reconcile
from pipeline.records.claim import Claim
from pipeline.records.statements import STATEMENTS
from tests.publish.conftest import claim
from tests.records.test_statements import ALL


def claims() -> list[Claim]:
    return [claim(number, body, start=10 * number) for number, body in enumerate(ALL, 1)]


def test_a_line_has_every_field_under_its_name() -> None:
    lines = [json.loads(line) for line in claim_lines(claims())]
    assert sorted(line["type"] for line in lines) == sorted(STATEMENTS.values())
    for line in lines:
        assert set(FIELDS[line["type"]]) == set(line["fields"]) <= set(line)
    survey = next(line for line in lines if line["type"] == "survey")
    assert (survey["value"], survey["share"], survey["base"]) == (41, 30.5, 134)
    step = next(line for line in lines if line["type"] == "milestone")
    assert (step["a"]["place_id"], step["stage"], step["by"]) == ("CN-6101", "signed", "市长")


def test_every_statement_is_a_row_that_explains_itself(tmp_path: Path) -> None:
    made = claims()
    facts = reconcile(made)
    release = write_release(tmp_path, ReleaseContent(tuple(made), facts, ()), {})
    (step,) = pq.read_table(release / "parquet" / "milestones.parquet").to_pylist()
    assert (step["a_name"], step["b_country"], step["date_last"], step["by_whom"]) == (
        "西安市",
        "JP",
        "1974-02-01",
        "市长",
    )
    tables = {found.table for fact in facts.facts if (found := explain(release, fact.fact_id))}
    assert tables == {
        "milestones",
        "memberships",
        "motives",
        "survey_answers",
        "terms",
        "assessments",
        "periods",
        "absences",
    }
