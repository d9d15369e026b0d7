"""The search index of a release: a database beside it in a cache folder, made when the release is first served, attached as `side`.

It holds nothing that the release does not say: `entry` (what can be found, in the order of weight: places, documents, findings, facts,
claims), `words` (their words, full text), `told` (which facts name a place), `rests` (which findings rest on a claim) and `spoken` (where
a document's claims begin and end).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from pipeline.errors import ReleaseError
from pipeline.paths import cache_folder
from pipeline.publish.release import DATABASE
from pipeline.serve.filling import fill

VERSION = 1  # of the index's form; another number is another file
SCHEMA = """
CREATE TABLE entry (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(
  said, content='', detail=none, columnsize=0, prefix='1', tokenize='unicode61 remove_diacritics 2');
CREATE TABLE reach (kind TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE told (place_id TEXT, kind TEXT, fact_id TEXT, PRIMARY KEY (place_id, kind, fact_id)) WITHOUT ROWID;
CREATE TABLE rests (claim_id TEXT, finding_id TEXT, PRIMARY KEY (claim_id, finding_id)) WITHOUT ROWID;
CREATE TABLE spoken (document_digest TEXT PRIMARY KEY, first INTEGER, last INTEGER, claims INTEGER) WITHOUT ROWID;
"""
Progress = Callable[[int, int], None]


def ready_sidecar(release: Path, cache: Path | None = None, progress: Progress | None = None) -> Path:
    """The index of a release, made now where there is none yet; `progress` is told how many of how many rows are done.

    A half-made one is never seen: it gets its name when it is whole. Raises `ReleaseError` where the release cannot be read or the
    index not be written.
    """
    database = release / DATABASE
    folder = (cache or cache_folder()) / "serve"
    path = folder / f"{release.name}-{database.stat().st_size}-{VERSION}.sqlite"
    if path.is_file():
        return path
    half = path.with_name(f"{path.name}.{os.getpid()}.half")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        half.unlink(missing_ok=True)
        _make(database, half, progress or (lambda done, whole: None))
        half.replace(path)
    except (sqlite3.Error, OSError) as error:
        raise ReleaseError(f"the search index cannot be made: {error}", document=str(release)) from error
    finally:
        half.unlink(missing_ok=True)
    return path


def _make(database: Path, path: Path, progress: Progress) -> None:
    with (
        closing(sqlite3.connect(f"{database.as_uri()}?mode=ro&immutable=1", uri=True)) as release,
        closing(sqlite3.connect(path, isolation_level=None)) as side,
    ):
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -200000", "temp_store = MEMORY"):
            side.execute(f"PRAGMA {pragma}")
        side.executescript(SCHEMA)
        side.execute("BEGIN")
        fill(release, side, progress)
        side.execute("COMMIT")


def attach(connection: sqlite3.Connection, path: Path) -> None:
    """Let a connection to the release see the index, for reading."""
    connection.execute("ATTACH DATABASE ? AS side", (f"{path.as_uri()}?mode=ro&immutable=1",))
