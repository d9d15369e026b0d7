"""Where the work store keeps its bytes: a folder here, or a place on any file system that fsspec knows, which many machines reach.

A folder's file is written beside its place and moved there, so it is whole or not at all. An object store does the same by itself; on
another remote file system a writer that dies may leave half a file, which no reader of parts accepts: all of them check what they read.
"""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from pipeline.errors import UsageError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

Where = Path | str  # a folder, or the URL of one
HALF = "half"  # folder of parts that are being written


class Files(Protocol):
    """Whole files under names with at most one folder; each error is an `OSError`."""

    def read(self, name: str) -> bytes:
        """All bytes of a file."""

    def write(self, name: str, data: bytes) -> None:
        """Make the file, or put these bytes in its place."""

    def size(self, name: str) -> int | None:
        """Its bytes; None where there is no such file."""

    def drop(self, name: str) -> None:
        """Remove it, if it is there."""

    def names(self) -> Iterator[str]:
        """All files with a folder, in no order."""


@dataclass(frozen=True, slots=True)
class LocalFiles:
    """Files in a folder of this machine, or of a disk that it shares."""

    folder: Path

    def read(self, name: str) -> bytes:
        """All bytes of a file."""
        return (self.folder / name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        """Make the file beside its place, then move it there."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        half = self.folder / HALF / f"{path.stem}.{os.getpid()}.{threading.get_native_id()}"
        half.parent.mkdir(exist_ok=True)
        try:
            half.write_bytes(data)
            half.replace(path)
        except OSError:
            half.unlink(missing_ok=True)
            raise

    def size(self, name: str) -> int | None:
        """Its bytes; None where there is no such file."""
        path = self.folder / name
        return path.stat().st_size if path.is_file() else None

    def drop(self, name: str) -> None:
        """Remove it, if it is there."""
        (self.folder / name).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """All files one folder down."""
        for folder in self.folder.glob("[0-9a-f][0-9a-f]"):
            yield from (f"{folder.name}/{path.name}" for path in folder.iterdir())


@dataclass(frozen=True, slots=True)
class RemoteFiles:
    """Files under a path of an fsspec file system."""

    system: AbstractFileSystem
    path: str

    def read(self, name: str) -> bytes:
        """All bytes of a file: one request."""
        with _as_os_errors():
            return bytes(self.system.cat_file(f"{self.path}/{name}"))

    def write(self, name: str, data: bytes) -> None:
        """Put the whole file there at once; a file system with real folders is given the folder when it asks for it."""
        path = f"{self.path}/{name}"
        with _as_os_errors():
            try:
                self.system.pipe_file(path, data)
            except FileNotFoundError:
                self.system.makedirs(path.rpartition("/")[0], exist_ok=True)
                self.system.pipe_file(path, data)

    def size(self, name: str) -> int | None:
        """Its bytes; None where there is no such file."""
        try:
            with _as_os_errors():
                return int(self.system.info(f"{self.path}/{name}")["size"])
        except FileNotFoundError:
            return None

    def drop(self, name: str) -> None:
        """Remove it, if it is there."""
        try:
            with _as_os_errors():
                self.system.rm_file(f"{self.path}/{name}")
        except FileNotFoundError:
            return

    def names(self) -> Iterator[str]:
        """All files below the path."""
        with _as_os_errors():
            found = self.system.find(self.path)
        yield from ("/".join(str(name).split("/")[-2:]) for name in found)


@contextmanager
def _as_os_errors() -> Iterator[None]:
    """What the network did becomes an error of input and output, which a flow tries again."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:  # each file system has a library, and each library errors, of its own
        raise OSError(errno.EIO, f"{type(error).__name__}: {error}") from error


def files_of(where: Where) -> LocalFiles | RemoteFiles:
    """The files of a folder, or of a URL. Raises `UsageError` for a URL that no installed file system answers to."""
    return LocalFiles(where) if isinstance(where, Path) else _remote(where)


@cache
def _remote(url: str) -> LocalFiles | RemoteFiles:
    from fsspec.core import url_to_fs
    from fsspec.implementations.local import LocalFileSystem

    options: dict[str, Any] = {"use_listings_cache": False}  # others write there too
    try:
        system, path = url_to_fs(url, **options)
    except ImportError as error:
        raise UsageError(f"{error}; for s3:// install youcheng[s3]", document=url) from error
    except (ValueError, TypeError) as error:
        raise UsageError(f"no work store can be kept there: {error}", document=url) from error
    return LocalFiles(Path(path)) if isinstance(system, LocalFileSystem) else RemoteFiles(system, path.rstrip("/"))


def work_store(named: str) -> Where:
    """The place that a person named: a path, or a URL that all workers reach.

    Raises `UsageError` where none can be kept, and for memory, which ends with each process.
    """
    if "://" not in named:
        return Path(named).absolute()
    if named.startswith("memory:"):
        raise UsageError("a work store in memory is gone with each worker", document=named)
    files = files_of(named)
    return files.folder.absolute() if isinstance(files, LocalFiles) else named
