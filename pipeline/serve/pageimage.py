"""Pages as pictures and documents as text, for a release: each drawn or read once, then served from disk or memory.

A picture shows the bare page: what is lit on it is drawn over it in the browser, so one picture serves every fact of the page.
"""

from __future__ import annotations

import asyncio
import os
import re
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from pipeline.errors import UsageError
from pipeline.paths import cache_folder
from pipeline.records.source import Kind, Source
from pipeline.serve.options import Options
from pipeline.serve.pageimage_files import Original, Originals, Whereabouts
from pipeline.serve.pageimage_pool import PagePool, shared_pool
from pipeline.serve.pageimage_worker import DocumentText, Sheet, draw, sheet, text_of

T = TypeVar("T")
RESOLUTIONS = (72, 120, 200)  # dots an inch that may be asked for: a cache that holds any would have no end
USUAL = 120
DRAWN = frozenset({Kind.PDF, Kind.IMAGE})
TEXT_SECONDS = 90.0
TEXTS, SHEETS, PICTURES = 24, 20_000, 48  # that are kept in memory
MOST_FILES = 20_000  # pictures on disk; beyond that the oldest go
SWEEP_EVERY = 200  # pictures drawn
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Recent(Generic[T]):
    """The values that were asked for last, up to a number."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, threading.Lock()
        self._held: OrderedDict[Hashable, T] = OrderedDict()

    def get(self, key: Hashable) -> T | None:
        """The value, or None."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def put(self, key: Hashable, value: T) -> T:
        """Hold a value, and let go of the one that was not asked for the longest."""
        with self._lock:
            self._held[key] = value
            self._held.move_to_end(key)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return value


@dataclass(slots=True)
class PageImages:
    """Pictures and texts of a release's documents. `cache` holds the pictures, `kept` are work stores that may hold readings."""

    originals: Originals
    cache: Path
    kept: tuple[Path, ...] = ()
    pool: PagePool = field(default_factory=shared_pool)
    _texts: Recent[DocumentText] = field(default_factory=lambda: Recent(TEXTS))
    _sheets: Recent[Sheet] = field(default_factory=lambda: Recent(SHEETS))
    _pictures: Recent[bytes] = field(default_factory=lambda: Recent(PICTURES))
    _reading: dict[str, asyncio.Future[DocumentText]] = field(default_factory=dict)
    _drawn: int = 0

    def find(self, original: Original) -> tuple[Whereabouts, Source | None]:
        """The document with its file, or why it is not shown."""
        return self.originals.find(original)

    async def sheet(self, source: Source, page: int) -> Sheet:
        """The size of a page. Raises `IndexError` for one that is not there, `ReaderDied` for a file that takes its reader down."""
        key = source.digest, page
        return self._sheets.get(key) or self._sheets.put(key, await self.pool.do(sheet, source, page))

    async def text(self, source: Source) -> DocumentText:
        """The clean text of a document. Raises the named error of its reader. Who asks while it is read waits for the same reading."""
        if (found := self._texts.get(source.digest)) is not None:
            return found
        task = self._reading.get(source.digest)
        if task is None:
            task = self._reading[source.digest] = asyncio.ensure_future(self._read_text(source))
            task.add_done_callback(lambda _: self._reading.pop(source.digest, None))
        return await asyncio.shield(task)

    async def _read_text(self, source: Source) -> DocumentText:
        return self._texts.put(source.digest, await self.pool.do(text_of, source, self.kept, seconds=TEXT_SECONDS))

    async def page_image(self, source: Source, page: int, dpi: int = USUAL) -> bytes:
        """A page as PNG. Raises `UsageError` for another resolution, `IndexError` for no such page, `ReaderDied`."""
        if dpi not in RESOLUTIONS or source.kind not in DRAWN or not _DIGEST.fullmatch(source.digest):
            raise UsageError(f"pages are drawn in {', '.join(map(str, RESOLUTIONS))} dots an inch")
        key = source.digest, page, dpi
        path = self.cache / "pages" / source.digest[:2] / source.digest / f"{int(page)}-{dpi}.png"
        found = self._pictures.get(key) or _read(path)
        if found is None:
            found = await self.pool.do(draw, source, page, dpi)
            self._keep(path, found)
        return self._pictures.put(key, found)

    def _keep(self, path: Path, picture: bytes) -> None:
        """Put a picture on disk whole or not at all; a full disk costs the next reader a moment, not this one the page."""
        half = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_native_id()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            half.write_bytes(picture)
            half.replace(path)
        except OSError:
            half.unlink(missing_ok=True)
        self._drawn += 1
        if self._drawn % SWEEP_EVERY == 0:
            sweep(self.cache / "pages", MOST_FILES)


def sweep(folder: Path, most: int) -> int:
    """Remove the oldest pictures beyond a number; how many went."""
    found = sorted(folder.rglob("*.png"), key=lambda path: path.stat().st_mtime_ns)
    gone = found[: max(0, len(found) - most)]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def original_of(base: sqlite3.Connection, digest: str) -> Original | None:
    """What the release says of the file of a document; None for a digest that it does not know."""
    row = base.execute(
        "SELECT document, kind, bytes, encoding FROM sources WHERE document_digest = ? AND same_as IS NULL ORDER BY document",
        (digest,),
    ).fetchone()
    return Original(str(row[0]), digest, Kind(row[1]), int(row[2]), row[3]) if row else None


_OPEN: dict[Options, PageImages] = {}
_OPENING = threading.Lock()


def images_of(options: Options, audience: Callable[[], object]) -> PageImages:
    """The pages of a server's release, made when the first is asked for; those of a release for the public are withheld."""
    with _OPENING:
        if options not in _OPEN:
            release = options.release
            stores = tuple(
                folder for out in (release.parent, release.parent.parent) if (folder := out / ".work").is_dir()
            )
            originals = Originals(options.corpus, withheld=audience() == "public")
            _OPEN[options] = PageImages(originals, options.cache or cache_folder(), stores)
        return _OPEN[options]
