"""The benchmark's own text: every copy differs, and none is longer or shorter than its original."""

from __future__ import annotations

import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_jieba", Path(__file__).with_name("bench_jieba.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["bench_jieba"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def reports(bench: ModuleType) -> list:
    key = ("city", False, 3, "市")
    first = bench.Original("大阪市在1974年，神户市在1973年。", ((0, 3, key), (10, 13, key)))
    second = bench.Original("横滨市有375万人。", ((0, 3, key),))
    return [first, second]


def test_a_copy_has_other_numbers_and_places_of_the_same_length(bench: ModuleType, reports: list) -> None:
    texts = bench.copies(reports, 2_000)
    assert len(set(texts[::2])) > 10
    assert {len(text) for text in texts[::2]} == {len(reports[0].text)}
    assert all(sorted(text[4:8]) == sorted("1974") for text in texts[::2])
    assert all(text[:3] in ("大阪市", "神户市", "横滨市") for text in texts)


def test_the_same_seed_gives_the_same_text(bench: ModuleType, reports: list) -> None:
    assert bench.copies(reports, 1_000) == bench.copies(reports, 1_000)


def test_overlapping_names_lose_no_character(bench: ModuleType) -> None:
    key = ("city", False, 2, "市")
    report = bench.Original("甲市乙市", ((0, 2, key), (1, 3, key), (2, 4, key)))
    assert len(bench.shuffled(report, {key: ["丙市"]}, random.Random(1))) == 4
