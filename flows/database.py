"""The first tables of Prefect's database, made once a machine and version instead of once a folder: half of what a server's start takes.

Each output folder has a Prefect database of its own, and Prefect makes it by going through all its migrations. The tables of the first
one, as they are before any run, are kept in the user's cache folder under Prefect's version, and lent to each new one; Prefect still
looks whether they are its newest. A database by setting (`PREFECT_API_DATABASE_CONNECTION_URL`) is nobody else's business.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from importlib.metadata import version
from pathlib import Path

from pipeline.paths import cache_folder

URL = "PREFECT_API_DATABASE_CONNECTION_URL"
NAME = "prefect.db"


def lend_tables(home: Path, cache: Path | None = None) -> bool:
    """Give a folder without a database the kept tables; False where it has one, or none are kept or fit to be lent."""
    kept, wanted = _kept(cache), home / NAME
    if os.environ.get(URL) or wanted.exists() or not kept.is_file() or not _is_sound(kept):
        return False
    home.mkdir(parents=True, exist_ok=True)
    part = wanted.with_suffix(f".{os.getpid()}.part")
    with suppress(OSError):  # a full disk costs the loan, not the run
        shutil.copyfile(kept, part)
        part.replace(wanted)
    part.unlink(missing_ok=True)
    return wanted.exists()


def keep_tables(home: Path, cache: Path | None = None) -> bool:
    """Keep the tables of a database in which nothing has run yet, for the next folder; False where some are kept, or nothing can be."""
    kept, made = _kept(cache), home / NAME
    if os.environ.get(URL) or kept.is_file() or not made.is_file():
        return False
    part = kept.with_suffix(f".{os.getpid()}.part")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(made)) as source, closing(sqlite3.connect(part)) as target:
            if source.execute("SELECT count(*) FROM flow_run").fetchone()[0]:
                return False
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
        part.replace(kept)
    except (OSError, sqlite3.Error):
        return False  # the next run tries again
    finally:
        part.unlink(missing_ok=True)
    return True


def _kept(cache: Path | None) -> Path:
    return (cache or cache_folder()) / "prefect" / f"{version('prefect')}.db"


def _is_sound(kept: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"file:{kept}?mode=ro", uri=True)) as base:
            sound = bool(base.execute("PRAGMA quick_check").fetchone()[0] == "ok")
            tables = base.execute("SELECT count(*) FROM alembic_version").fetchone()[0]
            return sound and bool(tables)
    except sqlite3.Error:
        return False
