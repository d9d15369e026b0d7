"""What a process of its own does with a document that nobody trusts: draw a page, say how large it is, read its text.

pdfium is not safe among threads and a broken file may take its process down; so nothing here runs in the server itself. An alarm that
nobody handles ends a worker that takes too long, whatever native code it is in.
"""

from __future__ import annotations

import io
import os
import resource
import signal
import threading
import time
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pipeline.read.ocr_settings import OcrMode, OcrSettings, can_recognise
from pipeline.records.reading import Reading
from pipeline.records.source import Kind, Source
from pipeline.records.span import Span
from pipeline.store.documents import kept_reading
from pipeline.store.parts import PartStore

T = TypeVar("T")
MEMORY = 4 << 30  # bytes of addresses that a worker may take
MOST_PIXELS = 25_000_000  # of one picture; larger pages are drawn smaller
WATCH = 2.0  # seconds between two looks whether the server lives
INCH = 72.0  # points
QUICK = 1  # of zlib: a page is drawn once and read often, but somebody waits for it


@dataclass(frozen=True, slots=True)
class Sheet:
    """The size of a page in points as it is shown, and how many pages there are."""

    width: float
    height: float
    pages: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of a document's clean text: its range, kind and page (None for kinds without pages)."""

    start: int
    end: int
    kind: str
    page: int | None


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell's range in the clean text, the heads above it from the top, and the first words of its row."""

    start: int
    end: int
    heads: tuple[str, ...]
    row: str


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document's clean text with its blocks and table cells; `offsets` lead to the source (None for kinds with pages)."""

    text: str
    pieces: tuple[Piece, ...]
    cells: tuple[TableCell, ...]
    offsets: array[int] | None


def limited(seconds: float, work: Callable[..., T], *given: object) -> T:
    """Do it, or die trying: the process ends when its time is over."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return work(*given)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def begin(server: int) -> None:
    """Bound a fresh worker's memory, tie its life to the server's, give that the right of way, and load what every page needs."""
    threading.Thread(target=_end_with, args=(server,), daemon=True).start()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(3)
    import pypdfium2  # noqa: F401 - half of what the first page would wait for
    from PIL import PngImagePlugin  # noqa: F401


def _end_with(server: int) -> None:
    """End this process once the server's is gone: one that was killed has told nobody."""
    while True:
        time.sleep(WATCH)
        try:
            os.kill(server, 0)
        except OSError:
            os._exit(0)


def sheet(source: Source, page: int) -> Sheet:
    """The size of a page (from 1). Raises `IndexError` for one that is not there."""
    with _pages(source) as (count, open_page):
        if not 1 <= page <= count:
            raise IndexError(page)
        width, height, _ = open_page(page, 0.0)
        return Sheet(width, height, count)


def draw(source: Source, page: int, dpi: int) -> bytes:
    """A page as PNG. Raises `IndexError` for one that is not there."""
    with _pages(source) as (count, open_page):
        if not 1 <= page <= count:
            raise IndexError(page)
        return open_page(page, float(dpi))[2]


Opened = tuple[int, Callable[[int, float], tuple[float, float, bytes]]]


@contextmanager
def _pages(source: Source) -> Iterator[Opened]:
    """How many pages there are, and a function that gives the size of one and, at a resolution above 0, its picture."""
    from pipeline.read.reader import on_disk

    with on_disk(source) as local:
        if source.kind is Kind.IMAGE:
            yield _frames(local)
            return
        import pypdfium2

        document = pypdfium2.PdfDocument(local.path)
        try:
            yield len(document), lambda page, dpi: _pdf_page(document, page, dpi)
        finally:
            document.close()


def _pdf_page(document: object, number: int, dpi: float) -> tuple[float, float, bytes]:
    page = document[number - 1]  # type: ignore[index]  # pdfium's handles have no types
    try:
        width, height = page.get_width(), page.get_height()
        if not dpi:
            return width, height, b""
        scale = min(dpi / INCH, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        return width, height, _png(page.render(scale=scale, may_draw_forms=False).to_pil())
    finally:
        page.close()


def _frames(source: Source) -> Opened:
    from PIL import Image

    from pipeline.read.image import open_frames

    frames = list(open_frames(source))

    def shown(page: int, dpi: float) -> tuple[float, float, bytes]:
        frame = frames[page - 1]
        height, width = frame.picture.shape[:2]
        picture = Image.fromarray(frame.picture[:, :, ::-1]) if dpi else None
        if picture and (share := dpi / INCH * frame.scale) < 1:
            picture = picture.resize((max(1, round(width * share)), max(1, round(height * share))))
        return width * frame.scale, height * frame.scale, _png(picture) if picture else b""

    return len(frames), shown


def _png(picture: object) -> bytes:
    """Few colours where there are few: a page of print takes a third of the bytes in shades of grey."""
    from PIL import ImageChops

    image = picture.convert("RGB")  # type: ignore[attr-defined]
    red, green, blue = image.split()
    grey = not ImageChops.difference(red, green).getbbox() and not ImageChops.difference(green, blue).getbbox()
    out = io.BytesIO()
    (red if grey else image).save(out, "PNG", compress_level=QUICK)
    return out.getvalue()


def text_of(source: Source, kept: tuple[Path, ...]) -> DocumentText:
    """The clean text of a document: from a work store that has its reading, else read now. Raises the named error of its reader."""
    reading = next((found for folder in kept if (found := _kept(source, folder))), None)
    if reading is None:
        from pipeline.read.reader import read_document

        reading = read_document(source, OcrSettings(kept=kept[0] if kept else None))
    offsets = None if reading.glyphs else reading.offsets
    return DocumentText(reading.text, tuple(_pieces(reading)), tuple(_cells(reading)), offsets)


def _kept(source: Source, folder: Path) -> Reading | None:
    """The reading as a run kept it, under whichever way of OCR it was made."""
    store = PartStore(folder)
    words = (f"ocr {mode.value}, {can}" for mode in OcrMode for can in (can_recognise(), not can_recognise()))
    return next((found for one in words if (found := kept_reading(store, source, one))), None)


def _pieces(reading: Reading) -> Iterator[Piece]:
    """The blocks, those that run over the end of a page parted there."""
    for block in reading.blocks:
        if reading.glyphs is None:
            yield Piece(block.span.start, block.span.end, block.kind.value, None)
            continue
        begin, page = block.span.start, reading.glyphs.pages[reading.offsets[block.span.start]]
        for at in range(block.span.start, block.span.end):
            here = reading.glyphs.pages[reading.offsets[at]]
            if here != page:
                yield Piece(begin, at, block.kind.value, page)
                begin, page = at, here
        yield Piece(begin, block.span.end, block.kind.value, page)


def _cells(reading: Reading) -> Iterator[TableCell]:
    for table in reading.tables:
        rows = {
            cell.row: cell.span for cell in reversed(table.cells) if cell.span and _is_label(reading.words(cell.span))
        }
        heads = [cell for cell in table.cells if cell.is_head and cell.span]
        for cell in table.cells:
            if cell.is_head or cell.span is None:
                continue
            above = (
                reading.words(head.span)
                for head in heads
                if head.span and head.column < cell.column + cell.colspan and cell.column < head.column + head.colspan
            )
            label = rows.get(cell.row, cell.span)
            yield TableCell(
                cell.span.start, cell.span.end, tuple(above), "" if label == cell.span else reading.words(label)
            )


def _is_label(words: str) -> bool:
    """May these words name a row? A running number does not."""
    return not words.strip().isdigit()


def clean_span(text: DocumentText, raw_start: int, raw_end: int) -> Span | None:
    """The clean characters of a range of the source; None where none of it is left."""
    if text.offsets is None:
        return None
    start = bisect_right(text.offsets, raw_start - 1)
    end = bisect_right(text.offsets, raw_end - 1)
    return Span(start, end) if start < end else None
