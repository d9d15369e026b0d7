"""Bytes here and bytes elsewhere: the same answers from a folder and from a file system of fsspec."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import own_s3

from pipeline.errors import ReleaseError, UsageError
from pipeline.store.files import LocalFiles, RemoteFiles, Where, files_of, work_store
from pipeline.store.parts import PartStore

KEY, OTHER = "part-0123456789abcdef", "claims-ab23456789abcdef"


@pytest.fixture(params=["folder", "memory", "s3"])
def where(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Where]:
    if request.param == "folder":
        yield tmp_path / "work"
        return
    if request.param == "s3":
        with own_s3.serving() as (environment, _):
            for name, value in environment.items():
                monkeypatch.setenv(name, value)
            yield f"s3://{tmp_path.name.replace('_', '-')}/deep/work"
        return
    from fsspec.implementations.memory import MemoryFileSystem

    yield f"memory://{tmp_path.name}/work"
    MemoryFileSystem.store.clear()  # it is one for the whole process


def test_parts_come_back_and_are_listed(where: Where) -> None:
    store = PartStore(where)
    assert (store.find(KEY), store.has(KEY), store.size(KEY)) == (None, False, 0)
    store.put(KEY, b"one")
    store.put(KEY, b"another")
    store.put(OTHER, b"two")
    assert (store.get(KEY), store.has(KEY), store.size(KEY)) == (b"one", True, 3)
    assert sorted(store.all_keys()) == sorted([KEY, OTHER])
    store.drop(KEY)
    store.drop(KEY)
    assert (store.find(KEY), list(store.all_keys())) == (None, [OTHER])


def test_a_missing_part_is_named(where: Where) -> None:
    with pytest.raises(ReleaseError, match=KEY):
        PartStore(where).get(KEY)


class Unwell:
    """A file system whose library fails in its own way."""

    def __getattr__(self, name: str) -> Any:
        def fail(*_: object, **__: object) -> None:
            raise RuntimeError("the cluster is tired")

        return fail


@pytest.mark.parametrize("call", [("read", "x"), ("write", "x", b""), ("size", "x"), ("drop", "x")])
def test_what_a_library_raises_becomes_an_error_that_may_pass(call: tuple[Any, ...]) -> None:
    files = RemoteFiles(Unwell(), "bucket")
    with pytest.raises(OSError, match="RuntimeError: the cluster is tired") as told:
        getattr(files, call[0])(*call[1:])
    assert told.value.errno == errno.EIO


def test_a_url_of_this_machine_is_a_folder(tmp_path: Path) -> None:
    assert files_of(f"local://{tmp_path}") == LocalFiles(tmp_path)
    assert work_store(f"local://{tmp_path}") == tmp_path
    assert work_store("kept") == Path("kept").absolute()


def test_half_written_parts_are_no_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    store = PartStore(tmp_path)
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        store.put(KEY, b"one")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("memory://x", "gone with each worker"),
        ("nonsense://x", "no work store can be kept there"),
        ("gs://bucket/x", "install"),  # known to fsspec, its package is not installed here
    ],
)
def test_what_cannot_hold_a_store_is_named(named: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        work_store(named)
