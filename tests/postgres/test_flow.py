"""A team's set-up: Prefect's own server and the judgement ledger both in PostgreSQL, and the flow runs through them."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from own_postgres import Server, free_port

from pipeline import run
from pipeline.review import deciding
from pipeline.review.deciding import Word
from pipeline.review.released import read_release
from pipeline.store.ledger import Act
from pipeline.store.ledger.ledger import Ledger

pytestmark = pytest.mark.xdist_group("postgres")

START = 150.0  # seconds: its migrations on an empty database are most of it
TIE = "昆明市与瑞士苏黎世市于1982年2月17日结为友好城市。\n"
OTHER = "青岛市与美国长滩市于1985年4月结为友好城市。\n"


def environment(home: Path, **more: str) -> dict[str, str]:
    quiet = {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1", "PREFECT_LOGGING_LEVEL": "WARNING"}
    return {**os.environ, **quiet, "PREFECT_HOME": str(home), **more}


@contextmanager
def prefect_server(database: str, home: Path) -> Iterator[str]:
    """`prefect server start` over this database, until the block ends; gives the address of its API."""
    port = free_port()
    home.mkdir()
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    known = environment(home, PREFECT_API_DATABASE_CONNECTION_URL=database)
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(command, env=known, stdout=log, stderr=log)
    try:
        until = time.monotonic() + START
        while not answers(f"http://127.0.0.1:{port}/api/health"):
            assert process.poll() is None and time.monotonic() < until, (home / "log").read_text()[-2000:]
            time.sleep(0.3)
        yield f"http://127.0.0.1:{port}/api"
    finally:
        process.terminate()
        process.wait(timeout=30)


def answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=2, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def ties(out: Path) -> dict[str, str]:
    """The facts of the latest release that are ties, by their first document."""
    with (out / "latest" / "csv" / "claims.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["type"] == "pair" and row["fact_id"]]
    return {row["document"]: row["fact_id"] for row in rows}


def reject(out: Path, fact: str, ledger: str) -> None:
    """A reviewer rejects a fact of the latest release."""
    released, word = read_release(out / "latest"), Word("reader", why="此处有误")
    with Ledger.open(ledger) as opened:
        opened.append([deciding.judge_reading(released, fact, Act.REJECT, word, "2024-05-01T00:00:00+00:00")])


def test_the_flow_runs_through_both(postgres: Server, tmp_path: Path) -> None:
    reports, out, ledger = tmp_path / "reports", tmp_path / "out", postgres.url(postgres.make("ledger"))
    reports.mkdir()
    (reports / "a.txt").write_text(TIE, encoding="utf-8")
    (reports / "b.txt").write_text(OTHER, encoding="utf-8")
    run.build([reports], out)
    assert set(ties(out)) == {"a.txt", "b.txt"}
    reject(out, ties(out)["a.txt"], ledger)
    database = postgres.make("prefect")
    with prefect_server(postgres.url(database, "postgresql+asyncpg"), tmp_path / "server") as api:
        known = environment(tmp_path / "client", PREFECT_API_URL=api, no_proxy="127.0.0.1")
        command = [sys.executable, "-m", "pipeline.cli", "flows", "run", str(reports), "--out", str(out)]
        subprocess.run([*command, "--ledger", ledger], check=True, env=known, timeout=120)
    runs = postgres.ask(database, "SELECT f.name, r.state_type::text FROM flow_run r JOIN flow f ON f.id = r.flow_id")
    assert ("build_dataset", "COMPLETED") in runs
    assert {state for _, state in runs} == {"COMPLETED"}
    assert set(ties(out)) == {"b.txt"}, "the judgement in PostgreSQL is not in the release of the flow"
