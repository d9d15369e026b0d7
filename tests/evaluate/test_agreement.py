"""Two readings of the same words: kappa, both ways of judging, what is optional, the sentences, the second folder."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SourceMissing, UsageError
from pipeline.evaluate.agreement import Agreement, agreement, agreement_lines, cohen_kappa, read_both
from pipeline.evaluate.goldtext import read_gold_folder

FIRST = """= t-01 news 2019-05-03
> 洛阳市1981年4月与日本冈山市结为友好城市。
P 洛阳市 | 冈山市 @JP | sister | 1981-04 | stated
> 全省已有近30对友好城市。
C 30 对 ~ | sister_pairs | 河南省 | 2019
> 冈山市长来访，赠书40册。
A high_level_visit, people_education | 洛阳市; 冈山市 @JP | 2019-05
C 40 册 | other | 洛阳市; 冈山市 @JP | 2019-05
> 开封没有签约。
N negation
"""


def read(folder: Path, second: str, first: str = FIRST) -> Agreement:
    (folder / "second").mkdir()
    (folder / "t.gold").write_text(first, encoding="utf-8")
    (folder / "second" / "t.gold").write_text(second, encoding="utf-8")
    return agreement(*read_both(folder))


def test_the_same_reading_agrees_wholly(tmp_path: Path) -> None:
    found = read(tmp_path, FIRST)
    assert (found.documents, found.sentences) == (1, 4)
    for rates in (*found.second_by_first.values(), *found.first_by_second.values()):
        assert rates["f1"] == rates["strict_f1"] == 1
    assert {name: value.kappa for name, value in found.on_sentences.items()} == dict.fromkeys(
        ("pair", "count", "activity", "empty"), 1.0
    )
    assert found.on_labels["measure"].of == 2


@pytest.mark.parametrize(
    ("old", "new", "kind", "f1", "strict"),
    [
        ("| 1981-04 | stated", "| 1981 | stated", "pair", 1, 0),  # a coarser date is another date
        ("C 40 册 | other", "C 40 册 | activity_count", "count", 1, 0.5),  # another measure
        ("C 40 册 | other | 洛阳市; 冈山市 @JP | 2019-05\n", "", "count", 2 / 3, 2 / 3),  # one missed
        ("N negation", "C 1 次 | activity_count | 开封 | -", "count", 0.8, 0.8),  # one more
        ("N negation", "C? 1 次 | activity_count | 开封 | -\nN negation", "count", 1, 1),  # more, but held optional
        ("C 40 册", "C? 40 册", "count", 1, 1),  # held optional, and the first has it
        ("C 40 册 | other", "C 40 本 or 册 | other", "count", 0.5, 0.5),  # of its readings the first is taken
        ("high_level_visit, people_education", "people_education", "activity", 1, 1),  # the first takes either
        ("high_level_visit, people_education", "civil_society", "activity", 0, 0),
    ],
)
def test_each_difference_costs_what_it_is(
    tmp_path: Path, old: str, new: str, kind: str, f1: float, strict: float
) -> None:
    assert FIRST.count(old) == 1
    rates = read(tmp_path, FIRST.replace(old, new)).second_by_first[kind]
    assert (rates["f1"], rates["strict_f1"]) == (pytest.approx(f1), pytest.approx(strict))


def test_both_ways_differ_where_one_reader_offers_more(tmp_path: Path) -> None:
    found = read(tmp_path, FIRST.replace("high_level_visit, people_education", "people_education"))
    assert (found.second_by_first["activity"]["f1"], found.first_by_second["activity"]["f1"]) == (1, 0)


def test_a_sentence_counts_once_and_optional_facts_do_not_fill_it(tmp_path: Path) -> None:
    found = read(
        tmp_path, FIRST.replace("A high", "A? high").replace("C 40 册 | other | 洛阳市; 冈山市 @JP | 2019-05\n", "")
    )
    assert found.on_sentences["activity"].equal == 0.75  # three of four sentences
    assert found.on_sentences["count"].equal == 0.75
    assert found.on_sentences["empty"].kappa == 1


def test_a_fact_may_stand_at_another_quote(tmp_path: Path) -> None:
    first = "= t-01 news -\n> 洛阳同冈山结好。\nP 洛阳 | 冈山 @JP | sister | 1981 | stated\n> 那是1981年。\nN general\n"
    second = "= t-01 news -\n> 洛阳同冈山结好。\n> 那是1981年。\n>+ 洛阳同冈山结好。\nP 洛阳 | 冈山 @JP | sister | 1981 | stated\n"
    found = read(tmp_path, second, first)
    assert found.second_by_first["pair"]["strict_f1"] == 1
    assert found.on_sentences["pair"].equal == 0.5  # the second rests it on both


def test_lines_for_people_name_the_differences(tmp_path: Path) -> None:
    found = read(tmp_path, FIRST.replace("C 40 册 | other", "C 40 册 | activity_count"))
    lines = list(agreement_lines(found, 5))
    assert lines[0] == "1 documents read twice, 4 sentences"
    assert any("measure: activity_count for other" in line for line in lines)
    assert not any("measure:" in line for line in agreement_lines(found))


def test_the_second_reading_is_no_document_of_the_corpus(tmp_path: Path) -> None:
    read(tmp_path, FIRST)
    assert [document.name for document in read_gold_folder(tmp_path)] == ["t-01"]


@pytest.mark.parametrize(
    ("second", "words"),
    [
        ("= t-09 news -\n> 洛阳\nN place\n", "no such document"),
        ("= t-01 news -\n> 郑州没有签约。\nN negation\n", "does not stand in the text"),
    ],
)
def test_a_second_reading_of_something_else_is_refused(tmp_path: Path, second: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        read(tmp_path, second)


def test_without_a_second_reading(tmp_path: Path) -> None:
    (tmp_path / "t.gold").write_text(FIRST, encoding="utf-8")
    with pytest.raises(SourceMissing):
        read_both(tmp_path)
    with pytest.raises(UsageError):
        agreement(read_gold_folder(tmp_path), [])


def test_kappa_of_a_known_table() -> None:
    """Twenty yes, fifteen no, five and ten between: equal 0.7, chance 0.5."""
    table = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    found = cohen_kappa(table)
    assert (found.of, found.equal, found.kappa) == (50, 0.7, pytest.approx(0.4))
    assert cohen_kappa([("y", "y")] * 3).kappa is None
    with pytest.raises(UsageError):
        cohen_kappa([])


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1))
def test_kappa_is_the_same_both_ways_and_at_most_one(table: list[tuple[str, str]]) -> None:
    found, turned = cohen_kappa(table), cohen_kappa([(b, a) for a, b in table])
    assert found.equal == turned.equal
    assert (found.kappa is None) == (turned.kappa is None)
    if found.kappa is not None:
        assert found.kappa == pytest.approx(turned.kappa) and found.kappa <= found.equal <= 1


def test_what_was_read_twice_is_drawn_over_the_genres(root: Path) -> None:
    first, second = read_both(root / "corpora" / "gold")
    assert all(sum(len(document.sentences) for document in side) >= 150 for side in (first, second))
    assert len({document.genre for document in first}) >= 6
    for document in second:
        settled = {quote for fact in document.facts for quote in (fact["quote"], *fact.get("also", []))}
        assert set(document.sentences) <= settled | {quote for quote, _ in document.empty}, document.name
