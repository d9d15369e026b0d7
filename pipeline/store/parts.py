"""The work store: parts of a run under keys made of what they were made from, written whole or not at all.

A key is the digest of a part's inputs, settings and the code that made it; whoever has the key knows what is inside, and no part is
ever changed. Parts are what tasks hand to each other instead of data.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ReleaseError

HALF = "half"  # folder of parts that are being written
_KEY = re.compile(r"[a-z]+-[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class PartStore:
    """Parts as files in one folder."""

    folder: Path

    def put(self, key: str, data: bytes) -> Path:
        """Keep `data` under `key`; a part that is there already is left alone. Raises `OSError` where the disk is full."""
        path = self._path(key)
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            half = self.folder / HALF / f"{key}.{os.getpid()}.{threading.get_native_id()}"
            half.parent.mkdir(exist_ok=True)
            try:
                half.write_bytes(data)
                half.replace(path)
            except OSError:
                half.unlink(missing_ok=True)
                raise
        return path

    def get(self, key: str) -> bytes:
        """The part under `key`. Raises `ReleaseError` where there is none."""
        path = self._path(key)
        try:
            return path.read_bytes()
        except OSError as error:
            raise ReleaseError(f"no part {key} in the work store", document=str(self.folder)) from error

    def has(self, key: str) -> bool:
        """Is there a part under `key`?"""
        return self._path(key).is_file()

    def all_keys(self) -> Iterator[str]:
        """All keys, in no order; half parts have none."""
        for folder in self.folder.glob("[0-9a-f][0-9a-f]"):
            yield from (path.stem for path in folder.glob("*.json") if _KEY.fullmatch(path.stem))

    def size(self, key: str) -> int:
        """Bytes of the part under `key`; 0 where there is none."""
        path = self._path(key)
        return path.stat().st_size if path.is_file() else 0

    def drop(self, key: str) -> None:
        """Forget the part under `key`, if it is there."""
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        """Keys become file names, so nothing but keys of our own making passes."""
        if not _KEY.fullmatch(key):
            raise ReleaseError(f"'{key}' is no key of the work store", document=str(self.folder))
        return self.folder / key[-16:-14] / f"{key}.json"
