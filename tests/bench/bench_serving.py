"""The server under load: 200,000 facts and a million claims, several readers at once on loopback; how long a fact page and a search take.

Prints median and 95th percentile of each, and fails where one is over its bound. `--claims` makes a smaller release.
"""

from __future__ import annotations

import argparse
import random
import socket
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import httpx
import uvicorn

sys.path.insert(0, str(Path(__file__).parent))
from made_release import make_release

from pipeline.publish.release import DATABASE
from pipeline.serve.app import make_app
from pipeline.serve.options import Options
from pipeline.serve.sidecar import ready_sidecar

BOUNDS = {"fact page": 150.0, "search": 200.0}  # milliseconds, 95th percentile
READERS = 4
WORDS = ("备忘录", "樱花", "港口合作", "青少年互访", "1995", "友好城市")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=400, help="of each kind")
    parser.add_argument("--release", type=Path, help="one that is there already, instead of a made-up one")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        release = asked.release or Path(folder) / "r-made-up"
        if asked.release is None:
            size = asked.claims
            make_release(
                release, pairs=size * 12 // 100, activities=size * 8 // 100, claims=size, documents=max(10, size // 100)
            )
        began = time.process_time()
        ready_sidecar(release.resolve(), Path(folder))
        print(f"search index: {time.process_time() - began:.0f} s of one core")
        with served(Options(release.resolve(), cache=Path(folder))) as address:
            measured = measure(address, questions(release, asked.requests))
    over = [kind for kind, times in measured.items() if told(kind, times) > BOUNDS[kind]]
    return int(bool(over))


def told(kind: str, times: list[float]) -> float:
    """Prints the figures of one kind of page; returns the 95th percentile in milliseconds."""
    p95 = statistics.quantiles(times, n=20)[-1]
    print(
        f"{kind}: median {statistics.median(times):.0f} ms, 95 % within {p95:.0f} ms (at most {BOUNDS[kind]:.0f} ms), {len(times)} requests"
    )
    return p95


def questions(release: Path, number: int, seed: int = 4) -> dict[str, list[str]]:
    """Addresses of both kinds, drawn at random; searches by two characters, English names, words of quotes and both together."""
    draw = random.Random(seed)
    with closing(sqlite3.connect(release / DATABASE)) as base:
        facts = [row[0] for row in base.execute("SELECT fact_id FROM pairs ORDER BY random() LIMIT ?", (number,))]
        names = base.execute(
            "SELECT name, name_en FROM places WHERE length(name) > 1 ORDER BY random() LIMIT ?", (number,)
        ).fetchall()
    asked = []
    for zh, en in names:
        kinds = (zh[:2], en or zh, zh, draw.choice(WORDS), f"{zh[:2]} {draw.choice(WORDS)}")
        asked.append(draw.choice(kinds))
    return {"fact page": [f"/fact/{one}" for one in facts], "search": [f"/search?q={quote(one)}" for one in asked]}


@contextmanager
def served(options: Options) -> Iterator[str]:
    """The server on a free port of this machine, in a thread."""
    app = make_app(options)
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(app.asgi, host="127.0.0.1", port=port, log_level="error", proxy_headers=False)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


def measure(address: str, questions: dict[str, list[str]]) -> dict[str, list[float]]:
    """Milliseconds of each answer, kind by kind, several readers at once; each kind is asked a few times beforehand."""
    measured: dict[str, list[float]] = {}
    for kind, paths in questions.items():
        times: list[float] = []
        for path in paths[:5]:
            httpx.get(address + path)

        def read(mine: list[str], times: list[float] = times) -> None:
            with httpx.Client(base_url=address, timeout=60) as client:
                for path in mine:
                    began = time.perf_counter()
                    answer = client.get(path)
                    times.append((time.perf_counter() - began) * 1000)
                    if answer.status_code != 200:
                        raise SystemExit(f"{path}: {answer.status_code}")

        readers = [threading.Thread(target=read, args=(paths[i::READERS],)) for i in range(READERS)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        if len(times) != len(paths):
            raise SystemExit(f"{kind}: {len(times)} of {len(paths)} answers")
        measured[kind] = times
    return measured


if __name__ == "__main__":
    sys.exit(main())
