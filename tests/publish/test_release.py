"""A release: the same content has the same name and bytes; nothing in a cell is run; `latest` never points to half of it."""

from __future__ import annotations

import csv
import json
import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.errors import ReleaseError
from pipeline.publish.lookup import explain, find_releases
from pipeline.publish.promote import point
from pipeline.publish.release import ReleaseContent, release_id, write_release
from pipeline.publish.tables import COLUMNS
from pipeline.reconcile import reconcile


def contents(release: Path) -> dict[str, bytes]:
    files = (path for path in release.rglob("*") if path.is_file() and path.name != "run.json")
    return {path.relative_to(release).as_posix(): path.read_bytes() for path in files}


def test_every_table_in_every_form(content: ReleaseContent, tmp_path: Path) -> None:
    release = write_release(tmp_path, content, {})
    with closing(sqlite3.connect(release / "youcheng.sqlite")) as base:
        for name in COLUMNS:
            in_parquet = pq.read_table(release / "parquet" / f"{name}.parquet")
            with (release / "csv" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
                in_csv = list(csv.reader(file))
            (rows,) = base.execute(f'SELECT count(*) FROM "{name}"').fetchone()
            assert in_parquet.column_names == in_csv[0]
            assert in_parquet.num_rows == len(in_csv) - 1 == rows


def test_the_facts_are_there(content: ReleaseContent, tmp_path: Path) -> None:
    release = write_release(tmp_path, content, {})
    (pair,) = pq.read_table(release / "parquet" / "pairs.parquet").to_pylist()
    assert (pair["a_name"], pair["b_name"], pair["relation"], pair["date"]) == (
        "西安市",
        "奈良市",
        "sister",
        "1974-02-01",
    )
    (conflict,) = pq.read_table(release / "parquet" / "conflicts.parquet").to_pylist()
    assert (conflict["kept"], conflict["lost"]) == ("1974-02-01", "1975")
    assert conflict["reason"] == "1974-02-01 is given to the day, 1975 to the year"
    assert conflict["reason_zh"] == "1974-02-01 精确到日，1975 到年"
    (count,) = pq.read_table(release / "parquet" / "counts.parquet").to_pylist()
    assert (count["value"], count["approximate"], count["time_last"]) == (30.0, True, "2019-12-31")


def test_order_and_place_of_the_inputs_do_not_matter(content: ReleaseContent, tmp_path: Path) -> None:
    claims = list(content.claims)
    random.Random(7).shuffle(claims)
    moved = tuple(replace(source, path=tmp_path / source.name) for source in content.read)
    other = replace(content, claims=tuple(claims), reconciled=reconcile(claims), read=moved)
    one = write_release(tmp_path / "one", content, {"seconds": 1})
    two = write_release(tmp_path / "two", other, {"seconds": 2})
    assert one.name == two.name
    assert contents(one) == contents(two)


def test_a_release_is_named_by_its_content(content: ReleaseContent, tmp_path: Path) -> None:
    release = write_release(tmp_path, content, {"seconds": 1})
    assert release.name == release_id(release)
    assert write_release(tmp_path, content, {"seconds": 2}) == release
    assert json.loads((release / "run.json").read_text())["seconds"] == 2
    fewer = replace(content, claims=content.claims[:1], reconciled=reconcile(content.claims[:1]))
    assert write_release(tmp_path, fewer, {}) != release


def test_no_cell_is_a_formula(content: ReleaseContent, tmp_path: Path) -> None:
    release = write_release(tmp_path, content, {})
    cells = [
        cell
        for path in (release / "csv").glob("*.csv")
        for row in csv.reader(path.read_text(encoding="utf-8-sig").splitlines())
        for cell in row
    ]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))] == []
    assert "'=西安的友城" in cells
    assert "'@城墙" in cells


def test_csv_opens_as_chinese(content: ReleaseContent, tmp_path: Path) -> None:
    release = write_release(tmp_path, content, {})
    assert (release / "csv" / "pairs.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_no_folder_of_the_machine_is_published(content: ReleaseContent, tmp_path: Path) -> None:
    release = write_release(tmp_path, content, {})
    published = b"".join(contents(release).values())
    assert b"somewhere" not in published
    assert b"far/away" not in published
    assert b"broken.pdf" in published


def test_explain_leads_from_fact_to_claims_and_back(content: ReleaseContent, tmp_path: Path) -> None:
    release = write_release(tmp_path, content, {"versions": {"youcheng": "9"}})
    fact_id = content.claims[0].fact_id
    assert fact_id is not None
    by_fact, by_claim = explain(release, fact_id), explain(release, content.claims[1].claim_id)
    assert by_fact == by_claim
    assert by_fact is not None
    assert [claim["claim_id"] for claim in by_fact.claims] == [claim.claim_id for claim in content.claims[:2]]
    assert (by_fact.table, by_fact.version, len(by_fact.conflicts)) == ("pairs", "9", 1)
    rejected = explain(release, content.claims[5].claim_id)
    assert rejected is not None
    assert (rejected.fact, len(rejected.claims)) == (None, 1)
    assert explain(release, "p-0000000000000000") is None


def test_releases_are_found_in_and_under_a_folder(content: ReleaseContent, tmp_path: Path) -> None:
    release = write_release(tmp_path / "sample", content, {}).resolve()
    point(tmp_path / "sample", release.name)
    assert [find_releases(p) for p in (release, tmp_path / "sample", tmp_path)] == [[release]] * 3
    for nothing in (tmp_path / "none", release / "csv"):
        with pytest.raises(ReleaseError):
            find_releases(nothing)
