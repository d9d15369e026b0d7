"""One name, asked alone: kind before string, country before size, no coin toss."""

from __future__ import annotations

import pytest

from pipeline.places import lookup, place, resolve


@pytest.mark.parametrize(
    ("name", "country", "place_id"),
    [
        ("罗兹省", "PL", "PL-10"),
        ("罗兹市", "PL", "geonames:3093133"),
        ("北威州", None, "DE-NW"),
        ("加州", None, "US-CA"),
        ("新南威爾斯省", None, "AU-NSW"),
        ("马其顿", None, "MK"),
        ("刚果(金)", None, "CD"),
        ("刚果（布）", None, "CG"),
        ("河南省", None, "410000"),
        ("广州市", None, "440100"),
        ("广州", "KR", "geonames:1841810"),
        ("大马尼拉市", "PH", "PH-00"),
        ("马尼拉市", "PH", "geonames:1701668"),
        ("台湾", None, "CN-TW"),
        ("香港", None, "CN-HK"),
        ("苏联", None, "SUHH"),
        ("北九州", None, "geonames:1859307"),
        ("帕尔玛", "IT", "geonames:3171457"),
        ("不知名的地方", None, None),
    ],
)
def test_resolve(name: str, country: str | None, place_id: str | None) -> None:
    found = resolve(name, country).place
    assert (found.place_id if found else None) == place_id


def test_a_country_leaves_no_other() -> None:
    assert {c.place.country for c in lookup("伯明翰", "US")} == {"US"}
    assert {"US", "GB"} <= {c.place.country for c in lookup("伯明翰")}


def test_what_is_not_clear_is_left_open_with_its_candidates() -> None:
    answer = resolve("城关区")
    assert answer.place is None
    assert len(answer.candidates) > 1


def test_the_answer_has_the_keys_of_the_command() -> None:
    answer = resolve("里昂市", "FR").as_json()
    assert {
        "name",
        "place_id",
        "ids",
        "country",
        "level",
        "name_zh",
        "name_en",
        "lat",
        "lon",
        "score",
        "candidates",
    } <= set(answer)
    assert answer["name_en"] == "Lyon"


def test_parents_lead_to_the_country() -> None:
    park = place("CN-SIP")
    assert park is not None
    assert park.parents == ("320500", "320000", "CN")
    assert place("no such id") is None


def test_groups_know_their_members() -> None:
    group = place("group:ceec")
    assert group is not None
    assert len(group.members) == 16


@pytest.mark.parametrize(
    ("place_id", "keys"),
    [
        ("PL", {"cow": "290", "iso_3166_1_alpha2": "PL", "iso_3166_1_alpha3": "POL"}),
        ("440100", {"gbt_2260_2021": "440100", "geonames": "1809858", "iso_3166_1_alpha2": "CN"}),
        ("PL-22", {"iso_3166_2": "PL-22", "wikidata": "Q54180", "geonames": "3337496"}),
    ],
)
def test_codes_by_what_they_are(place_id: str, keys: dict[str, str]) -> None:
    found = place(place_id)
    assert found is not None
    assert keys.items() <= found.keys.items()


@pytest.mark.parametrize("place_id", ["CN", "SUHH", "PL-22", "IT-25", "ES-CM", "geonames:3093133"])
def test_linked_places_have_coordinates(place_id: str) -> None:
    found = place(place_id)
    assert found is not None
    assert found.lat is not None
    assert found.lon is not None
