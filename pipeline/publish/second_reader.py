"""A second pair of eyes for what is published: pdfplumber reads the places of a PDF's claims and is held against their quotes.

It reads with other code than the first reader, so a slip of one shows. A page is opened once for all its claims and closed again;
what goes wrong in pdfplumber is "could not read", never an error of the document.
"""

from __future__ import annotations

import re
import signal
import threading
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from types import FrameType
from typing import Any

from pipeline.allowance import ALLOWANCE, TEXT_PAGE
from pipeline.paths import data_file
from pipeline.records.claim import Claim, Place
from pipeline.records.source import Kind, Source

AGREES, DIFFERS, UNREAD = "agrees", "differs", "could not read"
EDGE = 0.5  # points by which a character's middle may lie outside its box
TWICE = 1.0  # points between two prints of one character
ROW = 24.0  # points; height of the strips by which characters are looked up
START_SECONDS, PAGE_SECONDS = 10.0, 4.0  # of processor time to open a file, and for each page
AGAIN = 1.0  # seconds until an alarm that was swallowed goes off again
Box = tuple[float, ...]
Character = tuple[float, float, str]  # middle x and y in points from the page's top left, its text
_Strips = Mapping[int, Sequence[Character]]


class _TooLong(BaseException):
    """The second reader used up its time; no `except Exception` of the libraries under it may swallow that."""


@dataclass(frozen=True, slots=True)
class Losses:
    """How two readings are made alike: characters to drop and to replace, and what says that nothing was read."""

    drop: re.Pattern[str]
    alike: dict[int, str]
    unread: re.Pattern[str]

    def plain(self, text: str) -> str:
        """`text` without what the second reader is known to lose or to write otherwise."""
        text = unicodedata.normalize("NFKC", text.translate(self.alike))
        return self.drop.sub("", text.translate(self.alike))


@lru_cache(maxsize=1)
def known_losses() -> Losses:
    """The losses named in `data/second_reader.toml`."""
    data = tomllib.loads(data_file("pipeline.publish", "second_reader.toml").read_text(encoding="utf-8"))
    drops, alike = [], dict[int, str]()
    for loss in data["loss"]:
        if loss["kind"] == "drop":
            drops.append(loss["with"])
        elif loss["kind"] == "one":
            alike |= {ord(mark): loss["with"][0] for mark in loss["with"]}
        elif loss["kind"] == "pairs":
            alike |= {ord(pair[0]): pair[1] for pair in loss["with"].split()}
    unread = "|".join(entry["with"] for entry in data["unread"])
    return Losses(re.compile("|".join(drops)), alike, re.compile(unread))


def second_read(source: Source, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims with what the second reader says of each; None for text kinds, for OCR's claims and for rejected ones."""
    if source.kind is not Kind.PDF:
        return tuple(claims)
    asked = {claim.claim_id: claim for claim in claims if not (claim.rejected or claim.ocr) and claim.place.boxes}
    read = _Reading({box for claim in asked.values() for box in claim.place.boxes or ()}, source.path)
    said = {name: _judge(claim.quote, claim.place, read) for name, claim in asked.items()}
    return tuple(
        replace(claim, second_reader=said[claim.claim_id]) if claim.claim_id in said else claim for claim in claims
    )


def shares(claims: Sequence[Claim]) -> dict[str, object]:
    """How often the second reader agreed, differed and could not read, and the share of agreement (None where none was asked)."""
    tally = Counter(claim.second_reader for claim in claims if claim.second_reader)
    asked = sum(tally.values())
    share = round(tally[AGREES] / asked, 4) if asked else None
    return {AGREES: tally[AGREES], DIFFERS: tally[DIFFERS], UNREAD: tally[UNREAD], "share": share}


class _Reading:
    """What pdfplumber reads in a set of boxes, page by page; boxes that it could not read are missing."""

    def __init__(self, boxes: set[Box], path: Path) -> None:
        self.words: dict[Box, str] = {}
        pages: dict[int, list[Box]] = defaultdict(list)
        for box in sorted(boxes):
            pages[int(box[0])].append(box)
        if pages:
            ALLOWANCE.grant(START_SECONDS + TEXT_PAGE * len(pages))
            _quietly(START_SECONDS + PAGE_SECONDS * len(pages), lambda: self._read(path, pages))

    def _read(self, path: Path, pages: Mapping[int, Sequence[Box]]) -> None:
        import pdfplumber

        with pdfplumber.open(path, pages=sorted(pages)) as pdf:
            for page in pdf.pages:
                _quietly(None, partial(self._read_page, page, pages[page.page_number]))

    def _read_page(self, page: Any, boxes: Sequence[Box]) -> None:  # noqa: ANN401 - pdfplumber has no types
        try:
            strips = _in_strips(_characters(page))
            found = {box: _under(box, strips) for box in boxes}
        finally:
            page.close()
        self.words |= found


def _quietly(seconds: float | None, work: Callable[[], None]) -> None:
    """Do the work; whatever it raises leaves undone what it had not done."""
    try:
        with _within(seconds):
            work()
    except _TooLong:
        if seconds is None:
            raise
    except Exception:  # pdfminer raises whatever a broken file brings about: TypeError, KeyError, RecursionError …
        return


@contextmanager
def _within(seconds: float | None) -> Iterator[None]:
    """Raise `_TooLong` after these seconds of processor time; only a process's main thread can be bounded."""
    if seconds is None or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, AGAIN)
    try:
        yield
    finally:
        try:  # the alarm may go off even here
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, before)


def _characters(page: Any) -> Iterator[Character]:  # noqa: ANN401
    """The page's characters in painted order, from its layout: to make a dictionary of each takes longer than to read it."""
    from pdfminer.layout import LTChar

    left, top = page.bbox[:2]
    shift: tuple[float, float] | None = None
    waiting = [iter(page.layout)]
    while waiting:
        one = next(waiting[-1], None)
        if one is None:
            waiting.pop()
        elif not isinstance(one, LTChar):
            waiting += [iter(one)] if hasattr(one, "__iter__") else []
        else:
            if shift is None:  # from the frame of the layout to pdfplumber's own, which it alone knows
                known = page.process_object(one)
                shift = known["x0"] - one.x0 - left, known["top"] + one.y1 - top
            yield (one.x0 + one.x1) / 2 + shift[0], shift[1] - (one.y0 + one.y1) / 2, one.get_text()


def _in_strips(characters: Iterable[Character]) -> _Strips:
    strips: dict[int, list[Character]] = defaultdict(list)
    for one in characters:
        strips[int(one[1] // ROW)].append(one)
    return strips


def _under(box: Box, strips: _Strips) -> str:
    """The characters whose middle lies in the box; one painted again on its own spot, which fakes bold type, counts once."""
    _, x0, top, x1, bottom = box
    found: list[Character] = []
    for strip in range(int((top - EDGE) // ROW), int((bottom + EDGE) // ROW) + 1):
        for x, y, text in strips.get(strip, ()):
            inside = x0 - EDGE <= x <= x1 + EDGE and top - EDGE <= y <= bottom + EDGE
            if inside and not any(text == t and abs(x - a) < TWICE and abs(y - b) < TWICE for a, b, t in found):
                found.append((x, y, text))
    return "".join(text for _, _, text in found)


def _judge(quote: str, place: Place, read: _Reading) -> str:
    """The same characters under the boxes as in the quote? In which order they are read, boxes cannot tell."""
    boxes = place.boxes or ()
    if any(box not in read.words for box in boxes):
        return UNREAD
    losses, words = known_losses(), "".join(read.words[box] for box in boxes)
    if Counter(losses.plain(words)) == Counter(losses.plain(quote)):
        return AGREES
    return UNREAD if not words.strip() or losses.unread.search(words) else DIFFERS
