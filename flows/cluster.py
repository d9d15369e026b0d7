"""Who works through the batches: threads of this process, each with a worker process of its own, or Dask's workers here or elsewhere.

A worker elsewhere sees three things of this machine: the sources, the output folder or the work store, and Prefect's server; and it must
run this very code, or its claims would be filed under versions that made them not. Each worker is asked before any work is done.
"""

from __future__ import annotations

import importlib.util
import logging
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prefect.client.orchestration import get_client
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.asked import DatasetSettings, Runner
from pipeline.errors import UsageError
from pipeline.store.version import stage_version

if TYPE_CHECKING:
    from distributed import Client

INSTALL = "install youcheng[dask] to run batches on Dask"
DAEMON = "distributed.worker.daemon"  # a worker that is one may have no children, and each batch is read in a child
NewRunner = Callable[[], Any]  # a task runner's own type parameter is not the one that a flow asks for
ANSWER = 20.0  # seconds in which a scheduler must
HERE = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a worker says of itself: the code that it runs, whether it may have children, whether it sees the output folder."""

    version: str
    is_daemon: bool
    sees: bool


@contextmanager
def workers(settings: DatasetSettings, *, idle: bool = False) -> Iterator[NewRunner]:
    """Makes a task runner for each flow of a run, all over the same workers, which go when the block ends if they came with it.

    With `idle` there is nothing to work through, and no cluster is started for it.
    Raises `UsageError` where the extra `dask` is missing, or where a scheduler has no worker that can do this run's work.
    """
    if settings.runner is Runner.DASK and importlib.util.find_spec("prefect_dask") is None:
        raise UsageError(INSTALL)
    if settings.runner is Runner.THREADS or idle:
        yield lambda: ThreadPoolTaskRunner(max_workers=settings.processes)
        return
    with _scheduler(settings) as address, _server(address):
        yield lambda: _runner(address)


def _runner(address: str) -> TaskRunner[Any]:
    from prefect_dask.task_runners import DaskTaskRunner

    return DaskTaskRunner(address=address)


@contextmanager
def _scheduler(settings: DatasetSettings) -> Iterator[str]:
    """The address of the scheduler that was named, its workers asked; else of one with worker processes of its own."""
    import dask
    from distributed import LocalCluster

    logging.getLogger("distributed").setLevel(logging.WARNING)
    if settings.dask is not None:
        check_workers(settings.dask, settings.folder)
        yield settings.dask
        return
    with (
        dask.config.set({DAEMON: False, "logging": {"distributed": "warning"}}),
        LocalCluster(n_workers=settings.processes, threads_per_worker=1, dashboard_address=None) as cluster,
    ):
        yield cluster.scheduler_address


@contextmanager
def _server(scheduler: str) -> Iterator[None]:
    """Tell workers which server keeps the run's states: the temporary one, if that is what answers here, has an address too.

    Raises `UsageError` where workers elsewhere could not reach it.
    """
    with get_client(sync_client=True) as client:
        address = str(client.api_url)
    if any(name in address for name in HERE) and not any(name in scheduler for name in HERE):
        raise UsageError(
            "Dask's workers need a Prefect server that they can reach: set PREFECT_API_URL", document=address
        )
    with temporary_settings({PREFECT_API_URL: address}):
        yield


def check_workers(address: str, folder: Path) -> None:
    """Ask every worker of a scheduler whether it can do this run's work.

    Raises `UsageError` for a scheduler that does not answer or has no worker, for workers with other code, that may have no children,
    or that do not see the output folder.
    """
    from distributed import Client

    try:
        with Client(address, timeout=ANSWER, set_as_default=False) as client:
            seen = _asked(client, folder)
    except (OSError, ValueError) as error:
        raise UsageError(f"no Dask scheduler answers there: {error}", document=address) from error
    for worker, says in sorted(seen.items()):
        if wrong := _wrong(says, folder):
            raise UsageError(wrong, document=worker)
    if not seen:
        raise UsageError("this Dask scheduler has no worker", document=address)


def _asked(client: Client, folder: Path) -> dict[str, Seen]:
    return dict(client.run(look, str(folder.absolute())))


def look(folder: str) -> Seen:
    """What the worker that runs this is and sees."""
    daemon = multiprocessing.current_process().daemon
    return Seen(stage_version(), bool(daemon), Path(folder).is_dir())


def _wrong(seen: Seen, folder: Path) -> str | None:
    if seen.version != stage_version():
        return "this worker runs another version of the code, its word lists or its libraries"
    if seen.is_daemon:
        return f"this worker may start no process: start it with DASK_{DAEMON.upper().replace('.', '__')}=False"
    return None if seen.sees else f"this worker does not see {folder}: it must lie on a file system that all share"
