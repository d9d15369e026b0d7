"""The network: shapes told apart, each tie once, the same for any order of ties."""

from __future__ import annotations

import pytest

from pipeline.publish.study.network import shape_of
from tests.publish.study.conftest import KYOTO, LUND, NANJING, NARA, SHANGHAI, XIAN, Make, at, tie

OSAKA, YORK = at("geonames:1853909", "大阪", "JP"), at("geonames:2633352", "约克", "GB")


@pytest.mark.parametrize(
    ("a", "b", "shape"),
    [(1, 1, "one_to_one"), (1, 4, "one_to_many"), (3, 1, "one_to_many"), (2, 2, "many_to_many")],
)
def test_shapes(a: int, b: int, shape: str) -> None:
    assert shape_of(a, b) == shape


def test_shapes_hubs_and_figures(release_of: Make) -> None:
    beijing = at("110000", "北京")
    ties = [
        tie(XIAN, NARA),
        tie(XIAN, KYOTO),
        tie(SHANGHAI, OSAKA),
        tie(NANJING, YORK),
        tie(NANJING, LUND),
        tie(beijing, LUND),
        tie(beijing, YORK),
    ]
    study = release_of(*ties).table("network")
    rows = study.frame.set_index("key")
    assert rows.named.head(3).to_dict() == {"one_to_one": 1, "one_to_many": 2, "many_to_many": 4}
    assert rows.places.head(3).to_dict() == {"one_to_one": 2, "one_to_many": 3, "many_to_many": 4}
    assert {f.key: f.value for f in study.figures if not f.key.startswith("cluster")} == {
        "places": 9,
        "edges": 7,
        "parts": 3,
        "largest": 4,
    }
    assert rows.named["610100"] == 2 and len(study.fact_ids(rows.index.get_loc("610100"), "named")) == 2


def test_no_ties_no_parts(release_of: Make) -> None:
    assert release_of(at_least()).table("network").frame.named.tolist() == [0, 0, 0]


def at_least() -> object:
    from pipeline.records.statements import TermBody

    return TermBody("友城", "结好的城市")
