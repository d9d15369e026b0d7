"""Names settled by hand go before every rule; a wrong line is named and left aside."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.places import PlaceContext, find_places, read_settled, settled_names

HEAD = "name,country,place_id,name_en,lat,lon,note\n"


def table(folder: Path, lines: str, name: str = "places.csv") -> Path:
    path = folder / name
    path.write_text(HEAD + lines, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("lines", "text", "place_id", "point"),
    [
        ("青枫市,,geonames:5317058\n", "长沙市与青枫市来往", "geonames:5317058", "an id of the gazetteer"),
        ("青枫市,US,x-US-Maple\n", "长沙市与美国青枫市来往", "x-US-Maple", "a new id, in its country"),
        ("青枫市,US,x-US-Maple\n", "长沙市与法国青枫市来往", "x-FR-青枫", "not in another country"),
        ("青楓市,US,x-US-Maple\n", "長沙市與美國青楓市來往", "x-US-Maple", "traditional in both"),
        ("青枫,US,x-US-Maple\n", "长沙市与美国青枫市来往", "x-US-Maple", "settled without its kind, written with it"),
        ("罗兹,,PL-10\n", "成都与罗兹来往", "PL-10", "before what the rules say"),
        ("圣何塞,CR,geonames:3621849\n", "无锡市与圣何塞市来往", "geonames:3621849", "one of several of a name"),
    ],
)
def test_settled_names(tmp_path: Path, lines: str, text: str, place_id: str, point: str) -> None:
    from pipeline.text.script import shadow

    read, troubles = read_settled([table(tmp_path, lines)])
    found = find_places(text, shadow(text), context=PlaceContext(settled=settled_names(read)))
    assert troubles == ()
    assert [m.place_id for m in found if m.level != "country"][-1] == place_id, point


def test_a_new_place_has_what_its_line_tells(tmp_path: Path) -> None:
    read, _ = read_settled([table(tmp_path, "青枫市,US,x-US-Maple,Maple Grove,45.07,-93.46,found by letter\n")])
    place = settled_names(read)["青枫市"][0].place
    assert (place.name_en, place.lat, place.lon, place.level, place.source) == (
        *("Maple Grove", 45.07, -93.46),
        *("city", "settled by hand"),
    )


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("青枫市,US,\n", "'' is no place id"),
        ("青,US,x-US-Maple\n", "two characters or more"),
        ("青枫市,usa,x-US-Maple\n", "ISO 3166-1 alpha-2"),
        ("青枫市,,x-US-Maple\n", "a new place needs its country"),
        ("罗兹,DE,PL-10\n", "PL-10 lies in PL, not in DE"),
        ("青枫市,US,x-US-Maple,Maple Grove,north,\n", "'north' is no lat"),
    ],
)
def test_a_wrong_line_is_named_and_the_others_stand(tmp_path: Path, line: str, says: str) -> None:
    read, troubles = read_settled([table(tmp_path, line + "罗兹,,PL-10\n")])
    assert [one.place_id for one in read] == ["PL-10"]
    assert says in troubles[0].message
    assert (troubles[0].code, troubles[0].document, troubles[0].place) == ("places", "places.csv", "line 2")


def test_two_lines_must_not_contradict_each_other(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    files = [
        table(tmp_path, "罗兹,,PL-10\n"),
        table(tmp_path / "b", "罗兹,,PL-10\n罗兹,,geonames:3093133\n"),
    ]
    read, troubles = read_settled(files)
    assert len(read) == 1
    assert "settled twice" in troubles[0].message
    assert troubles[0].place == "line 3"


def test_a_table_without_the_head_is_wrong_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text("罗兹,,PL-10\n", encoding="utf-8")
    read, troubles = read_settled([path])
    assert read == ()
    assert "name,country,place_id" in troubles[0].message
