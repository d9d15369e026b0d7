"""The chain only grows, proves itself, and takes what two processes say at once."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import LedgerBroken, UsageError
from pipeline.store.ledger import Act, Entry, Subject, find_ledger
from pipeline.store.ledger.entry import Link, read_entry
from pipeline.store.ledger.ledger import Ledger, check_chain

Make = Callable[..., Entry]
words = st.text(max_size=20)
subjects = st.builds(
    Subject, words, words, words, words,
    st.dictionaries(words, st.one_of(st.none(), st.booleans(), st.integers(), words), max_size=3), words, st.none(),
)  # fmt: skip
entries = st.builds(
    Entry,
    st.sampled_from(Act),
    st.text(min_size=1),
    st.just("2024-05-01"),
    st.tuples(subjects),
    words,
    st.none(),
    words,
)


def chain(said: list[Entry]) -> list[Link]:
    links: list[Link] = []
    for entry in said:
        links.append(Link.after(links[-1] if links else None, entry.body))
    return links


@settings(suppress_health_check=[HealthCheck.too_slow])  # on a busy machine texts of any script take long to draw
@given(entries)
def test_an_entry_comes_back_as_it_was_said(entry: Entry) -> None:
    back = read_entry(entry.body)
    assert (back, back.entry_id) == (entry, entry.entry_id)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(entries, min_size=2, max_size=6), st.data())
def test_no_link_can_be_changed_removed_or_moved(said: list[Entry], data: st.DataObject) -> None:
    links = chain(said)
    check_chain(links)
    at = data.draw(st.integers(0, len(links) - 2))
    changed = replace(links[at], body=links[at].body.replace("2024", "2025"))
    for broken in (
        [*links[:at], changed, *links[at + 1 :]],
        [*links[:at], *links[at + 1 :]],
        [*links[:at], links[at + 1], links[at], *links[at + 2 :]],
    ):
        with pytest.raises(LedgerBroken):
            check_chain(broken)


def test_entries_are_kept_in_their_order_and_once(ledger: Ledger, entry: Make) -> None:
    said = [entry("reject", 1), entry("undo", 2, undoes="v-1"), entry("accept", 3)]
    ids = ledger.append(said[:2])
    assert ledger.append(said) == [*ids, said[2].entry_id]
    assert (ledger.entries(), ledger.verify()) == (said, 3)


def test_a_judgement_needs_a_name(ledger: Ledger, entry: Make) -> None:
    with pytest.raises(UsageError, match="needs a name"):
        ledger.append([entry(), entry(by=" ")])
    assert ledger.entries() == []


@pytest.mark.parametrize("statement", ["UPDATE entries SET body = '{}'", "DELETE FROM entries"])
def test_the_database_refuses_to_forget(ledger: Ledger, entry: Make, tmp_path: Path, statement: str) -> None:
    ledger.append([entry()])
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as base, pytest.raises(sqlite3.Error, match="only grows"):
        base.execute(statement)


def test_who_tampers_behind_the_triggers_is_found(ledger: Ledger, entry: Make, tmp_path: Path) -> None:
    ledger.append([entry(number=n) for n in range(3)])
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as base:
        base.execute("DROP TRIGGER entries_no_UPDATE")
        base.execute("UPDATE entries SET by = 'somebody else' WHERE number = 2")
        base.commit()
    with pytest.raises(LedgerBroken, match="entry 2"):
        ledger.verify()


JUDGE = """
import sys
from pipeline.store.ledger import Act, Entry
from pipeline.store.ledger.ledger import Ledger
for n in range(int(sys.argv[3])):
    with Ledger.open(sys.argv[1]) as ledger:
        ledger.append([Entry(Act.ACCEPT, sys.argv[2], f"2024-05-01T00:00:{n:02}")])
"""


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    """From the very first moment: both find no ledger and make it. Programs of their own, as two reviewers' would be."""
    where, each = tmp_path / "ledger.sqlite", 25
    both = [
        subprocess.Popen([sys.executable, "-c", JUDGE, str(where), name, str(each)], stderr=subprocess.PIPE, text=True)
        for name in ("one", "other")
    ]
    said = [process.communicate(timeout=120)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    with Ledger.open(where) as ledger:
        assert ledger.verify() == 2 * each


def test_what_is_no_ledger_is_named(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no database at all, but long enough to be read as one" * 30, encoding="utf-8")
    for where in (tmp_path / "text", "mysql://host/base", "nonsense://x"):
        with pytest.raises(LedgerBroken), Ledger.open(where):
            pass


def test_a_folder_without_a_ledger_has_none(tmp_path: Path) -> None:
    assert find_ledger(tmp_path) is None
    assert find_ledger(tmp_path, "postgresql://host/base") == "postgresql://host/base"
    with Ledger.open(tmp_path / "ledger.sqlite"):
        pass
    assert find_ledger(tmp_path) == str(tmp_path / "ledger.sqlite")
