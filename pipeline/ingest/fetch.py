"""Addresses become files: each fetched if it has changed, under the name that the dataset knows it by.

What cannot be fetched is a named error and costs nothing else. Where the failure is of the kind that passes, the last copy stands in,
and the run says so: a server that is down for a night must not withdraw its documents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import httpx

from pipeline.errors import SourceMissing, SourceUnreachable, SourceUnreadable, YouchengError
from pipeline.ingest.addresses import WEB, public_name, scheme_of
from pipeline.ingest.copies import Fetched, Manners, Stale
from pipeline.ingest.remote import fetch_file, files_at, whole_address
from pipeline.ingest.shelf import Card, Shelf
from pipeline.ingest.web import Visitor
from pipeline.transient import is_transient


def fetch(addresses: Sequence[str], shelf: Shelf, manners: Manners | None = None, *, fresh: bool = False) -> Fetched:
    """A copy of each document behind `addresses`; with `fresh`, whether or not it has changed. Nothing is raised."""
    search = _Fetching(shelf, manners or Manners(), fresh)
    for address in dict.fromkeys(addresses):
        search.take(address)
    search.found.copies = dict(sorted(search.found.copies.items()))
    return search.found


class _Fetching:
    """What has been fetched so far."""

    def __init__(self, shelf: Shelf, manners: Manners, fresh: bool) -> None:
        self.shelf, self.manners, self.fresh = shelf, manners, fresh
        self.found = Fetched()
        self.visitor: Visitor | None = None

    def take(self, address: str) -> None:
        """Add what an address stands for."""
        try:
            if scheme_of(address) in WEB:
                self.visitor = self.visitor or Visitor(self.manners)
                self._take_one(public_name(address), address, partial(self.visitor.fetch, address, self.shelf))
                return
            for system, path, full in files_at(address):
                get = partial(fetch_file, system, path, full, self.shelf, limit=self.manners.size)
                self._take_one(full, full, get)
        except Exception as error:  # each file system has a library, and each library errors, of its own
            kept = list(self.shelf.cards_below(whole_address(address))) if _may_pass(error) else []
            for card in kept:
                self._put(card.address, card, error)
            if not kept:
                self.found.troubles.append(_named(error, address))

    def _take_one(self, name: str, address: str, get: Callable[[Card | None], Card]) -> None:
        card = self.shelf.card(address)
        try:
            self._put(name, get(None if self.fresh else card))
        except Exception as error:
            if card is not None and _may_pass(error):
                self._put(name, card, error)
            else:
                self.found.troubles.append(_named(error, name))

    def _put(self, name: str, card: Card, error: Exception | None = None) -> None:
        path = self.shelf.find(card)
        if path is None:
            self.found.troubles.append(SourceUnreachable("its copy is gone", document=name))
            return
        self.found.copies[name] = path
        if error is not None:
            self.found.stale.append(Stale(name, card.fetched, _why(error)))


def _may_pass(error: Exception) -> bool:
    """Might tomorrow's try succeed? Named errors say no; of the system's own errors those that pass; of libraries' errors all."""
    if isinstance(error, YouchengError):
        return False
    return is_transient(error) or not isinstance(error, OSError | ValueError | TypeError)


def _named(error: Exception, name: str) -> YouchengError:
    if isinstance(error, YouchengError):
        return type(error)(error.message, document=name, place=error.place)
    if isinstance(error, FileNotFoundError):
        return SourceMissing("no such file", document=name)
    if isinstance(error, PermissionError):
        return SourceUnreadable("it may not be read", document=name)
    return SourceUnreachable(_why(error), document=name)


def _why(error: Exception) -> str:
    """The error in few words, which never hold an address with its password."""
    if isinstance(error, httpx.HTTPStatusError):
        return f"HTTP {error.response.status_code}"
    return type(error).__name__
