"""The ledger while a server runs: what stands in it, by the words it is about, and how a judgement gets in.

Entries are read once and only those that came since afterwards, so a page asks memory; the ledger itself is the one truth, and other
programs may write to it at the same time.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.serve.options import Options
from pipeline.store.ledger import ledger_of
from pipeline.store.ledger.entry import Act, Entry, Subject, read_entry
from pipeline.store.ledger.ledger import Ledger, told
from pipeline.store.ledger.standing import State, match, standing


@dataclass(frozen=True, slots=True)
class Decision:
    """A judgement that stands on a reading or a fact, as a page shows it."""

    entry_id: str
    act: str
    by: str
    at: str
    why: str | None
    field: str | None
    value: str | None
    state: str
    of_fact: bool


@dataclass(frozen=True, slots=True)
class Book:
    """What stands in a ledger, oldest first, and the same by the key of the readings and by facts."""

    entries: tuple[Entry, ...] = ()
    stands: tuple[Entry, ...] = ()
    by_key: dict[str, list[Entry]] = field(default_factory=dict)
    by_fact: dict[str, list[Entry]] = field(default_factory=dict)
    by_document: dict[str, list[Entry]] = field(default_factory=dict)  # of whole pages and added claims, by digest

    def on(self, subject: Subject) -> list[Decision]:
        """The judgements on one reading, how each stands to the others."""
        entries = self.by_key.get(subject.key, [])
        found = match(entries, [subject], [subject.digest]) if entries else []
        mine = [one for one in found if one.subject.key == subject.key]
        said = {_word(one.entry) for one in mine if one.state is State.STANDS}
        return [
            decision(one.entry, State.STANDS.value if _word(one.entry) in said else one.state.value) for one in mine
        ]

    def on_fact(self, fact_id: str) -> list[Decision]:
        """The judgements on a fact as a whole: corrections of what its claims differ on, splits, merges."""
        return [decision(entry, State.STANDS.value) for entry in self.by_fact.get(fact_id, [])]

    def judged_by(self, name: str | None) -> set[str]:
        """Keys of the readings that this name (None: anybody) has judged."""
        return {key for key, entries in self.by_key.items() if name is None or any(e.by == name for e in entries)}


def _word(entry: Entry) -> tuple[object, ...]:
    """What an entry says, whoever says it: a later one that says the same bears it out."""
    return entry.act, entry.field, entry.value


def decision(entry: Entry, state: str) -> Decision:
    """An entry as a page shows it."""
    return Decision(
        entry.entry_id, entry.act.value, entry.by, entry.at, entry.why, entry.field, entry.value, state, bool(entry.fact_id)
    )  # fmt: skip


class Desk:
    """A ledger kept open, and its book."""

    def __init__(self, where: str) -> None:
        self._where, self._lock = where, threading.Lock()
        self._ledger: Ledger | None = None
        self._number, self._book = 0, Book()

    def book(self) -> Book:
        """The book as the ledger is now, empty where there is none yet. Raises `LedgerBroken` where it cannot be read."""
        if "://" not in self._where and not Path(self._where).exists():
            return Book()
        with self._lock, told():
            links = self._open().links(self._number)
            if links:
                entries = (*self._book.entries, *(read_entry(link.body) for link in links))
                self._book, self._number = make_book(entries), links[-1].number
            return self._book

    def keep(self, make: Callable[[Book], Entry]) -> Entry:
        """Append the entry that `make` makes of the book. Raises `UsageError` for one without a name, `LedgerBroken`."""
        entry = make(self.book())
        with self._lock, told():
            ledger = self._open()
        with told():
            ledger.append([entry])
        return entry

    def close(self) -> None:
        """Let go of the ledger."""
        with self._lock:
            if self._ledger:
                self._ledger.engine.dispose()
            self._ledger = None

    def _open(self) -> Ledger:
        if self._ledger is None:
            self._ledger = Ledger.kept_open(self._where)
        return self._ledger


def make_book(entries: Iterable[Entry]) -> Book:
    """The book of some entries in their order."""
    entries = tuple(entries)
    stands = tuple(standing(entries))
    by_key: dict[str, list[Entry]] = defaultdict(list)
    by_fact: dict[str, list[Entry]] = defaultdict(list)
    by_document: dict[str, list[Entry]] = defaultdict(list)
    for entry in stands:
        if entry.act in (Act.WHOLE_PAGE_READ, Act.ADD):
            by_document[entry.about[0].digest].append(entry)
            continue
        facts: Sequence[Any] = (entry.fact_id, entry.more.get("with"))
        for fact_id in filter(None, facts):
            by_fact[str(fact_id)].append(entry)
        if not entry.fact_id:
            for subject in entry.about:
                by_key[subject.key].append(entry)
    return Book(entries, stands, dict(by_key), dict(by_fact), dict(by_document))


_DESKS: dict[str, Desk] = {}
_OPENING = threading.Lock()


def desk_of(options: Options) -> Desk:
    """The desk of a server's ledger; one for each ledger of a process."""
    where = ledger_of(options.release.parent, options.ledger)
    with _OPENING:
        return _DESKS.setdefault(where, Desk(where))
