"""Brings a ledger to the newest form of its tables, step by step from whatever form it has (Alembic)."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from pipeline.errors import LedgerBroken
from pipeline.store.ledger.schema import WRITING, lock

if TYPE_CHECKING:
    from alembic.config import Config

NEWEST = "0002"  # a test holds it against the scripts


def migrate(engine: Engine, to: str = NEWEST) -> None:
    """Make the tables, or bring them to the form `to`; what is there already is kept. Safe where several do it at once.

    Raises `LedgerBroken` for a ledger that a newer version of the program has written.
    """
    with engine.connect() as connection:
        if form_of(connection) == to:
            return
    with engine.connect().execution_options(**WRITING) as connection, connection.begin():
        lock(connection)
        if form_of(connection) == to:  # another was faster
            return
        from alembic import command
        from alembic.util.exc import CommandError

        try:
            command.upgrade(_config(connection), to)
        except CommandError as error:
            raise LedgerBroken(f"the ledger has a form that this version does not know: {error}") from error


def form_of(connection: Connection) -> str | None:
    """The form that the tables have: the number of the last migration; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found else None


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("pipeline.store.ledger") / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
