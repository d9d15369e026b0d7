"""A temporary Prefect server for one run, started before Prefect itself is loaded, so that both load side by side.

Prefect starts one of its own where it finds none, but only when the first flow asks, and after importing the server into the flow's
process too. Ours lives at most as long as its run, kill -9 included: it ends when the pipe from the run closes. Whoever names a server
(`PREFECT_API_URL`, a profile) gets that one.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from flows.database import keep_tables, lend_tables
from pipeline.errors import YouchengError

PAUSE = 0.1  # seconds between two looks
TRIES = "PREFECT_CLIENT_MAX_RETRIES"
TIMEOUT = "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"
# What a server needs that no schedule and no worker ever asks: no pages, no blocks, no services but those that record what happens.
SPARE = {
    "PREFECT_UI_ENABLED": "false",
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    **{
        f"PREFECT_SERVER_SERVICES_{name}_ENABLED": "false"
        for name in ("CANCELLATION_CLEANUP", "FOREMAN", "LATE_RUNS", "PAUSE_EXPIRATIONS", "SCHEDULER")
    },
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
}


_OWN: list[subprocess.Popen[bytes]] = []  # the temporary server of this process, while it has one


class SchedulerDied(YouchengError):
    """Prefect's server did not start, or stopped answering."""

    code = "scheduler"


@contextmanager
def temporary_server(port: int | None = None, *, spare: bool = True) -> Iterator[None]:
    """Have a server at `PREFECT_API_URL` while the block runs, unless there is one; to be entered before Prefect is imported.

    `spare` leaves out what one run does not need: pages and schedules.
    """
    if is_served(os.environ):
        yield
        return
    port = port or free_port()
    lend_tables(_home(os.environ))
    server = subprocess.Popen(
        [sys.executable, "-m", "flows.server", str(port)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env={**(SPARE if spare else {}), **os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    _OWN.append(server)
    os.environ.setdefault(
        TRIES, "3"
    )  # of Prefect's client, each twice as long as the last: a server that died is told in seconds, not minutes
    os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
    _reach_without_proxy()
    try:
        yield
    finally:
        _OWN.remove(server)
        del os.environ["PREFECT_API_URL"]
        server.terminate()
        try:
            server.wait(timeout=5)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def is_served(environment: Mapping[str, str]) -> bool:
    """Does the environment, or a profile of Prefect's, say which server to use?"""
    return (
        any(environment.get(name) for name in ("PREFECT_API_URL", "PREFECT_PROFILE"))
        or (_home(environment) / "profiles.toml").is_file()
    )


def _home(environment: Mapping[str, str]) -> Path:
    return Path(environment.get("PREFECT_HOME") or Path.home() / ".prefect")


def await_server() -> None:
    """Wait until the server answers. Raises `SchedulerDied` where it does not in time."""
    address = os.environ.get("PREFECT_API_URL")
    until = time.monotonic() + float(os.environ.get(TIMEOUT, "120"))
    while address and not _answers(f"{address}/health"):
        if any(server.poll() is not None for server in _OWN):
            raise SchedulerDied("Prefect's temporary server ended before it answered")
        if time.monotonic() > until:
            raise SchedulerDied("Prefect's server does not answer in time; is PREFECT_API_URL right?")
        time.sleep(PAUSE)
    if _OWN:
        keep_tables(_home(os.environ))  # before anything has run


def free_port() -> int:
    """A port of this machine that nobody has now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except (OSError, ValueError):
        return False


def _reach_without_proxy() -> None:
    """What lies on this machine is never asked of a proxy."""
    for name in ("NO_PROXY", "no_proxy"):
        known = os.environ.get(name, "")
        if "127.0.0.1" not in known:
            os.environ[name] = ",".join(filter(None, (known, "127.0.0.1")))


def _serve(port: int) -> None:
    """The server itself, until its pipe closes."""
    import uvicorn

    threading.Thread(target=_end_with_run, name="parent", daemon=True).start()
    uvicorn.run(
        "prefect.server.api.server:create_app",
        factory=True,
        host="127.0.0.1",
        port=port,
        log_level="error",
        lifespan="on",
    )


def _end_with_run() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
