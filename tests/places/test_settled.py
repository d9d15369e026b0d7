"""Names settled by hand go before every rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import GazetteerBroken
from pipeline.places import PlaceContext, find_places, read_settled


def settled(folder: Path, lines: str) -> PlaceContext:
    path = folder / "places.csv"
    path.write_text(f"name,country,place_id\n{lines}", encoding="utf-8")
    return PlaceContext(settled=read_settled(path))


@pytest.mark.parametrize(
    ("lines", "text", "place_id", "point"),
    [
        ("青枫市,,geonames:5317058\n", "长沙市与青枫市来往", "geonames:5317058", "an id of the gazetteer"),
        ("青枫市,US,x-US-Maple\n", "长沙市与美国青枫市来往", "x-US-Maple", "a new id, in its country"),
        ("青枫市,US,x-US-Maple\n", "长沙市与法国青枫市来往", "x-FR-青枫", "not in another country"),
        ("罗兹,,PL-10\n", "成都与罗兹来往", "PL-10", "before what the rules say"),
    ],
)
def test_settled_names(tmp_path: Path, lines: str, text: str, place_id: str, point: str) -> None:
    found = find_places(text, text, context=settled(tmp_path, lines))
    assert [m.place_id for m in found if m.level != "country"][-1] == place_id, point


def test_a_line_needs_name_and_id(tmp_path: Path) -> None:
    with pytest.raises(GazetteerBroken):
        settled(tmp_path, "青枫市,US,\n")
