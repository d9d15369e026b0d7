"""One document over http(s): asked for only if it has changed, politely, within limits.

The server is told who asks, and is asked again no sooner than `delay` after the last time. Sizes are counted after unpacking, while the
bytes come. A redirect is followed a few times, never from a public host to one inside: an address in a list is the user's, where it
leads to is not.
"""

from __future__ import annotations

import ipaddress
import random
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path, PurePosixPath

import httpx

from pipeline.errors import SourceMissing, SourceTooLarge, SourceUnreadable
from pipeline.ingest.addresses import WEB
from pipeline.ingest.copies import Manners
from pipeline.ingest.kind import ARCHIVE, kind_of_name
from pipeline.ingest.shelf import Card, Shelf
from pipeline.transient import is_transient

# Endings by content type, where the address has none that says a kind.
ENDINGS = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/markdown": ".md", "text/csv": ".csv",
    "application/json": ".json", "application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", "image/tiff": ".tif",
    "application/zip": ".zip", "application/msword": ".doc", "application/vnd.ms-excel": ".xls", "application/ofd": ".ofd",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}  # fmt: skip


class Visitor:
    """Asks servers one after the other; it remembers when it was where."""

    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        self.last: dict[str, float] = {}
        self.client = httpx.Client(
            headers={"User-Agent": manners.agent}, timeout=manners.timeout, follow_redirects=False
        )

    def fetch(self, address: str, shelf: Shelf, card: Card | None) -> Card:
        """The card of what the address has now; `card` itself where nothing has changed.

        Raises `SourceMissing`, `SourceUnreadable`, `SourceTooLarge`, or an error of httpx where another try did not help either.
        """
        for number in range(1, self.manners.tries):
            try:
                return self._fetch(address, shelf, card)
            except httpx.HTTPError as error:
                if not is_transient(error):
                    raise
                time.sleep(self.manners.back_off * 2 ** (number - 1) * random.uniform(0.8, 1.2))
        return self._fetch(address, shelf, card)

    def _fetch(self, address: str, shelf: Shelf, card: Card | None) -> Card:
        with self._answer(address, _conditions(card)) as answer:
            if answer.status_code == httpx.codes.NOT_MODIFIED and card is not None:
                return card
            _check(answer, self.manners.size)
            told = answer.headers.get("ETag"), answer.headers.get("Last-Modified")
            return shelf.keep(
                address, answer.iter_bytes(), ending_of(answer), limit=self.manners.size, etag=told[0], modified=told[1]
            )

    @contextmanager
    def _answer(self, address: str, conditions: dict[str, str]) -> Iterator[httpx.Response]:
        request = self.client.build_request("GET", address, headers=conditions)
        inside = is_inside(request.url.host)
        for _ in range(self.manners.redirects + 1):
            self._wait_for(request.url.host)
            answer = self.client.send(request, stream=True)
            if answer.next_request is None:
                try:
                    yield answer
                finally:
                    answer.close()
                return
            answer.close()
            request = answer.next_request
            if request.url.scheme not in WEB or (not inside and is_inside(request.url.host)):
                raise SourceUnreadable(f"the server sends elsewhere: {request.url.scheme}://{request.url.host}")
        raise SourceUnreadable(f"the server sends elsewhere more than {self.manners.redirects} times")

    def _wait_for(self, host: str) -> None:
        since = time.monotonic() - self.last.get(host, float("-inf"))
        if since < self.manners.delay:
            time.sleep(self.manners.delay - since)
        self.last[host] = time.monotonic()


def is_inside(host: str) -> bool:
    """Is the host this machine, or one of a network that is not public? A name that nobody knows is not."""
    try:
        found = {str(entry[4][0]).partition("%")[0] for entry in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    return any(not ipaddress.ip_address(one).is_global for one in found)


def ending_of(answer: httpx.Response) -> str:
    """What the copy's name ends in: as the address does where that says a kind, else as the content type says."""
    path = PurePosixPath(answer.url.path)
    if kind_of_name(Path(path.name)) or path.suffix.lower() == ARCHIVE:
        return path.suffix.lower()
    told = Message()
    told["Content-Type"] = answer.headers.get("Content-Type", "")
    return ENDINGS.get(told.get_content_type(), "") if answer.headers.get("Content-Type") else ""


def _conditions(card: Card | None) -> dict[str, str]:
    if card is None:
        return {}
    told = {"If-None-Match": card.etag, "If-Modified-Since": card.modified}
    return {name: value for name, value in told.items() if value}


def _check(answer: httpx.Response, limit: int) -> None:
    """Raises for whatever is not the document."""
    if answer.status_code in (httpx.codes.NOT_FOUND, httpx.codes.GONE):
        raise SourceMissing(f"the server has no such document (HTTP {answer.status_code})")
    if is_transient(httpx.HTTPStatusError("", request=answer.request, response=answer)):
        answer.raise_for_status()
    if answer.status_code != httpx.codes.OK:
        raise SourceUnreadable(f"the server does not hand it over (HTTP {answer.status_code})")
    size = answer.headers.get("Content-Length", "")
    if size.isdecimal() and int(size) > limit:
        raise SourceTooLarge(f"{size} bytes, the limit is {limit}")
