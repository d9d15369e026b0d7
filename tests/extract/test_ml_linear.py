"""Linear models on grams: asked about many samples at once as by hand, kept and read again, broken weights named."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.ml.linear import ModelBroken, build, grams, read_model

MARKS = "友城结好ⒸⒻ0𠮷\0"  # with one beyond 16 bits and one that stands for nothing
WORDS = st.text(alphabet=MARKS, max_size=12)
WEIGHTS = st.integers(-90_000, 90_000).map(lambda steps: steps / 10_000)
TABLES = st.dictionaries(st.text(alphabet=MARKS, min_size=1, max_size=3), WEIGHTS, max_size=12)


def by_hand(bias, tables, sample):
    return bias + sum(
        weight
        for table, text in zip(tables, sample, strict=True)
        for gram, weight in table.items()
        if gram in set(grams(text, 3))
    )


@given(TABLES, TABLES, st.lists(st.tuples(WORDS, WORDS), max_size=5))
def test_each_gram_that_occurs_counts_once_in_its_zone(first, second, samples):
    model = build(("no", "yes"), [0.5], [{gram: (w,) for gram, w in table.items()} for table in (first, second)])
    wanted = [by_hand(0.5, (first, second), sample) for sample in samples]
    assert [score for (score,) in model.scores(samples)] == pytest.approx(wanted, abs=1e-9)
    assert model.chances(samples, "yes") == pytest.approx([1 / (1 + math.exp(-score)) for score in wanted], abs=1e-9)


@given(TABLES, st.lists(WORDS, max_size=6), st.randoms(use_true_random=False))
def test_a_sample_has_the_same_score_to_the_last_bit_in_whatever_company(table, words, chance):
    model = build(("a", "b", "c"), [0.1, 0.2, 0.3], [{gram: (w, -w, w / 2) for gram, w in table.items()}])
    samples = [(word,) for word in words]
    alone = [model.scores([sample])[0] for sample in samples]
    assert model.scores(samples) == alone
    order = chance.sample(range(len(samples)), len(samples))
    assert model.scores([samples[at] for at in order]) == [alone[at] for at in order]


def test_all_kept_models_answer_as_by_hand(root):
    samples = [("Ⓒ与Ⓕ于Ⓣ结为友好城市sA<", "友好城市\n"), ("⟨Ⓣ,Ⓒ代表团访问Ⓕ⟩dⒸⒻC", "出访\n缔结"), ("", "")]
    for path in sorted((root / "models").glob("*/weights.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        if "zones" not in told:
            continue  # the scales of confidence
        tables = [zone["grams"] for zone in told["zones"]]
        for sample, scores in zip(samples, read_model(path).scores([s[: len(tables)] for s in samples]), strict=True):
            columns = [[{gram: w[at] for gram, w in t.items()} for t in tables] for at in range(len(told["bias"]))]
            wanted = [
                by_hand(bias, column, sample[: len(tables)]) for bias, column in zip(told["bias"], columns, strict=True)
            ]
            assert scores == pytest.approx(wanted, abs=1e-9)


@pytest.mark.parametrize("gram", ["", "友好城市"])
def test_a_gram_of_a_length_that_no_table_holds_is_refused(gram):
    with pytest.raises(ValueError, match="grams of up to"):
        build(("no", "yes"), [0.0], [{gram: (1.0,)}])


@given(WORDS, st.lists(st.integers(-5, 5), min_size=3, max_size=3))
def test_several_classes_sum_to_one_and_the_best_is_the_likeliest(words, bias):
    model = build(("a", "b", "c"), bias, [{"友": (1, 2, 3), "友城": (0, 0, -9)}])
    (found,) = model.shares([[words]])
    assert math.isclose(sum(found), 1)
    assert model.best([words]) == max(zip("abc", found, strict=True), key=lambda item: item[1])


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
