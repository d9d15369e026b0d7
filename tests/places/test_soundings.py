"""Names that no list has, by the sound of their characters: candidates for people, never a link."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import TransliterationBroken
from pipeline.places import resolve, sounding_like
from pipeline.places.chunks import ChunkTable
from pipeline.places.gazetteer import latin_places
from pipeline.places.soundings import BANDS, FILE, MARK, MODEL, WRITTEN, hear, pool, read_model, scores, soundings
from pipeline.publish.unlinked import unlinked_rows
from pipeline.records.mention import UnlinkedPlace

HEARD = [  # a spelling of our own, its country, the place it is read as
    ("格涅兹诺市", "PL", "Gniezno"),
    ("斯塔赫诺夫茨市", "PL", None),  # no such place: whatever comes is a candidate only
    ("泽列尼亚宁市", "RS", "Zrenjanin"),
    ("基切利州", "RO", None),
    ("托利亚季市", "RU", "Tolyatti"),
    ("维森沙市", "IT", "Vicenza"),
    ("吉埃伦市", "DE", None),
]


@pytest.mark.parametrize(("name", "country", "expected"), HEARD)
def test_candidates_are_marked_and_of_the_country(name: str, country: str, expected: str | None) -> None:
    found = sounding_like(name, country)
    assert all(c.place.country == country and MARK in c.reason and 0 < c.score < 1 for c in found)
    assert len(found) <= 5
    if expected:
        assert found[0].place.name_en == expected


@pytest.mark.parametrize(("name", "country", "expected"), HEARD)
def test_nothing_is_linked_by_sound_of_letters(name: str, country: str, expected: str | None) -> None:
    answer = resolve(name, country)
    assert answer.place is None or MARK not in answer.reason


def test_the_kind_decides_which_places_are_asked() -> None:
    cities, units = soundings("卢布林", "市", "PL"), soundings("卢布林", "省", "PL")
    assert {c.place.level for c in cities} <= {"city", "town"}
    assert {c.place.level for c in units} <= {"adm1", "adm2"}
    assert (cities[0].place.name_en, units[0].place.place_id) == ("Lublin", "PL-06")


@pytest.mark.parametrize("country", [*sorted(WRITTEN), None])
def test_silent_where_names_are_written_or_nothing_is_known(country: str | None) -> None:
    assert soundings("马佐夫舍", "市", country) == ()


@pytest.mark.parametrize("stem", ["", "马", "Warsaw", "马佐夫 舍", "马" * 40])
def test_what_is_no_name_has_no_candidates(stem: str) -> None:
    assert soundings(stem, "市", "PL") == ()


def test_likeness_to_nothing_gives_nothing() -> None:
    assert soundings("青枫", "市", "FI") == ()


def test_marks_do_not_matter() -> None:
    assert soundings("格涅兹·诺", "市", "PL") == soundings("格涅兹诺", "市", "PL") != ()


def test_the_same_question_has_the_same_answer_in_any_order_of_places() -> None:
    table = ChunkTable({"拉": {"ra": 3.0, "la": 2.0}, "多": {"do": 1.0}, "姆": {"m": 4.0}}, {})
    places = latin_places("PL")
    answers = []
    for order in (places, places[::-1]):
        among = pool(table, order)
        answers.append(hear(among, scores(table, among, "拉多姆"), "拉多姆", "市"))
    assert answers[0][0].place.name_en == "Radom"
    assert [one.score for one in answers[0]] == [one.score for one in answers[1]]


def test_a_name_left_out_is_not_heard() -> None:
    table = ChunkTable({"拉": {"ra": 3.0}, "多": {"do": 1.0}, "姆": {"m": 4.0}}, {})
    among = pool(table, latin_places("PL"))
    heard = hear(among, scores(table, among, "拉多姆"), "拉多姆", "市", without="radom")
    assert heard and all(one.place.name_en != "Radom" for one in heard)


def test_a_short_name_does_not_win_by_having_little_to_account_for() -> None:
    table = ChunkTable({"拉": {"ra": 4.0}, "多": {"do": 3.0, "": 4.0}, "姆": {"m": 4.0}}, {})
    city = next(one for one in latin_places("PL") if one.name_en == "Radom")
    among = pool(table, [city, replace(city, place_id="x", name_en="Ram")])
    assert table.scores("拉多姆", among.grid).argmax() == 1
    assert hear(among, scores(table, among, "拉多姆"), "拉多姆", "市")[0].place.name_en == "Radom"


def test_the_release_shows_them_with_their_mark() -> None:
    place = UnlinkedPlace("x-PL-格涅兹诺", "格涅兹诺市", "PL", "city", "no gazetteer knows it", (), ("格涅兹诺市",), 1)
    (row,) = unlinked_rows([("a.txt", place)], {})
    assert "Gniezno PL (transliterated 0." in str(row[5])


def test_the_kept_table_is_small_and_has_its_parts(root: Path) -> None:
    path = root / "models" / MODEL / FILE
    assert path.stat().st_size <= 300_000
    model = read_model(path)
    assert len(model.bands) == len(BANDS)
    assert all(0 < chance < 1 for chance in (*model.bands, model.after))
    assert list(model.bands) == sorted(model.bands, reverse=True)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", json.dumps({"off": [], "bands": [0.1], "after": 0.1, "sounds": {}, "chunks": {}})]
)
def test_a_broken_table_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(TransliterationBroken):
        read_model(tmp_path / FILE)
