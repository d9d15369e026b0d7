"""Batches are cut by bytes; what passes is tried again, a named error never."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from pipeline.errors import PdfBroken, ReleaseError
from pipeline.records.source import Kind, Source
from pipeline.transient import is_transient

pytestmark = pytest.mark.xdist_group("prefect")


def source(number: int, size: int) -> Source:
    return Source(Path(f"{number}.txt"), f"{number}.txt", Kind.TEXT, f"{number:064}", size)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.integers(1, 10_000), max_size=40), st.integers(1, 20_000), st.integers(1, 4))
def test_batches_have_every_document_once_and_about_the_bytes(sizes: list[int], size: int, least: int) -> None:
    from flows.batches import divided

    sources = [source(number, one) for number, one in enumerate(sizes)]
    batches = divided(sources, lambda one: one.size, size, least)
    assert sorted(one.name for batch in batches for one in batch) == sorted(one.name for one in sources)
    assert all(batches) and len(batches) >= min(least, len(sources))
    loads = [sum(one.size for one in batch) for batch in batches]
    assert all(load <= size + max(sizes) for load in loads)
    assert divided(sources[::-1], lambda one: one.size, size, least) == batches, "the same whatever the order"


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


def answer(code: int) -> httpx.HTTPStatusError:
    request = httpx.Request("GET", "http://host.invalid")
    return httpx.HTTPStatusError("", request=request, response=httpx.Response(code, request=request))


@pytest.mark.parametrize(
    ("error", "passes"),
    [
        (OSError(errno.ESTALE, "a network file system lost its handle"), True),
        (OSError(errno.EIO, "it stalls"), True),
        (OSError(errno.ENOSPC, "the disk is full"), False),
        (FileNotFoundError(errno.ENOENT, "gone"), False),
        (PermissionError(errno.EACCES, "no right"), False),
        (TimeoutError(), True),
        (ConnectionResetError(), True),
        (answer(503), True),
        (answer(404), False),
        (httpx.ReadTimeout("slow"), True),
        (httpx.UnsupportedProtocol("ftp"), False),
        (sqlite3.OperationalError("database is locked"), True),
        (OperationalError("SELECT", {}, Exception("could not connect to server")), True),
        (sqlite3.OperationalError("no such table: x"), False),
        (caused(ReleaseError("part cannot be read"), OSError(errno.EIO, "it stalls")), True),
        (PdfBroken("pdfium cannot open it"), False),
        (ValueError("a defect of ours"), False),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_only_what_passes_is_tried_again(error: Exception, passes: bool) -> None:
    assert is_transient(error) is passes


@pytest.mark.parametrize(
    ("error", "tries"),
    [(OSError(errno.ESTALE, "stale"), 3), (PdfBroken("broken"), 1), (OSError(errno.ENOSPC, "full"), 1)],
)
def test_prefect_tries_again_as_the_tasks_of_ours_are_told(harness: None, error: Exception, tries: int) -> None:
    from prefect import flow, task

    from flows.batches import may_pass

    made: list[int] = []

    @task(retries=2, retry_delay_seconds=0, retry_condition_fn=may_pass)
    def flaky() -> None:
        made.append(1)
        raise error

    @flow
    def flow_of_it() -> Any:
        return flaky(return_state=True)

    flow_of_it(return_state=True)
    assert len(made) == tries
