"""Charts lead to what they count, say what is missing, and draw no boundary; a base map is shown with its number or not at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.serve.options import BaseMap
from tests.serve.conftest import Client


@pytest.mark.parametrize("name", ["by-decade", "by-country", "by-province", "by-level", "activities"])
def test_each_bar_leads_to_as_many_facts_as_it_says(client: Client, name: str) -> None:
    asking = client()
    rows = asking.get(f"/charts/{name}.json").json()["rows"]
    assert rows
    for row in rows[:4]:
        behind = asking.get(row["address"] + ".json").json()
        assert behind["number"] == row["value"] and len(behind["facts"]) == min(100, behind["number"])
        if behind["facts"]:
            assert asking.get(behind["facts"][0]["address"]).status_code == 200


@pytest.mark.parametrize("path", ["/charts", "/charts/by-country", "/charts/series", "/charts/network", "/charts/map"])
def test_a_chart_is_made_without_styles_and_scripts_and_links_its_parts(client: Client, path: str) -> None:
    page = client().get(path).text
    charts = re.findall(r"<svg class=\"chart\".*?</svg>", page, re.S)
    assert " style=" not in page and "<script" not in page
    assert all("<a href=" in chart and "<title>" in chart for chart in charts)
    assert charts or path == "/charts/series"


def test_the_points_of_a_map_are_places_with_coordinates(client: Client) -> None:
    asking = client()
    found = asking.get("/charts/map.json").json()
    assert found["points"] and found["number"] is None and found["picture"] is None
    assert asking.get(found["points"][0]["address"]).status_code == 200
    assert "<path" not in asking.get("/charts/map").text and asking.get("/-/map").status_code == 404


def test_a_base_map_is_shown_with_its_number(client: Client, tmp_path: Path) -> None:
    picture = tmp_path / "map.svg"
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script></svg>')
    asking = client(base_map=BaseMap(picture, "GS(2026)1", (70.0, 0.0, 140.0, 60.0)))
    page, answer = asking.get("/charts/map").text, asking.get("/-/map")
    assert "GS(2026)1" in page and 'href="/-/map"' in page
    assert (
        answer.headers["content-type"] == "image/svg+xml"
        and "'unsafe-inline'" not in answer.headers["content-security-policy"]
    )
    assert all(70 <= point["lon"] <= 140 for point in asking.get("/charts/map.json").json()["points"])


@pytest.mark.parametrize(
    "given",
    [
        ["--map", "{file}"],  # a map that nobody approved
        ["--map-number", "GS(2026)1"],
        ["--map", "missing.png", "--map-number", "GS(2026)1"],
        ["--map", "{file}", "--map-number", "GS(2026)1", "--map-bounds", "140,0,70,60"],
    ],
)
def test_a_map_without_number_file_or_bounds_is_refused(release: Path, tmp_path: Path, given: list[str]) -> None:
    picture = tmp_path / "map.png"
    picture.write_bytes(b"\x89PNG")
    with pytest.raises(SystemExit) as left:
        main(["serve", str(release), *(one.format(file=picture) for one in given)])
    assert left.value.code == 2


def test_a_network_is_of_the_place_that_is_asked_for(client: Client) -> None:
    asking = client()
    found = asking.get("/charts/network?place=610100&lang=zh").text
    assert "西安" in found
    assert asking.get("/charts/network?place=nowhere").status_code == 404
