"""Expectation maximisation finds the cuts that no one told it, and sums what it should."""

from __future__ import annotations

import pytest

from pipeline.learn.alignment import align

SOUNDS = {"马": "ma", "诺": "nuo", "罗": "luo", "里": "li", "塔": "ta"}
PAIRS = [
    ("马里", "mali"),
    ("里马", "lima"),
    ("诺马", "noma"),
    ("马诺", "mano"),
    ("里诺", "lino"),
    ("塔里", "tali"),
    ("诺塔", "nota"),
]


def test_characters_get_the_letters_that_they_write() -> None:
    table = align(PAIRS, SOUNDS)
    best = {char: max(chunks, key=lambda chunk: chunks[chunk]) for char, chunks in table.counts.items()}
    assert best == {"马": "ma", "里": "li", "诺": "no", "塔": "ta"}


def test_every_occurrence_of_a_character_counts_once() -> None:
    table = align(PAIRS, SOUNDS)
    assert sum(table.counts["马"].values()) == pytest.approx(4, abs=0.05)


def test_the_same_pairs_give_the_same_table() -> None:
    assert align(PAIRS, SOUNDS) == align(list(PAIRS), dict(SOUNDS))


def test_a_pair_that_cannot_be_cut_teaches_nothing() -> None:
    assert align([*PAIRS, ("罗", "eightletters")], SOUNDS).counts.get("罗", {}) == {}


def test_a_strange_pair_is_less_heard_than_many_others() -> None:
    table = align([*PAIRS, ("马里", "zuzu")], SOUNDS)
    assert table.counts["马"]["ma"] > 3 * sum(n for chunk, n in table.counts["马"].items() if "z" in chunk)
