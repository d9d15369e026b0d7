"""A ledger carried elsewhere: a copy to keep, the same chain again, and lines for git.

Lines of two people who judged apart are joined by import: what the ledger lacks is appended in the order of its time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from pipeline.errors import LedgerBroken, UsageError
from pipeline.store.ledger.entry import Link, read_entry
from pipeline.store.ledger.ledger import Ledger, check_chain


def backup(ledger: Ledger, file: Path) -> int:
    """Write the proved chain into a new SQLite ledger; returns its length. Raises `UsageError` where the file is there already."""
    if file.exists():
        raise UsageError("the file is there already; a backup never overwrites", document=str(file))
    ledger.verify()
    links = ledger.links()
    with Ledger.open(file) as copy:
        copy.take_over(links)
    return len(links)


def restore(ledger: Ledger, file: Path) -> int:
    """Put back what a backup has and the ledger has not; returns how many entries. Raises `LedgerBroken` where they differ."""
    if not file.is_file():
        raise UsageError("no such file", document=str(file))
    with Ledger.open(file) as copy:
        copy.verify()
        links = copy.links()
    return ledger.take_over(links)


def export_lines(ledger: Ledger) -> Iterator[str]:
    """One JSON object a link, in the order of the chain."""
    for link in ledger.links():
        yield json.dumps(asdict(link), ensure_ascii=False) + "\n"


def import_lines(ledger: Ledger, file: Path) -> int:
    """Append the entries of exported lines that the ledger lacks, oldest first; returns how many.

    An empty ledger becomes the very chain of the file. Raises `LedgerBroken` for lines that are no whole chain.
    """
    links = list(_read(file))
    check_chain(links)
    before = ledger.links()
    if before == links[: len(before)]:
        return ledger.take_over(links)
    entries = sorted((read_entry(link.body) for link in links), key=lambda entry: (entry.at, entry.entry_id))
    ledger.append(entries)
    return len(ledger.links()) - len(before)


def _read(file: Path) -> Iterator[Link]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot be read: {error}", document=str(file)) from error
    for number, line in enumerate(lines, 1):
        try:
            yield Link(**json.loads(line))
        except (ValueError, TypeError) as error:
            raise LedgerBroken("this line is no entry", document=file.name, place=f"line {number}") from error
