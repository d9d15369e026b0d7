"""What nothing names any more, in an output folder: old releases of its datasets, and parts of the work store.

A release stays if it is the latest, pinned, or among the newest `keep`. A part of a document stays if the last run of a dataset or its
latest release names it (run.json, `parts`); what OCR read stays, since a picture is not known by its document. Each dataset is held
while it is tidied, so no run can be making what goes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ReleaseError, UsageError
from pipeline.ingest.shelf import FETCHED, Shelf
from pipeline.plan import last_report, reports
from pipeline.publish.pins import pinned
from pipeline.publish.promote import latest
from pipeline.store.files import Where
from pipeline.store.lock import LOCK, locked
from pipeline.store.parts import PartStore
from pipeline.store.sweep import sweep

OF_DOCUMENTS = ("reading", "claims", "batch", "part")  # kinds of parts, as their keys begin


@dataclass(frozen=True, slots=True)
class Tidied:
    """What went, or would go: releases with their dataset's folder, parts, and their bytes together."""

    releases: tuple[Path, ...]
    parts: tuple[str, ...]
    size: int
    copies: tuple[Path, ...] = ()  # of what lies elsewhere, before it changed


def tidy(out: Path, store: Where, *, keep: int, dry: bool = False) -> Tidied:
    """Remove what nothing names under `out` and in its work store; with `dry`, only say what.

    Raises `UsageError` for `keep` under 1, `ReleaseError` for a folder without datasets, `DatasetBusy` where a run has one of them.
    """
    if keep < 1:
        raise UsageError(f"keep at least 1 release, not {keep}")
    datasets = list(_datasets(out))
    if not datasets:
        raise ReleaseError("no release in this folder", document=str(out))
    with ExitStack() as held:
        for folder in datasets:
            held.enter_context(locked(folder))
        return _tidied(datasets, store, keep, dry)


def _tidied(datasets: list[Path], store: Where, keep: int, dry: bool) -> Tidied:
    old = [release for folder in datasets for release in _old(folder, keep)]
    parts, named = PartStore(store), {key for folder in datasets for key in _named(folder)}
    unnamed = sorted(key for key in parts.all_keys() if key.partition("-")[0] in OF_DOCUMENTS and key not in named)
    copies = Shelf(store / FETCHED).unnamed() if isinstance(store, Path) else []
    size = sum(map(_size, old)) + sum(map(parts.size, unnamed)) + sum(path.stat().st_size for path in copies)
    if not dry:
        for release in old:
            gone = release.with_name(f".building-{release.name.removeprefix('r-')}")
            release.rename(gone)  # a reader finds it whole or not at all; what a kill leaves is swept
            shutil.rmtree(gone)
        for key in unnamed:
            parts.drop(key)
        for path in copies:
            path.unlink(missing_ok=True)
        for folder in datasets:
            sweep(folder, store)
    return Tidied(tuple(old), tuple(unnamed), size, tuple(copies))


def _datasets(out: Path) -> Iterator[Path]:
    """`out` and the folders in it where runs have been."""
    below = sorted(path for path in out.iterdir() if path.is_dir()) if out.is_dir() else []
    yield from (folder for folder in (out, *below) if (folder / LOCK).is_file() or any(True for _ in reports(folder)))


def _old(folder: Path, keep: int) -> Iterator[Path]:
    newest = sorted(reports(folder), key=lambda found: (str(found[1].get("ended", "")), found[0].name), reverse=True)
    now, kept = latest(folder), pinned(folder)
    for release, _ in newest[keep:]:
        if release.resolve() != now and release.name not in kept:
            yield release


def _named(folder: Path) -> Iterator[str]:
    """Keys of the parts that a dataset's last run and its latest release name."""
    now = latest(folder)
    told: list[Any] = [
        last_report(folder),
        *(report for release, report in reports(folder) if release.resolve() == now),
    ]
    for report in told:
        for document in report.get("documents", ()):
            yield from document.get("parts", ())


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
