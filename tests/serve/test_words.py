"""Questions and texts meet in the index: pairs of characters, words of letters, whatever the script they are written in."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.serve.words import asked, folded, indexed, lit, parts


def found(text: str, question: str, *, beginnings: bool = False) -> bool:
    """Does SQLite find the text by the question?"""
    base = sqlite3.connect(":memory:")
    base.execute(
        "CREATE VIRTUAL TABLE words USING fts5(said, content='', detail=none, prefix='1', tokenize='unicode61 remove_diacritics 2')"
    )
    base.execute("INSERT INTO words (rowid, said) VALUES (1, ?)", (indexed(folded(text)),))
    expression = asked(question, beginnings=beginnings)
    return bool(expression and base.execute("SELECT 1 FROM words WHERE words MATCH ?", (expression,)).fetchone())


@pytest.mark.parametrize(
    ("text", "question", "yes"),
    [
        ("天津市与神户市结为友好城市", "神户", True),  # two characters inside a run
        ("天津市与神户市结为友好城市", "神戶", True),  # asked in traditional characters
        ("臺北市與神戶市締結", "台北", True),  # written in them
        ("Kobe（神户）", "kobe", True),
        ("Ｋｏｂｅ", "Kobe", True),  # full-width letters
        ("Zürich 苏黎世", "zurich", True),  # an accent that nobody types
        ("天津市与神户市", "户神", False),
        ("天津市与神户市", "津", True),  # one character, at the beginning of no word
        ("天津市与神户市", "市", True),  # the last character of a run
        ("缔结于1973年6月24日", "1973", True),
        ("神户 1973", "神户 1973", True),
        ("神户 1973", "神户 1974", False),  # all parts are wanted
        ("Kobenhavn", "kobe", False),  # a whole word first …
    ],
)
def test_what_is_found(text: str, question: str, yes: bool) -> None:
    assert found(text, question) is yes


def test_a_beginning_is_found_where_it_is_asked_for() -> None:
    assert found("København Kobenhavn", "koben", beginnings=True)


@pytest.mark.parametrize(
    "question", ['"', "'; DROP TABLE words; --", "NEAR(", "a OR b)", "said:x", "*", "神户*", "^神", "\x00", "-", "AND"]
)
def test_no_question_is_syntax(question: str) -> None:
    assert found("天津市与神户市", question) in (True, False)


@given(st.text(alphabet="神户市天津abc 1２，。", min_size=2, max_size=12), st.data())
def test_each_piece_of_a_run_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 2))
    piece = text[start : start + 2]
    if all(char in "神户市天津" for char in piece):
        assert found(text, piece)


@given(st.text(max_size=40), st.text(max_size=8))
def test_lighting_changes_no_character(text: str, question: str) -> None:
    assert "".join(piece for piece, _ in lit(text, parts(question))) == text


def test_what_was_asked_is_lit_in_the_script_of_the_text() -> None:
    assert lit("與神戶市締結", parts("神户")) == [("與", False), ("神戶", True), ("市締結", False)]
