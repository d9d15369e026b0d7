"""The versions of the costly stages, taken from their own files: whoever changes a line of a rule gets no stale part.

Reading has its own: a changed word list extracts again from the readings that are kept, and reads nothing again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from pipeline.paths import models_folder

READ = ("errors.py", "records", "text", "read")
EXTRACT = (*READ, "places", "annotate", "extract", "publish/second_reader.py", "publish/data")
RELEASE = (
    *EXTRACT,
    "store",
    "reconcile",
    "publish",
    "review",
    "evaluate",
    "document.py",
    "run.py",
    "found.py",
    "trust.py",
)
# Libraries whose version can change what comes out.
READERS = ("pypdfium2", "pdfplumber", "rapidocr", "onnxruntime")
EXTRACTORS = (*READERS, "jieba", "ahocorasick-rs", "scikit-learn", "spacy")
WRITERS = (*EXTRACTORS, "numpy", "pandas", "pyarrow", "duckdb", "networkx", "youcheng")


@cache
def read_version() -> str:
    """16 hex digits over the code, data and libraries that a reading is made with."""
    return _digest(READ, READERS)


@cache
def stage_version() -> str:
    """16 hex digits over all that claims are made with: reading, annotation, extraction and the second reader."""
    return _digest(EXTRACT, EXTRACTORS, models_folder())


@cache
def release_version() -> str:
    """16 hex digits over all that a release is made with: every stage, and what puts them together."""
    return _digest(RELEASE, WRITERS, models_folder())


def _digest(parts: tuple[str, ...], libraries: tuple[str, ...], models: Path | None = None) -> str:
    root, whole = Path(str(files("pipeline"))), hashlib.sha256()
    roots = [(root / part, root) for part in parts] + ([(models, models.parent)] if models else [])
    for place, above in roots:
        for path in _files(place):
            whole.update(path.relative_to(above).as_posix().encode() + b"\0")
            whole.update(hashlib.sha256(path.read_bytes()).digest())
    whole.update(repr([(name, library_version(name)) for name in libraries]).encode())
    return whole.hexdigest()[:16]


def _files(path: Path) -> Iterator[Path]:
    found = sorted(path.rglob("*")) if path.is_dir() else [path]
    yield from (one for one in found if one.is_file() and one.suffix != ".pyc")


def library_version(name: str) -> str | None:
    """The installed version of a distribution; None where it is not there."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None
