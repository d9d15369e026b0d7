"""The table of the ledger as the newest migration leaves it, and the engine it is reached through.

SQLite writes ahead (WAL) and takes its lock when a writing transaction begins, so that two writers wait for each other instead of
reading the same last link; PostgreSQL does the same with an advisory lock. Readers never wait.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Column, Connection, Engine, Integer, MetaData, String, Table, Text, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from pipeline.errors import LedgerBroken

WAIT = 60.0  # seconds that a writer waits for another
LOCK = 7_140_532  # the number of the advisory lock; any that no other program of the database uses
WRITING = {"writing": True}

METADATA = MetaData()
ENTRIES = Table(
    "entries",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("prev", String(64), nullable=False, unique=True),  # two entries after one: a fork, refused
    Column("hash", String(64), nullable=False, unique=True),
    Column("entry_id", String(32), nullable=False, unique=True),
    Column("act", String(24), nullable=False),
    Column("by", Text, nullable=False),
    Column("body", Text, nullable=False),
)


def open_engine(where: str | Path) -> Engine:
    """The engine for a URL, or for a path of a SQLite file. Raises `LedgerBroken` for a URL that leads to no database known here."""
    url = str(where) if "://" in str(where) else f"sqlite:///{where}"
    try:
        made = make_url(url)
        if made.get_backend_name() == "sqlite":
            return _sqlite(create_engine(made, connect_args={"timeout": WAIT}))
        if made.get_backend_name() == "postgresql":
            driver = made.set(drivername="postgresql+psycopg") if made.drivername == "postgresql" else made
            return create_engine(driver)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise LedgerBroken(f"no ledger can be opened there: {error}") from error
    raise LedgerBroken(f"a ledger is kept in SQLite or PostgreSQL, not in {made.get_backend_name()}")


def lock(connection: Connection) -> None:
    """No other writer until the transaction ends. SQLite has taken its lock when the transaction began."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")


def _sqlite(engine: Engine) -> Engine:
    """Transactions begin when we say so (the driver would begin them late), as writing ones where they write."""

    @event.listens_for(engine, "connect")
    def _connect(raw: sqlite3.Connection, _record: object) -> None:
        raw.isolation_level = None
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")  # a judgement that was acknowledged outlives a power cut

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine
