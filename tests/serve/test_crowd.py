"""Twenty reviewers at once over loopback: every judgement that was acknowledged is in the ledger, and the chain holds. Times are printed.

The times are those of a machine that does much else; what they must be is held where they can be compared, not here.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from pipeline import run
from pipeline.serve.users import Users
from pipeline.store.ledger.ledger import Ledger

pytestmark = pytest.mark.soak
REVIEWERS, EACH, PAGES = 20, 25, 60
PASSWORD = "a long password"
ACTS = ("accept", "reject", "unsure")


@pytest.fixture(scope="module")
def out(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the sample documents and one long PDF, and twenty people."""
    folder = tmp_path_factory.mktemp("crowd")
    reports = folder / "reports"
    reports.mkdir()
    for path in sorted((root / "corpora" / "sample").glob("*.*")):
        if path.suffix in (".txt", ".md", ".pdf") and path.stem != "README":
            (reports / path.name).write_bytes(path.read_bytes())
    long_pdf(reports / "long.pdf")
    run.build([reports], folder / "out")
    users = Users(folder / "out" / "users.json", cost=16)
    for number in range(REVIEWERS):
        users.add(f"r{number}", "reviewer", PASSWORD)
    return folder / "out"


def long_pdf(path: Path) -> None:
    """Pages full of words, lines and boxes, as reports have them."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfgen.canvas import Canvas

    registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path), pagesize=A4)
    for number in range(PAGES):
        canvas.setFont("STSong-Light", 11)
        for line in range(45):
            canvas.drawString(60, 780 - 16 * line, f"第{number}页第{line}行：{'各地友好城市往来的记录' * 3}")
            canvas.rect(55, 776 - 16 * line, 480, 16)
        canvas.showPage()
    canvas.save()


@pytest.fixture(scope="module")
def base(out: Path) -> Iterator[str]:
    """The server as a process of its own, as people run it."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [
        sys.executable,
        "-m",
        "pipeline.cli",
        "serve",
        str(out),
        "--port",
        str(port),
        "--corpus",
        str(out.parent / "reports"),
    ]
    environment = {**os.environ, "XDG_CACHE_HOME": str(out.parent / "cache")}
    server = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        address = f"http://127.0.0.1:{port}"
        _until_it_answers(address)
        yield address
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)


def _until_it_answers(address: str) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            if httpx.get(address, trust_env=False, timeout=5).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise AssertionError("the server does not answer")


def test_twenty_reviewers_lose_no_judgement(out: Path, base: str) -> None:
    with closing(sqlite3.connect(out / "latest" / "youcheng.sqlite")) as release:
        query = "SELECT claim_id FROM claims WHERE rejected IS NULL ORDER BY claim_id LIMIT ?"
        claims = [str(row[0]) for row in release.execute(query, (EACH,))]
    with ThreadPoolExecutor(REVIEWERS) as crowd:
        told = [one for some in crowd.map(lambda n: _judge_all(base, n, claims), range(REVIEWERS)) for one in some]
    assert len(told) == len({entry for entry, _ in told}) == REVIEWERS * EACH
    with Ledger.open(out / "ledger.sqlite") as ledger:
        assert ledger.verify() == REVIEWERS * EACH
        assert {entry.entry_id for entry in ledger.entries()} == {entry for entry, _ in told}
    _tell("judgement, 20 at once", [seconds for _, seconds in told])


def _judge_all(base: str, number: int, claims: list[str]) -> list[tuple[str, float]]:
    """One reviewer's judgements on the same claims as all others: the ids that the server acknowledged, and how long each took."""
    with httpx.Client(base_url=base, trust_env=False, timeout=60) as asking:
        page = asking.get("/-/login").text
        form = {"name": f"r{number}", "password": PASSWORD, "csrf": _token(page), "onward": "/"}
        assert asking.post("/-/login", data=form).status_code == 303
        token, told = _token(asking.get("/queues").text), []
        for at, claim in enumerate(claims):
            said = {"csrf": token, "act": ACTS[(number + at) % 3], "target": claim, "why": f"{number}/{at}"}
            began = time.perf_counter()
            answer = asking.post("/judge", data=said, headers={"accept": "application/json"})
            told.append((answer.json()["entry_id"], time.perf_counter() - began))
            token = answer.json()["csrf"]
    return told


def _token(page: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found
    return found[1]


def test_pages_are_drawn_once_and_then_served(out: Path, base: str) -> None:
    digest = hashlib.sha256((out.parent / "reports" / "long.pdf").read_bytes()).hexdigest()
    pages = [f"/page/{digest}/{number}.png" for number in range(1, PAGES + 1)]
    with httpx.Client(base_url=base, trust_env=False, timeout=60) as asking:
        asking.get(f"{pages[0]}?dpi=72")  # the workers start with the first page that anybody asks for
        cold, warm = _ask(asking, pages), _ask(asking, pages)
        facts = [f"/fact/{fact}" for fact in _facts(out)]
        first, again = _ask(asking, facts), _ask(asking, facts)
    figures = [
        _tell(*one)
        for one in (("page cold", cold), ("page cached", warm), ("fact first", first), ("fact again", again))
    ]
    assert figures[1] < figures[0]


def _facts(out: Path) -> list[str]:
    with closing(sqlite3.connect(out / "latest" / "youcheng.sqlite")) as release:
        return [str(row[0]) for row in release.execute("SELECT fact_id FROM pairs ORDER BY fact_id LIMIT 60")]


def _ask(asking: Any, paths: list[str]) -> list[float]:
    spent = []
    for path in paths:
        began = time.perf_counter()
        assert asking.get(path).status_code == 200, path
        spent.append(time.perf_counter() - began)
    return spent


def _tell(what: str, seconds: list[float]) -> float:
    """Print and give the time that nineteen of twenty keep to, in milliseconds."""
    ordered = sorted(seconds)
    p50, p95 = (round(1000 * ordered[int(share * (len(ordered) - 1))], 1) for share in (0.5, 0.95))
    print(json.dumps({"what": what, "number": len(ordered), "p50_ms": p50, "p95_ms": p95}))
    return p95
