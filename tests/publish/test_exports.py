"""Every further form of a release reads back: validated, expanded or opened by somebody else's program."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from frictionless import Package
from pyld import jsonld

from pipeline.errors import ReleaseError
from pipeline.publish.exports.dictionary import column_text, table_title
from pipeline.publish.release import ReleaseContent, write_release
from pipeline.publish.tables import COLUMNS


@pytest.fixture
def release(content: ReleaseContent, tmp_path: Path) -> Path:
    return write_release(tmp_path, content, {})


def test_the_dictionary_knows_every_table_and_column(release: Path) -> None:
    told = (release / "DICTIONARY.md").read_text(encoding="utf-8")
    for table, columns in COLUMNS.items():
        assert all(table_title(table))
        for column in (word.partition(":")[0] for word in columns.split()):
            english, chinese = column_text(table, column)
            assert f"| {column} |" in told
            assert english in told and chinese in told
    with pytest.raises(ReleaseError, match="pears"):
        column_text("pairs", "pears")
    with pytest.raises(ReleaseError):
        table_title("pears")


def test_the_data_package_validates(release: Path) -> None:
    report = Package(str(release / "datapackage.json")).validate()
    assert report.flatten(["title", "note"]) == []
    assert report.stats["tasks"] == len(COLUMNS)


def test_a_package_with_another_byte_does_not_validate(release: Path) -> None:
    path = release / "csv" / "pairs.csv"
    path.write_bytes(path.read_bytes().replace("奈良市".encode(), "良奈市".encode()))
    assert not Package(str(release / "datapackage.json")).validate().valid


def test_json_ld_expands_to_facts_derived_from_claims_derived_from_documents(release: Path) -> None:
    whole = json.loads((release / "exports" / "claims.jsonld").read_text(encoding="utf-8"))
    things = {thing["@id"]: thing for thing in jsonld.expand(whole)}
    derived = "http://www.w3.org/ns/prov#wasDerivedFrom"
    facts = [thing for name, thing in things.items() if name.startswith("urn:youcheng:p-")]
    assert len(facts) == 1
    for fact in facts:
        for claim in fact[derived]:
            (document,) = things[claim["@id"]][derived]
            assert document["@id"].startswith("urn:sha256:") and document["@id"] in things
    claim = next(thing for name, thing in things.items() if name.startswith("urn:youcheng:c-"))
    (target,) = claim["http://www.w3.org/ns/oa#hasTarget"]
    selectors = target["http://www.w3.org/ns/oa#hasSelector"]
    assert {kind for selector in selectors for kind in selector["@type"]} == {
        "http://www.w3.org/ns/oa#TextQuoteSelector",
        "http://www.w3.org/ns/oa#TextPositionSelector",
    }


def test_stata_files_read_back(release: Path) -> None:
    for path in (release / "exports").glob("*.dta"):
        with (release / "csv" / f"{path.stem}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        frame = pd.read_stata(path)
        assert len(frame) == len(rows)
    pairs = pd.read_stata(release / "exports" / "pairs.dta")
    assert list(pairs.b_name) == ["奈良市"]
    assert math.isnan(pairs.years_to_signature[0])


def test_the_network_reads_back(release: Path) -> None:
    graph = nx.read_graphml(release / "exports" / "ties.graphml")
    ((a, b, values),) = graph.edges(data=True)
    assert {graph.nodes[a]["name"], graph.nodes[b]["name"]} == {"西安市", "奈良市"}
    assert values["relation"] == "sister"


def test_points_have_longitude_first(content: ReleaseContent, tmp_path: Path) -> None:
    release = write_release(tmp_path, content, {})
    points = json.loads((release / "exports" / "places.geojson").read_text(encoding="utf-8"))
    for feature in points["features"]:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -180 <= longitude <= 180 and -90 <= latitude <= 90
    assert points["type"] == "FeatureCollection"


def test_every_form_has_the_same_bytes_again(content: ReleaseContent, tmp_path: Path) -> None:
    one, two = (write_release(tmp_path / name, content, {}) for name in ("a", "b"))
    files = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file() and path.name != "run.json")
    assert any(path.suffix == ".dta" for path in files)
    assert [path for path in files if (one / path).read_bytes() != (two / path).read_bytes()] == []
