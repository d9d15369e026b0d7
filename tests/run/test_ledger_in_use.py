"""A run while a reviewer's program writes to the ledger, and one whose ledger cannot be read: the latest release stays readable."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipeline import run
from pipeline.errors import LedgerBroken
from pipeline.publish.promote import latest
from pipeline.store.ledger.ledger import Ledger

TIE = "昆明市与瑞士苏黎世市于1982年结为友好城市。\n"


def test_a_ledger_that_is_being_written_to_holds_no_run_up(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TIE, encoding="utf-8")
    first, ledger = run.build([tmp_path / "a.txt"], tmp_path / "out"), tmp_path / "out" / "ledger.sqlite"
    with Ledger.open(str(ledger)):
        pass
    with closing(sqlite3.connect(ledger, isolation_level=None)) as reviewer:
        reviewer.execute("BEGIN EXCLUSIVE")
        assert run.build([tmp_path / "a.txt"], tmp_path / "out").release == first.release


def test_a_ledger_that_cannot_be_read_ends_the_run_and_leaves_the_release(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TIE, encoding="utf-8")
    first = run.build([tmp_path / "a.txt"], tmp_path / "out")
    (tmp_path / "out" / "ledger.sqlite").write_bytes(b"no database at all" * 100)
    (tmp_path / "a.txt").write_text(TIE * 2, encoding="utf-8")
    with pytest.raises(LedgerBroken):
        run.build([tmp_path / "a.txt"], tmp_path / "out")
    assert latest(tmp_path / "out") == first.release.resolve()
