"""Tables of Prefect's database are lent to a new folder: only before anything has run, only where nobody has a database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from flows.database import NAME, URL, keep_tables, lend_tables


@pytest.fixture(autouse=True)
def no_database_by_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(URL, raising=False)


def made(home: Path, runs: int = 0) -> Path:
    home.mkdir(parents=True)
    with closing(sqlite3.connect(home / NAME)) as base:
        base.execute("PRAGMA journal_mode = WAL")
        base.executescript("CREATE TABLE alembic_version (v TEXT); CREATE TABLE flow_run (id INTEGER);")
        base.execute("INSERT INTO alembic_version VALUES ('newest')")
        base.executemany("INSERT INTO flow_run VALUES (?)", [(n,) for n in range(runs)])
        base.commit()
    return home


def version_in(home: Path) -> str:
    with closing(sqlite3.connect(home / NAME)) as base:
        return str(base.execute("SELECT v FROM alembic_version").fetchone()[0])


def test_the_first_tables_are_kept_and_lent(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    assert not lend_tables(tmp_path / "second", cache)  # none yet
    assert keep_tables(made(tmp_path / "first"), cache)
    assert not keep_tables(tmp_path / "first", cache)  # once is enough
    assert lend_tables(tmp_path / "second", cache)
    assert version_in(tmp_path / "second") == "newest"
    assert [path.name for path in (tmp_path / "second").iterdir()] == [NAME]


def test_what_has_run_is_not_lent(tmp_path: Path) -> None:
    assert not keep_tables(made(tmp_path / "first", runs=1), tmp_path / "cache")
    assert not list((tmp_path / "cache").rglob("*.db"))


def test_a_database_that_is_there_stays(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    keep_tables(made(tmp_path / "first"), cache)
    mine = made(tmp_path / "mine", runs=2)
    before = (mine / NAME).read_bytes()
    assert not lend_tables(mine, cache)
    assert (mine / NAME).read_bytes() == before


def test_broken_tables_are_not_lent(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    keep_tables(made(tmp_path / "first"), cache)
    for kept in cache.rglob("*.db"):
        kept.write_bytes(kept.read_bytes()[:700])
    assert not lend_tables(tmp_path / "second", cache)


def test_a_database_by_setting_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache"
    keep_tables(made(tmp_path / "first"), cache)
    monkeypatch.setenv(URL, "postgresql+asyncpg://team")
    assert not lend_tables(tmp_path / "second", cache)
