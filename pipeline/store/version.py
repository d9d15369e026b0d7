"""The version of the costly stages, taken from their own files: whoever changes a line of a rule gets no stale part."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

STAGES = ("records", "text", "places", "read", "annotate", "extract", "publish")  # the second reader is of publish


@lru_cache(maxsize=1)
def stage_version() -> str:
    """16 hex digits over the code and data of read, annotate, extract and what they stand on."""
    root = Path(str(files("pipeline")))
    whole = hashlib.sha256()
    for stage in STAGES:
        for path in sorted((root / stage).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                whole.update(path.relative_to(root).as_posix().encode() + b"\0")
                whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:16]
