"""Names over the whole world: states, provinces, prefectures, counties, districts, cities, in mainland, Hong Kong and Taiwan spellings."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.places import find_places, resolve
from pipeline.text.script import shadow

WORLD = Path(__file__).with_name("world.tsv")


def world() -> list[dict[str, str]]:
    lines = WORLD.read_text(encoding="utf-8").splitlines()[1:]
    return list(csv.DictReader(lines, delimiter="\t"))


def test_each_name_leads_to_its_place_in_its_country() -> None:
    wrong = {}
    for line in world():
        found = resolve(line["name"], line["country"]).place
        if found is None or found.place_id != line["place_id"]:
            wrong[line["name"]] = found and found.place_id
    assert wrong == {}


def test_the_table_covers_the_world() -> None:
    assert len(world()) > 500
    assert len({line["country"] for line in world()}) > 100


@pytest.mark.parametrize(
    ("text", "place_ids", "point"),
    [
        ("波兰滨海省格但斯克市", ["geonames:3099434"], "country and province before it"),
        ("德國巴登-符騰堡邦首府斯圖加特", ["DE-BW", "geonames:2825297"], "as Taiwan writes them"),
        ("海参崴与延吉市", ["geonames:2013348", "222401"], "the older name"),
        (
            "美国加州旧金山湾区的奥克兰市",
            ["geonames:5391959", "geonames:5378538"],
            "the country before it, not the largest",
        ),
        ("新西兰奥克兰市与广州市", ["geonames:2193733", "440100"], "the same name in another country"),
        ("法国卢瓦尔-大西洋省南特市", ["FR-44", "geonames:2990969"], "parts the other way round"),
        ("芬兰图尔库市(Turku)与天津市", ["geonames:633679", "120000"], "Latin beside it"),
        ("沙迦酋长国", ["AE-SH"], "an emirate"),
        ("挪威因兰德郡", ["NO-34"], "a county newer than the sources"),
    ],
)
def test_names_in_company(text: str, place_ids: list[str], point: str) -> None:
    assert [m.place_id for m in find_places(text, shadow(text)) if m.level != "country"] == place_ids, point


@pytest.mark.parametrize(
    "text",
    [
        "名古屋烧很好吃",
        "海南鸡饭受欢迎",
        "扬州炒饭的做法",
        "法兰克福香肠",
        "德州扑克",
        "杭州湾大桥",
        "东京审判",
        "孟加拉虎",
        "万象更新",
    ],
)
def test_what_follows_makes_a_thing_of_the_name(text: str) -> None:
    assert [m.text for m in find_places(text, text) if m.level in ("city", "adm1", "adm2")] == []


@pytest.mark.parametrize("text", ["杭州湾区建设", "名古屋烧毁的城墙", "海南饭店"])
def test_what_only_looks_like_a_thing_leaves_the_place(text: str) -> None:
    assert len(find_places(text, text)) == 1


@pytest.mark.parametrize(
    ("name", "country", "place_id"),
    [
        ("波兰罗兹市", None, "geonames:3093133"),
        ("紐西蘭奧克蘭市", "NZ", "geonames:2193733"),
        ("大理州剑川县", None, "532931"),
    ],
)
def test_a_name_asked_with_what_stands_before_it(name: str, country: str | None, place_id: str) -> None:
    found = resolve(name, country).place
    assert found is not None
    assert found.place_id == place_id


def test_a_name_that_begins_like_one_unit_of_the_country() -> None:
    answer = resolve("豪伊杜-比哈州", "HU")
    assert answer.place is not None
    assert answer.place.place_id == "HU-HB"
    assert "begins like" in answer.reason
    assert resolve("豪伊杜-比哈州").place is None  # … not without the country
