"""What the transliteration model is made of and what its card may say."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipeline.learn.alignment import align
from pipeline.learn.transliteration import Answer, after, ask, chance, failing, held_out, read_names
from pipeline.learn.transliterationcard import card
from pipeline.places.gazetteer import syllables
from pipeline.places.soundings import BANDS, WRITTEN


def answer(country: str = "PL", rank: int | None = 0, band: int | None = 0, absent: int | None = None) -> Answer:
    return Answer(country, "city", rank, band, absent)


@pytest.fixture(scope="module")
def named():
    return read_names()


def test_names_come_from_abroad_and_are_stems(named) -> None:
    assert len(named) > 20_000
    assert {one.place.country for one in named} & WRITTEN == set()
    assert not any(sign in one.stem for one in named for sign in "·-")
    assert {one.place.level for one in named} == {"city", "adm1", "adm2"}


def test_a_place_is_held_out_with_all_its_names_and_a_tenth_is(named) -> None:
    cities = {one.place.place_id: one.place for one in named if one.place.level == "city"}
    share = sum(map(held_out, cities.values())) / len(cities)
    assert 0.08 < share < 0.12
    one = next(iter(cities.values()))
    assert held_out(one) is (int(hashlib.sha256(one.place_id.encode()).hexdigest()[:16], 16) % 10 == 0)


def test_a_little_table_already_finds_names_it_was_not_shown(named) -> None:
    serbian = [one for one in named if one.place.country in ("RS", "HR", "SI") and one.place.level == "city"]
    learned = sorted({(one.stem, one.place.name_en.lower()) for one in serbian if not held_out(one.place)})
    learned = [(stem, name) for stem, name in learned if name.isascii() and name.isalpha()]
    asked = [one for one in serbian if held_out(one.place)]
    answers = ask(align(learned, syllables(), rounds=4), asked)
    assert len(answers) >= 15
    assert sum(one.rank == 0 for one in answers) / len(answers) > 0.5
    assert all(one.rank is None or one.rank >= 0 for one in answers)


def test_a_country_that_fails_is_off_and_a_few_names_prove_nothing() -> None:
    answers = [*[answer("ID", None, None)] * 8, *[answer("PL")] * 8, *[answer("MM", None, None)] * 7]
    assert failing(answers) == {"ID"}


def test_chances_count_what_is_said_of_places_that_are_not_there() -> None:
    answers = [*[answer()] * 8, answer(rank=1), answer(rank=1, band=2), answer(absent=0)]
    assert chance(answers, 0) == pytest.approx(9 / 11, abs=0.01)  # ten answers with the place there, one without
    assert chance(answers, 1) == 0.0
    assert after(answers) == pytest.approx(2 / 12, abs=0.01)


def test_the_card_in_the_project_is_of_this_form(root: Path) -> None:
    text = (root / "models" / "transliteration" / "card.md").read_text(encoding="utf-8")
    head = card([answer()] * 20, (), (0.9,) * len(BANDS), 1, 1).split("\n- **Data**", 1)[0]
    assert text.startswith(head)
    assert "CC BY 4.0" in text
