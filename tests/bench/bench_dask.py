"""How much faster two Dask worker processes read and extract than one, and what a document costs in bytes: the arithmetic of SCALE.md.

The same made corpus through `youcheng flows run --runner dask` with one worker process and with two, each into a folder of its own. The
time is that of the batches alone (run.json, `documents`), start of the server and of the cluster left out; the ratio is taken within one
run. The releases must be byte-identical. Run by `make bench`; ends with 1 where a limit does not hold.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from made_corpus import make_corpus

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS, BATCHES = 1_000, 8
RATIO = 1.6


def run(reports: Path, out: Path, workers: int, batch: float) -> dict[str, Any]:
    """One run's run.json, with its wall time."""
    words = ["flows", "run", str(reports), "--out", str(out), "--runner", "dask", "--batch", f"{batch:.3f}"]
    command = [sys.executable, "-m", "pipeline.cli", *words, "--processes", str(workers)]
    known = os.environ | {"PYTHONPATH": str(ROOT), "PREFECT_HOME": str(out / ".prefect")}
    out.mkdir()
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=out.parent, env=known)
    told: dict[str, Any] = json.loads((out / "latest" / "run.json").read_text(encoding="utf-8"))
    return told | {"wall": time.perf_counter() - began}


def weigh(paths: list[Path]) -> int:
    return sum(path.stat().st_size for path in paths if path.is_file() and not path.is_symlink())


def cost(out: Path, reports: Path, documents: int) -> None:
    """Print bytes a document by kind, and Prefect's rows and bytes a task run."""
    parts = list((out / ".work").glob("*/*.json"))
    kinds = {kind: weigh([path for path in parts if path.name.startswith(kind)]) for kind in ("reading", "claims")}
    kinds |= {"source": weigh(list(reports.iterdir())), "release": weigh(list((out / "latest").resolve().rglob("*")))}
    print("bytes a document: " + ", ".join(f"{kind} {size / documents:,.0f}" for kind, size in sorted(kinds.items())))
    database = out / ".prefect" / "prefect.db"
    with closing(sqlite3.connect(database)) as base:
        counts = {name: base.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("task_run", "events")}
        whole, per_page = (base.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    print(
        f"Prefect: {counts['task_run']} task runs, {counts['events']} events, database {whole * per_page / 1e6:.1f} MB"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=DOCUMENTS, metavar="N")
    number = parser.parse_args().documents
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        batch = max(0.001, weigh(make_corpus(folder / "reports", number)) / BATCHES / 1e6)
        told = {n: run(folder / "reports", folder / f"workers-{n}", n, batch) for n in (1, 2)}
        took = {n: one["stage_seconds"]["documents"] for n, one in told.items()}
        for n, one in told.items():
            print(
                f"{n} workers: {took[n]:.1f} s for {number} documents, {number / took[n]:.1f} a second, wall {one['wall']:.1f} s"
            )
            spent = {stage: round(seconds, 1) for stage, seconds in one["stage_seconds"].items()}
            print(f"  seconds by stage, over all workers: {spent}")
        cost(folder / "workers-2", folder / "reports", number)
        names = {(folder / f"workers-{n}" / "latest").resolve().name for n in told}
        ratio = took[1] / took[2]
        holds = ratio >= RATIO and len(names) == 1
        print(
            f"{'holds' if holds else 'FAILS'}: {ratio:.2f} times as fast (at least {RATIO}), releases {sorted(names)}"
        )
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
