"""A team's ledger in a real PostgreSQL: what SQLite's tests say of a ledger is true of this one too."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from own_postgres import Server
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from pipeline.errors import LedgerBroken
from pipeline.store.ledger import Act, Entry, Subject
from pipeline.store.ledger.ledger import Ledger
from pipeline.store.ledger.migrating import NEWEST, form_of, migrate
from pipeline.store.ledger.moving import backup, export_lines, import_lines, restore
from pipeline.store.ledger.schema import open_engine

pytestmark = pytest.mark.xdist_group("postgres")

PROGRAMS, THREADS, EACH = 2, 10, 3  # twenty writers
JUDGE = """
import sys, threading
from pipeline.store.ledger import Act, Entry
from pipeline.store.ledger.ledger import Ledger

def judge(name):
    for n in range(int(sys.argv[4])):
        with Ledger.open(sys.argv[1]) as ledger:
            ledger.append([Entry(Act.ACCEPT, name, f"2024-05-01T00:00:{n:02}")])

threads = [threading.Thread(target=judge, args=(f"{sys.argv[2]}.{n}",)) for n in range(int(sys.argv[3]))]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
"""


def said(number: int, by: str = "reader") -> Entry:
    about = Subject("d" * 64, "某.txt", "pair", "甲市与乙市结好", {"date": "1982"})
    return Entry(Act.ACCEPT, by, f"2024-05-01T00:00:{number:02}+00:00", (about,), why="页上如此")


@pytest.fixture
def where(postgres: Server, request: pytest.FixtureRequest) -> str:
    """The address of an empty database."""
    return postgres.url(postgres.make(request.node.name[:60]))


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    with Ledger.open(where) as opened:
        yield opened


def test_twenty_writers_at_once_lose_nothing(where: str) -> None:
    """From the very first moment: all find an empty database and make the tables."""
    command = [sys.executable, "-c", JUDGE, where]
    programs = [
        subprocess.Popen([*command, str(n), str(THREADS), str(EACH)], stderr=subprocess.PIPE, text=True)
        for n in range(PROGRAMS)
    ]
    words = [program.communicate(timeout=120)[1] for program in programs]
    assert words == [""] * PROGRAMS
    with Ledger.open(where) as ledger:
        assert ledger.verify() == PROGRAMS * THREADS * EACH
        assert len({(entry.by, entry.at) for entry in ledger.entries()}) == PROGRAMS * THREADS * EACH


def test_an_older_form_is_brought_to_the_newest(where: str) -> None:
    engine = open_engine(where)
    migrate(engine, "0001")
    with engine.connect() as connection:
        assert form_of(connection) == "0001"
    engine.dispose()
    with Ledger.open(where) as ledger, ledger.engine.connect() as connection:
        assert form_of(connection) == NEWEST


@pytest.mark.parametrize("statement", ["UPDATE entries SET body = '{}'", "DELETE FROM entries"])
def test_the_database_refuses_to_forget(ledger: Ledger, statement: str) -> None:
    ledger.append([said(1)])
    with ledger.engine.begin() as connection, pytest.raises(DBAPIError, match="only grows"):
        connection.execute(text(statement))
    assert ledger.verify() == 1


def test_who_tampers_behind_the_trigger_is_found(ledger: Ledger) -> None:
    ledger.append([said(n) for n in range(3)])
    with ledger.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER entries_only_grow ON entries"))
        connection.execute(text("UPDATE entries SET body = replace(body, '1982', '1983') WHERE number = 2"))
    with pytest.raises(LedgerBroken, match="entry 2"):
        ledger.verify()


def test_a_ledger_moves_between_the_two_databases(
    ledger: Ledger, postgres: Server, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    ledger.append([said(n) for n in range(3)])
    assert backup(ledger, tmp_path / "kept.sqlite") == 3
    with Ledger.open(postgres.url(postgres.make("restored"))) as other:
        assert restore(other, tmp_path / "kept.sqlite") == 3
        assert other.links() == ledger.links()
        other.append([said(9, by="another")])
        lines = tmp_path / "lines.jsonl"
        lines.write_text("".join(export_lines(other)), encoding="utf-8")
    assert import_lines(ledger, lines) == 1
    assert (ledger.verify(), ledger.entries()[-1].by) == (4, "another")


def test_a_refused_password_is_named_and_not_shown(postgres: Server) -> None:
    wrong = f"postgresql://team:not-the-one@127.0.0.1:{postgres.port}/postgres"
    with pytest.raises(LedgerBroken, match="password authentication failed") as told, Ledger.open(wrong):
        pass
    assert "not-the-one" not in str(told.value)
