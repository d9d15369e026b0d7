"""Where a ledger lies: in the folder of the releases, unless a team names another."""

from __future__ import annotations

from pathlib import Path

FILE = "ledger.sqlite"


def ledger_of(folder: Path, named: str | None = None) -> str:
    """The ledger of an output folder: as `named` (URL or file), else its own file, there or not."""
    return named if named is not None else str(folder / FILE)


def find_ledger(folder: Path, named: str | None = None) -> str | None:
    """As `ledger_of`; None where the folder has none yet and none is named."""
    return ledger_of(folder, named) if named is not None or (folder / FILE).is_file() else None
