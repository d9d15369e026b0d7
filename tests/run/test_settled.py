"""`places.csv` in a corpus folder, end to end: one line settles a name, in a run and in the next one from the work store."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from pipeline import run
from pipeline.document import Settings
from pipeline.places.territories import Label, Territories

TIE = "1991年6月3日，湖南长沙市与美国青枫市结为友好城市。\n"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "one.txt").write_text(TIE, encoding="utf-8")
    return folder


def partner(result: run.BuildResult) -> tuple[str, str]:
    with (result.release / "csv" / "pairs.csv").open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file))
    return row["b_place_id"], row["b_name_en"]


def test_a_line_settles_an_unknown_name(reports: Path, tmp_path: Path) -> None:
    before = run.build([reports], tmp_path / "out")
    (reports / "places.csv").write_text("name,country,place_id,name_en\n青枫市,US,x-US-Maple,Maple Grove\n")
    after = run.build([reports], tmp_path / "out")
    assert partner(before) == ("x-US-青枫", "")
    assert partner(after) == ("x-US-Maple", "Maple Grove")
    assert after.documents == 1  # the table is no document
    assert after.troubles == ()


def test_it_holds_for_a_file_of_the_folder_too(reports: Path, tmp_path: Path) -> None:
    (reports / "places.csv").write_text("name,country,place_id\n青枫市,,geonames:5317058\n", encoding="utf-8")
    assert partner(run.build([reports / "one.txt"], tmp_path / "out"))[0] == "geonames:5317058"


def test_a_wrong_line_is_a_trouble_of_the_run(reports: Path, tmp_path: Path) -> None:
    (reports / "places.csv").write_text("name,country,place_id\n青枫市,US,\n", encoding="utf-8")
    result = run.build([reports], tmp_path / "out")
    assert [(t.document, t.code, t.place) for t in result.troubles] == [("places.csv", "places", "line 2")]
    assert partner(result)[0] == "x-US-青枫"


def test_the_setting_for_hong_kong_macao_and_taiwan_stands_in_the_report(reports: Path, tmp_path: Path) -> None:
    setting = Settings(territories=Territories(Label.OFFICIAL, ("CN-HK",)))
    report = json.loads((run.build([reports], tmp_path / "out", settings=setting).release / "run.json").read_text())
    assert (report["territories"]["label"], report["territories"]["counted"]) == ("official", ["CN-HK"])
    assert "香港特别行政区" in report["territories"]["note"]["zh"]
