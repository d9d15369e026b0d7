"""The gold of the project: all of it reads, every quote stands in its text, no sentence is left open, each document serves one end."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pipeline.evaluate.goldtext import GoldDocument, read_gold_folder, read_splits, split_of
from pipeline.evaluate.match import squeeze

GENRES = {"journal", "report", "yearbook", "gazetteer", "news", "interview", "forum", "traditional", "list"}
SENTENCES, DOCUMENTS = 1500, 60  # at least


@pytest.fixture(scope="module")
def gold(root: Path) -> list[GoldDocument]:
    """Read whole: a line that cannot be read, or a quote that is not in its text, is an error of the reader."""
    return read_gold_folder(root / "corpora" / "gold")


@pytest.fixture(scope="module")
def groups(root: Path) -> list[GoldDocument]:
    return read_gold_folder(root / "corpora" / "gold" / "sentences")


@pytest.fixture(scope="module")
def documents(root: Path) -> list[GoldDocument]:
    return read_gold_folder(root / "corpora" / "gold" / "documents")


def test_every_quote_stands_in_its_text(gold: list[GoldDocument]) -> None:
    texts = {document.name: squeeze(document.text) for document in gold}
    quotes = [
        (document.name, quote)
        for document in gold
        for fact in document.facts
        for quote in (fact["quote"], *fact.get("also", []))
        if quote or fact["type"] != "document"  # the document line may rest on the whole
    ]
    assert len(quotes) > 2000
    assert [(name, quote) for name, quote in quotes if not quote or squeeze(quote) not in texts[name]] == []


def test_no_sentence_is_left_open(gold: list[GoldDocument]) -> None:
    """It states something, or has an N."""
    for document in gold:
        settled = {quote for fact in document.facts for quote in (fact["quote"], *fact.get("also", []))}
        settled |= {quote for quote, _ in document.empty}
        assert set(document.sentences) <= settled, document.name


def test_a_document_has_its_text_beside_it(root: Path) -> None:
    names = {path.stem: path.suffix for path in (root / "corpora/gold/documents").iterdir() if path.suffix == ".gold"}
    texts = {path.stem for path in (root / "corpora/gold/documents").glob("*.txt")}
    assert set(names) == texts


def test_there_is_enough_of_each_kind(groups: list[GoldDocument], documents: list[GoldDocument]) -> None:
    assert sum(len(group.sentences) for group in groups) >= SENTENCES
    assert len(documents) >= DOCUMENTS
    genres = Counter(document.genre for document in (*groups, *documents))
    assert set(genres) == GENRES
    assert {document.genre for document in documents} == GENRES


def test_three_sentences_in_ten_state_nothing(groups: list[GoldDocument]) -> None:
    share = sum(len(group.empty) for group in groups) / sum(len(group.sentences) for group in groups)
    assert 0.25 <= share <= 0.4


def test_each_document_serves_one_end(root: Path, gold: list[GoldDocument]) -> None:
    splits = read_splits(root / "corpora" / "gold")
    ends = {document.name: split for split, document in split_of(gold, splits)}
    assert set(ends.values()) == {"train", "calibration", "test"}
    assert {name for names in splits.values() for name in names} == set(ends)  # none is listed that is not there
    assert {ends[name] for name in ends if name.startswith(("h1", "h2"))} == {
        "train"
    }  # rules were made with them in view
