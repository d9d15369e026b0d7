"""Places by codes and English names, as lists from elsewhere write them."""

from __future__ import annotations

import pytest

from pipeline.places import place_by_code, place_by_english


@pytest.mark.parametrize(
    ("name", "country", "place_id", "why"),
    [
        ("Kagoshima", "JP", "geonames:1860827", "the city, where city and prefecture have one name"),
        ("Kagoshima Prefecture", "JP", "JP-46", "the prefecture, where the name says so"),
        ("Baden-Wurttemberg", "DE", "DE-BW", "accents and marks say nothing"),
        ("Xi'an", "CN", "610100", "an apostrophe neither"),
        ("Duisburg", "FR", None, "not in that country"),
        ("Nosuchplace", None, None, "nowhere"),
        ("", None, None, "no name"),
    ],
)
def test_english_names(name: str, country: str | None, place_id: str | None, why: str) -> None:
    found = place_by_english(name, country)
    assert (found.place_id if found else None) == place_id, why


@pytest.mark.parametrize(
    ("code", "place_id"),
    [
        ("JP-46", "JP-46"),
        ("geonames:1860827", "geonames:1860827"),
        ("https://www.geonames.org/1860827", "geonames:1860827"),
        ("JPN", "JP"),
        ("Q0", None),
        ("", None),
    ],
)
def test_codes(code: str, place_id: str | None) -> None:
    found = place_by_code(code)
    assert (found.place_id if found else None) == place_id
