"""A ledger of each earlier form opens, with all that it holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from pipeline.errors import LedgerBroken
from pipeline.store.ledger import Entry
from pipeline.store.ledger.entry import Link
from pipeline.store.ledger.ledger import Ledger
from pipeline.store.ledger.migrating import NEWEST, _config, form_of, migrate
from pipeline.store.ledger.schema import METADATA, open_engine

FORMS = ("0001", "0002")


def scripts(path: Path) -> ScriptDirectory:
    with open_engine(path).connect() as connection:
        return ScriptDirectory.from_config(_config(connection))


def test_every_form_is_tested(tmp_path: Path) -> None:
    found = scripts(tmp_path / "none.sqlite")
    assert sorted(one.revision for one in found.walk_revisions()) == sorted(FORMS)
    assert found.get_current_head() == NEWEST


@pytest.mark.parametrize("form", FORMS)
def test_a_ledger_of_this_form_opens(form: str, tmp_path: Path, entry: Callable[..., Entry]) -> None:
    where, said = tmp_path / "ledger.sqlite", entry("reject")
    engine, link = open_engine(where), Link.after(None, said.body)
    migrate(engine, form)
    row = {"n": 1, "p": link.prev, "h": link.hash, "i": said.entry_id, "a": "reject", "w": "reader", "b": said.body}
    with engine.connect() as connection, connection.begin():
        assert form_of(connection) == form
        connection.execute(text("INSERT INTO entries VALUES (:n, :p, :h, :i, :a, :w, :b)"), row)
    engine.dispose()
    with Ledger.open(where) as ledger:
        ledger.append([entry("accept", 1)])
        assert (ledger.entries(), ledger.verify()) == ([said, entry("accept", 1)], 2)


def test_the_newest_form_is_what_the_program_thinks(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "ledger.sqlite")
    migrate(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_a_ledger_of_the_future_is_refused(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "ledger.sqlite")
    migrate(engine)
    with engine.connect() as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(LedgerBroken, match="does not know"):
        migrate(engine)
