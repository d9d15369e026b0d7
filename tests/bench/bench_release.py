"""A release of 200,000 facts and a million claims, opened: seconds to the first frame, to the register of a day, to a panel of countries.

Made up by SQL, since only its size matters. Prints each figure and fails where one is over its bound.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from pipeline.publish.opened import Release, open_release
from pipeline.publish.release import DATABASE
from pipeline.publish.tables import COLUMNS

BOUNDS = {"first frame": 1.0, "as_of": 1.0, "panel of countries": 3.0}
KINDS = {"text": "VARCHAR", "int": "BIGINT", "real": "DOUBLE", "bool": "BOOLEAN"}
DATE = "printf('%d-%02d-01', 1973 + (i * 7) % 45, 1 + i % 12)"
MADE = {  # values of the columns that the questions look at, by table, from the row's number i; the other columns are null
    "pairs": {
        "fact_id": "printf('p-%016x', i)", "a_place_id": "printf('%06d', 110000 + (i % 3000) * 10)",
        "a_name": "'市' || (i % 3000)", "b_place_id": "'geonames:' || (i % 40000)", "b_name": "'城' || (i % 40000)",
        "b_country": "chr(65 + (i % 13)::INT) || chr(65 + (i % 11)::INT)", "relation": "'sister'", "date": DATE,
    },
    "pair_states": {
        "fact_id": "printf('p-%016x', i)", "position": "1", "relation": "'sister'", "date": DATE, "date_first": DATE, "date_last": DATE,
    },
    "activities": {
        "fact_id": "printf('a-%016x', i)", "category": "'culture_sports'", "date": DATE, "date_first": DATE, "date_last": DATE,
        "participant_ids": "printf('%06d', 110000 + (i % 3000) * 10) || '; geonames:' || (i % 40000)",
    },
    "documents": {"document_digest": "printf('%064x', i)", "document": "i || '.pdf'", "date": "'' || (1990 + i % 35)"},
    "claims": {
        "claim_id": "printf('c-%016x', i)", "fact_id": "printf('p-%016x', i % {pairs})", "document": "(i % 10000) || '.pdf'",
        "document_digest": "printf('%064x', i % 10000)", "type": "'pair'", "quote": "'市与城结为友好城市' || i", "confidence": "0.9",
    },
}  # fmt: skip


def make(folder: Path, pairs: int, activities: int, claims: int) -> None:
    """Write the tables of a made-up release into `folder`."""
    sizes = {"pairs": pairs, "pair_states": pairs, "activities": activities, "documents": 10_000, "claims": claims}
    base = duckdb.connect()
    (folder / "parquet").mkdir(parents=True)
    for table, columns in COLUMNS.items():
        made = MADE.get(table, {})
        parts = [word.partition(":") for word in columns.split()]
        chosen = ", ".join(f'CAST({made.get(n, "NULL")} AS {KINDS[k or "text"]}) AS "{n}"' for n, _, k in parts)
        query = f"SELECT {chosen} FROM range({sizes.get(table, 0)}) AS t(i)".replace("{pairs}", str(pairs))
        base.execute(f"COPY ({query}) TO '{folder / 'parquet' / table}.parquet' (FORMAT parquet, COMPRESSION zstd)")
    (folder / DATABASE).touch()


def measure(folder: Path) -> dict[str, float]:
    """Seconds of each question to the release in `folder`, opened afresh for each."""
    questions: dict[str, Callable[[Release], object]] = {
        "first frame": lambda release: release.pairs,
        "as_of": lambda release: release.as_of("2005-06-01"),
        "panel of countries": lambda release: release.panel("country", range(1973, 2021)),
    }
    seconds = {}
    for name, ask in questions.items():
        began = time.perf_counter()
        answer = ask(open_release(folder))
        seconds[name] = time.perf_counter() - began
        if not len(answer):  # type: ignore[arg-type]
            raise SystemExit(f"{name}: no rows")
    return seconds


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=120_000)
    parser.add_argument("--activities", type=int, default=80_000)
    parser.add_argument("--claims", type=int, default=1_000_000)
    asked = parser.parse_args()
    import pandas as pd  # loaded before the clock starts: whoever opens a release in Python has it

    pd.DataFrame()
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder) / "r-made-up", asked.pairs, asked.activities, asked.claims)
        seconds = measure(Path(folder) / "r-made-up")
    for name, value in seconds.items():
        print(f"{name}: {value:.2f} s (at most {BOUNDS[name]:.0f} s)")
    return int(any(value > BOUNDS[name] for name, value in seconds.items()))


if __name__ == "__main__":
    sys.exit(main())
