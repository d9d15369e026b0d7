"""Copies of what lies elsewhere: one file a content, one card an address with what its server said of it.

So a source that has not changed is not fetched again, and one whose server is down is there as of yesterday. A dry run reads the cards
and keeps what it fetches in a folder that passes.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from pipeline.errors import SourceTooLarge
from pipeline.ids import stable_id

COPY = re.compile(r"[0-9a-f]{64}(?:\.\w+)?")
FETCHED = "fetched"  # folder of the copies, in the work store of an output folder


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of an address: the copy of its bytes, and what tells whether they have changed since."""

    address: str
    digest: str
    file: str  # of the copy: digest and ending
    fetched: str  # ISO 8601
    etag: str | None = None
    modified: str | None = None  # Last-Modified, as the server wrote it


@dataclass(frozen=True, slots=True)
class Shelf:
    """Cards and copies in `folder`; new ones go to `scratch` where that is given."""

    folder: Path
    scratch: Path | None = None

    @property
    def places(self) -> tuple[Path, ...]:
        """Where things are looked for; what is new goes to the first."""
        return tuple(filter(None, (self.scratch, self.folder)))

    def card(self, address: str) -> Card | None:
        """What is known of an address whose copy is there."""
        cards = (self._read(place / _card_name(address)) for place in self.places)
        return next(filter(None, cards), None)

    def _read(self, path: Path) -> Card | None:
        try:
            card = Card(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        return card if self.find(card) else None

    def cards_below(self, address: str) -> Iterator[Card]:
        """What is known of a file, of those in a folder, or of those that a pattern may stand for, in the order of their addresses."""
        start, *pattern = re.split(r"[*?\[]", address, maxsplit=1)
        start = start if pattern else f"{start.rstrip('/')}/"
        cards = [self._read(path) for path in self.folder.glob("address-*.json")]
        below = (card for card in cards if card and (card.address == address or card.address.startswith(start)))
        yield from sorted(below, key=lambda card: card.address)

    def find(self, card: Card) -> Path | None:
        """The copy of a card."""
        return next((path for place in self.places if (path := place / card.file).is_file()), None)

    def unnamed(self) -> list[Path]:
        """Copies that no card names any more: what was there before it changed."""
        cards = map(self._read, self.folder.glob("address-*.json"))
        named = {card.file for card in cards if card is not None}
        copies = (path for path in self.folder.glob("*") if COPY.fullmatch(path.name))
        return sorted(path for path in copies if path.name not in named)

    def keep(
        self, address: str, pieces: Iterable[bytes], ending: str, *, limit: int, etag: str | None = None,
        modified: str | None = None,
    ) -> Card:  # fmt: skip
        """Put bytes on the shelf under an address. Raises `SourceTooLarge` beyond `limit` bytes, `OSError` for a full disk."""
        place = self.places[0]
        place.mkdir(parents=True, exist_ok=True)
        half = place / f".{stable_id('half', address)}.{os.getpid()}"
        try:
            with half.open("wb") as file:
                digest = _copy(pieces, file, limit)
            card = Card(address, digest, f"{digest}{ending}", _now(), etag, modified)
            half.replace(place / card.file)
        finally:
            half.unlink(missing_ok=True)
        self.write(card)
        return card

    def write(self, card: Card) -> None:
        """Put down what is known of an address, in one step."""
        path = self.places[0] / _card_name(card.address)
        new = path.with_name(f".{path.name}.{os.getpid()}")
        new.write_text(json.dumps(asdict(card), ensure_ascii=False, sort_keys=True), encoding="utf-8")
        new.replace(path)


def _copy(pieces: Iterable[bytes], file: IO[bytes], limit: int) -> str:
    whole, size = hashlib.sha256(), 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise SourceTooLarge(f"more than {limit} bytes")
        whole.update(piece)
        file.write(piece)
    return whole.hexdigest()


def _card_name(address: str) -> str:
    return f"{stable_id('address', address)}.json"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
