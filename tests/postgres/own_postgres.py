"""A PostgreSQL server of the tests' own: a cluster in a temporary folder, on a free port of loopback, ended with the session.

It refuses to run as root, so root lends it an unprivileged user: Debian's `postgres`, else `nobody`.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

START = 60.0  # seconds
FAST = (
    "fsync=off",
    "full_page_writes=off",
    "autovacuum=off",
    "shared_buffers=32MB",
)  # its data does not outlive the test


@dataclass(frozen=True, slots=True)
class Server:
    """A running server and the password of its ordinary user `team`, who owns each database."""

    port: int
    password: str
    root: str

    def url(self, database: str, driver: str = "postgresql") -> str:
        return f"{driver}://team:{self.password}@127.0.0.1:{self.port}/{database}"

    def make(self, database: str) -> str:
        """A new empty database; returns its name."""
        with self.connect("postgres") as connection:
            connection.execute(f'CREATE DATABASE "{database}" OWNER team')
        return database

    def ask(self, database: str, query: str) -> list[tuple[Any, ...]]:
        with self.connect(database) as connection:
            return list(connection.execute(query).fetchall())

    def connect(self, database: str) -> Any:
        import psycopg

        return psycopg.connect(
            host="127.0.0.1", port=self.port, user="root", password=self.root, dbname=database, autocommit=True
        )


def programs() -> Path | None:
    """The folder of `initdb` and `postgres`: Debian keeps them out of the path, one folder a version."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    kept = Path("/usr/lib/postgresql")
    versions = sorted(kept.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return versions[-1].parent if versions else None


def other_user() -> dict[str, Any]:
    """How a child of root becomes somebody else; nothing for who is not root."""
    if os.geteuid() != 0:
        return {}
    known = {user.pw_name for user in pwd.getpwall()}
    name = "postgres" if "postgres" in known else "nobody"
    return {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": []}


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def serving(bin_folder: Path, folder: Path) -> Iterator[Server]:
    """A server over a new cluster in `folder`, until the block ends."""
    server, user = Server(free_port(), secrets.token_hex(16), secrets.token_hex(16)), other_user()
    (folder / "password").write_text(server.root, encoding="utf-8")
    if user:
        for path in (folder, folder / "password"):
            shutil.chown(path, user["user"], user["group"])
    made = [bin_folder / "initdb", "--pgdata", folder / "data", "--username=root", f"--pwfile={folder / 'password'}"]
    made += ["--auth=scram-sha-256", "--encoding=UTF8", "--no-locale", "--no-sync"]
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL, cwd=folder, **user)
    words = [word for setting in FAST for word in ("-c", setting)]
    where = ["-h", "127.0.0.1", "-p", str(server.port), "-k", folder, "-D", folder / "data"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [bin_folder / "postgres", *where, *words], cwd=folder, stdout=log, stderr=log, **user
        )
    try:
        wait_for(server, process)
        with server.connect("postgres") as connection:
            connection.execute(f"CREATE ROLE team LOGIN PASSWORD '{server.password}'")
        yield server
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    import psycopg

    until = time.monotonic() + START
    while True:
        try:
            server.connect("postgres").close()
            return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.1)
