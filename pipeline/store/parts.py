"""The work store: parts of a run under keys made of what they were made from, written whole or not at all.

A key is the digest of a part's inputs, settings and the code that made it; whoever has the key knows what is inside, and no part is
ever changed. Parts are what tasks hand to each other instead of data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline.errors import ReleaseError
from pipeline.store.files import LocalFiles, RemoteFiles, Where, files_of

_KEY = re.compile(r"[a-z]+-[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class PartStore:
    """Parts as files in one folder, here or behind a URL."""

    folder: Where

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`; a part that is there already is left alone. Raises `OSError` where the disk is full."""
        name = self._name(key)
        if self._files.size(name) is None:
            self._files.write(name, data)

    def get(self, key: str) -> bytes:
        """The part under `key`. Raises `ReleaseError` where there is none."""
        found = self.find(key)
        if found is None:
            raise ReleaseError(f"no part {key} in the work store", document=str(self.folder))
        return found

    def find(self, key: str) -> bytes | None:
        """The part under `key`, None where there is none: one request where the store is elsewhere.

        Raises `ReleaseError` where the store cannot be read.
        """
        name = self._name(key)
        try:
            return self._files.read(name)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ReleaseError(f"part {key} cannot be read: {error}", document=str(self.folder)) from error

    def has(self, key: str) -> bool:
        """Is there a part under `key`?"""
        return self._files.size(self._name(key)) is not None

    def all_keys(self) -> Iterator[str]:
        """All keys, in no order; half parts have none."""
        for path in map(PurePosixPath, self._files.names()):
            if path.suffix == ".json" and _KEY.fullmatch(path.stem):
                yield path.stem

    def size(self, key: str) -> int:
        """Bytes of the part under `key`; 0 where there is none."""
        return self._files.size(self._name(key)) or 0

    def drop(self, key: str) -> None:
        """Forget the part under `key`, if it is there."""
        self._files.drop(self._name(key))

    def clear(self) -> None:
        """Forget all parts."""
        for key in list(self.all_keys()):
            self.drop(key)

    @property
    def _files(self) -> LocalFiles | RemoteFiles:
        return files_of(self.folder)

    def _name(self, key: str) -> str:
        """Keys become file names, so nothing but keys of our own making passes."""
        if not _KEY.fullmatch(key):
            raise ReleaseError(f"'{key}' is no key of the work store", document=str(self.folder))
        return f"{key[-16:-14]}/{key}.json"
