"""Backup, restore, and lines for git that two people can join."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import LedgerBroken, UsageError
from pipeline.store.ledger import Entry
from pipeline.store.ledger.ledger import Ledger
from pipeline.store.ledger.moving import backup, export_lines, import_lines, restore

Make = Callable[..., Entry]


def test_a_backup_brings_back_what_was_lost(ledger: Ledger, entry: Make, tmp_path: Path) -> None:
    ledger.append([entry(number=n) for n in range(3)])
    assert backup(ledger, tmp_path / "kept.sqlite") == 3
    with pytest.raises(UsageError, match="never overwrites"):
        backup(ledger, tmp_path / "kept.sqlite")
    with Ledger.open(tmp_path / "new.sqlite") as new:
        assert restore(new, tmp_path / "kept.sqlite") == 3
        assert new.links() == ledger.links()
        assert restore(new, tmp_path / "kept.sqlite") == 0


def test_restore_never_joins(ledger: Ledger, entry: Make, tmp_path: Path) -> None:
    ledger.append([entry("accept")])
    backup(ledger, tmp_path / "kept.sqlite")
    with Ledger.open(tmp_path / "new.sqlite") as new:
        new.append([entry("reject")])
        with pytest.raises(LedgerBroken, match="holds other entries"):
            restore(new, tmp_path / "kept.sqlite")


def test_lines_of_two_people_are_joined(ledger: Ledger, entry: Make, tmp_path: Path) -> None:
    ledger.append([entry("accept", 1)])
    lines = tmp_path / "ledger.jsonl"
    lines.write_text("".join(export_lines(ledger)), encoding="utf-8")
    with Ledger.open(tmp_path / "other.sqlite") as other:
        assert import_lines(other, lines) == 1
        assert other.links() == ledger.links()
        other.append([entry("reject", 3, by="other")])
        lines.write_text("".join(export_lines(other)), encoding="utf-8")
    ledger.append([entry("unsure", 2)])
    assert (import_lines(ledger, lines), import_lines(ledger, lines)) == (1, 0)
    assert [one.act for one in ledger.entries()] == ["accept", "unsure", "reject"]
    assert ledger.verify() == 3


@pytest.mark.parametrize("change", [lambda s: s.replace("reader", "writer"), lambda s: s + "{}\n", lambda s: s[:-20]])
def test_broken_lines_are_refused(ledger: Ledger, entry: Make, tmp_path: Path, change: Callable[[str], str]) -> None:
    ledger.append([entry(number=n) for n in range(2)])
    lines = tmp_path / "ledger.jsonl"
    lines.write_text(change("".join(export_lines(ledger))), encoding="utf-8")
    with Ledger.open(tmp_path / "other.sqlite") as other, pytest.raises(LedgerBroken):
        import_lines(other, lines)
