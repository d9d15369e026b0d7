"""The ledger opened: entries appended one after the other, read in their order, and the chain proved.

Nothing is ever changed or removed: an undo is an entry too, and the database refuses anything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.exc import SQLAlchemyError

from pipeline.errors import LedgerBroken, UsageError
from pipeline.store.ledger.entry import ROOT, Entry, Link, chained, read_entry
from pipeline.store.ledger.migrating import migrate
from pipeline.store.ledger.schema import ENTRIES, WRITING, lock, open_engine


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger; open it with `Ledger.open` in a `with` block."""

    engine: Engine

    @classmethod
    @contextmanager
    def open(cls, where: str | Path) -> Iterator[Ledger]:
        """The ledger at a URL or path, made or brought to the newest form where it needs it.

        Raises `LedgerBroken` where it cannot be opened, or for a database error while it is open.
        """
        engine = open_engine(where)
        try:
            with told():
                migrate(engine)
                yield cls(engine)
        finally:
            engine.dispose()

    @classmethod
    def kept_open(cls, where: str | Path) -> Ledger:
        """The ledger for a program that goes on using it, from several threads. Raises `LedgerBroken`; wrap its use in `told()`."""
        engine = open_engine(where)
        with told():
            migrate(engine)
        return cls(engine)

    def append(self, entries: Iterable[Entry]) -> list[str]:
        """Put entries at the end, all or none; those that it holds already are left out. Returns the ids of all.

        Raises `UsageError` for an entry without a name or a time.
        """
        entries = list(entries)
        for entry in entries:
            if not entry.by.strip() or not entry.at:
                raise UsageError("a judgement needs a name and a time")
        with self._writing() as connection:
            fresh = {entry.entry_id: entry for entry in entries if not _has(connection, entry.entry_id)}
            last = self._last(connection)
            for entry in fresh.values():
                last = Link.after(last, entry.body)
                _insert(connection, last, entry)
        return [entry.entry_id for entry in entries]

    def entries(self) -> list[Entry]:
        """All entries in their order. Raises `LedgerBroken` for one that cannot be read."""
        return [read_entry(link.body) for link in self.links()]

    def links(self, after: int = 0) -> list[Link]:
        """The chain in its order, from the link after this number on."""
        with self.engine.connect() as connection:
            return list(_links(connection, after))

    def verify(self) -> int:
        """How many entries there are, after the whole chain was proved. Raises `LedgerBroken` naming the first that breaks it."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(ENTRIES).order_by(ENTRIES.c.number)).all()
        links = [Link(row.number, row.prev, row.hash, row.body) for row in rows]
        check_chain(links)
        for row in rows:
            entry = read_entry(row.body)
            if (row.entry_id, row.act, row.by) != (entry.entry_id, entry.act.value, entry.by):
                raise LedgerBroken("its columns are not what its body says", place=f"entry {row.number}")
        return len(links)

    def take_over(self, links: Sequence[Link]) -> int:
        """Make this ledger the given chain, of which it may already hold the beginning; returns how many links were new.

        Raises `LedgerBroken` where the chain is broken, or where this ledger holds anything else.
        """
        check_chain(links)
        with self._writing() as connection:
            mine = list(_links(connection))
            if mine != list(links[: len(mine)]):
                raise LedgerBroken("the ledger holds other entries; import joins two, restore does not")
            for link in links[len(mine) :]:
                _insert(connection, link, read_entry(link.body))
        return len(links) - len(mine)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self.engine.connect().execution_options(**WRITING) as connection, connection.begin():
            lock(connection)
            yield connection

    def _last(self, connection: Connection) -> Link | None:
        row = connection.execute(select(ENTRIES).order_by(ENTRIES.c.number.desc()).limit(1)).first()
        return Link(row.number, row.prev, row.hash, row.body) if row else None


@contextmanager
def told() -> Iterator[None]:
    """A database's error as the named one."""
    try:
        yield
    except SQLAlchemyError as error:
        raise LedgerBroken(f"the ledger cannot be used: {str(error).splitlines()[0]}") from error


def check_chain(links: Sequence[Link]) -> None:
    """Raises `LedgerBroken` naming the first link that does not follow from the one before it."""
    prev = ROOT
    for number, link in enumerate(links, 1):
        if (link.number, link.prev) != (number, prev) or link.hash != chained(prev, link.body):
            raise LedgerBroken("the chain is broken: changed, removed or out of order", place=f"entry {number}")
        prev = link.hash


def _links(connection: Connection, after: int = 0) -> Iterator[Link]:
    for row in connection.execute(select(ENTRIES).where(ENTRIES.c.number > after).order_by(ENTRIES.c.number)):
        yield Link(row.number, row.prev, row.hash, row.body)


def _has(connection: Connection, entry_id: str) -> bool:
    return connection.execute(select(ENTRIES.c.number).where(ENTRIES.c.entry_id == entry_id)).first() is not None


def _insert(connection: Connection, link: Link, entry: Entry) -> None:
    columns = {"number": link.number, "prev": link.prev, "hash": link.hash, "body": link.body}
    connection.execute(insert(ENTRIES).values(**columns, entry_id=entry.entry_id, act=entry.act.value, by=entry.by))
