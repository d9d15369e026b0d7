"""Linear models on grams: asked by automaton as by hand, kept and read again, broken weights named."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.ml.linear import ModelBroken, build, grams, read_model

WORDS = st.text(alphabet="友城结好ⒸⒻ0", max_size=12)
TABLES = st.dictionaries(st.text(alphabet="友城结好ⒸⒻ0", min_size=1, max_size=3), st.integers(-9, 9), max_size=12)


def by_hand(bias, tables, sample):
    return bias + sum(
        weight
        for table, text in zip(tables, sample, strict=True)
        for gram, weight in table.items()
        if gram in set(grams(text, 3))
    )


@given(st.lists(st.tuples(TABLES, WORDS), min_size=1, max_size=3))
def test_each_gram_that_occurs_counts_once_in_its_zone(zones):
    tables, sample = [table for table, _ in zones], [text for _, text in zones]
    model = build(("no", "yes"), [0.5], [{gram: (w,) for gram, w in table.items()} for table in tables])
    wanted = by_hand(0.5, tables, sample)
    assert model.scores(sample) == [wanted]
    assert math.isclose(model.probabilities(sample)["yes"], 1 / (1 + math.exp(-wanted)), abs_tol=1e-9)


@given(WORDS, st.lists(st.integers(-5, 5), min_size=3, max_size=3))
def test_several_classes_sum_to_one_and_the_best_is_the_likeliest(words, bias):
    model = build(("a", "b", "c"), bias, [{"友": (1, 2, 3), "友城": (0, 0, -9)}])
    found = model.probabilities([words])
    assert math.isclose(sum(found.values()), 1)
    assert model.best([words]) == max(found.items(), key=lambda item: item[1])


@pytest.mark.parametrize("text", ["", "{}", '{"classes": ["a"]}', "[1]"])
def test_broken_weights_are_named(tmp_path, text):
    path = tmp_path / "tie" / "weights.json"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ModelBroken, match=r"tie/weights\.json"):
        read_model(path)


def test_weights_that_are_not_there_are_named(tmp_path):
    with pytest.raises(ModelBroken):
        read_model(tmp_path / "weights.json")
