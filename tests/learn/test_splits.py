"""The splits of gold: every document in one, none ever moved, new ones where they are lacking."""

from pathlib import Path

import pytest

from pipeline.evaluate.goldtext import GoldDocument, read_gold_folder, read_splits, split_of
from pipeline.learn.splits import SHARES, deal, write_splits


def group(name, genre="news"):
    return GoldDocument(name, genre, None, "", (), ())


@pytest.fixture
def gold(root: Path) -> Path:
    return root / "corpora" / "gold"


def test_every_gold_document_stands_in_exactly_one_split(gold):
    documents, splits = read_gold_folder(gold), read_splits(gold)
    assert set(splits) == set(SHARES)
    assert len(list(split_of(documents, splits))) == len(documents) == sum(map(len, splits.values()))


def test_dealing_again_moves_nothing(gold):
    splits = read_splits(gold)
    assert deal(read_gold_folder(gold), splits) == {split: tuple(sorted(names)) for split, names in splits.items()}


def test_new_documents_go_where_their_sort_lacks_them():
    known = {"train": ("d1-01", "d1-02", "d1-03"), "calibration": (), "test": ()}
    dealt = deal([group(f"d1-0{n}") for n in range(1, 7)] + [group("d3-01", "forum")], known)
    assert dealt["train"] == ("d1-01", "d1-02", "d1-03", "d3-01")  # the first of a genre trains
    assert len(dealt["calibration"]) == 1
    assert len(dealt["test"]) == 2


def test_shares_come_out_over_many():
    dealt = deal([group(f"s1-{n:03}") for n in range(100)], {})
    assert {split: len(names) for split, names in dealt.items()} == {"train": 55, "calibration": 20, "test": 25}


def test_the_file_is_written_as_it_is_read(tmp_path):
    (tmp_path / "a.gold").write_text(
        "= s1-01 news -\n> 早上好。\nN general\n= s1-02 news -\n> 早。\nN general\n", "utf-8"
    )
    assert write_splits(tmp_path) == read_splits(tmp_path)
    before = (tmp_path / "splits.toml").read_bytes()
    write_splits(tmp_path)
    assert (tmp_path / "splits.toml").read_bytes() == before
