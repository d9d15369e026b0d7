"""What a second run costs, and what Prefect costs: a thousand made documents through `youcheng run` and `youcheng flows run`.

The stages' own seconds are those of run.json: finding, reading, annotating, extracting, the second reader, reconciling, publishing,
summed over the workers. Wall time is that of the whole command, start of Python included. The changed word list is a comment more in
a copy of the code. Run by `make bench`; ends with 1 where a limit does not hold.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from made_corpus import make_corpus

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = 1_000
STAGES_AGAIN, WALL_AGAIN, WALL_START = 0.02, 0.05, 5.0  # shares of the first run; seconds
PREFECT_SHARE, PREFECT_START = 0.05, 20.0
WORD_LIST = Path("pipeline", "extract", "rules", "data", "ties.toml")


@dataclass(frozen=True, slots=True)
class Ran:
    """One command: its wall time and what its run.json says."""

    wall: float
    told: dict[str, Any]

    @property
    def stages(self) -> float:
        """Seconds of the stages themselves; `documents` is the wall time over the workers and counts them twice."""
        return float(sum(took for name, took in self.told["stage_seconds"].items() if name != "documents"))

    @property
    def work(self) -> tuple[int, int, int]:
        return tuple(self.told["work"][kind] for kind in ("read", "extracted", "reused"))


def run(words: list[str], reports: Path, out: Path, code: Path = ROOT) -> Ran:
    command = [sys.executable, "-m", "pipeline.cli", *words, "--processes", "2", str(reports), "--out", str(out)]
    began = time.perf_counter()
    subprocess.run(
        command, check=True, stdout=subprocess.DEVNULL, cwd=out.parent, env=os.environ | {"PYTHONPATH": str(code)}
    )
    wall = time.perf_counter() - began
    return Ran(wall, json.loads((out / "latest" / "run.json").read_text(encoding="utf-8")))


def with_other_words(folder: Path) -> Path:
    """A copy of the code whose word list of ties is another file."""
    for name in ("pipeline", "flows", "models"):
        shutil.copytree(ROOT / name, folder / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
    with (folder / WORD_LIST).open("a", encoding="utf-8") as file:
        file.write("\n# One line more.\n")
    return folder


def held(says: str, holds: bool) -> bool:
    print(f"{'holds' if holds else 'FAILS'}: {says}", flush=True)
    return holds


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=DOCUMENTS, metavar="N")
    number = parser.parse_args().documents
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        reports, out = folder / "reports", folder / "out"
        paths = make_corpus(reports, number)
        first, again = run(["run"], reports, out), run(["run"], reports, out)
        checks = [
            held(f"nothing changed: {again.work} read, extracted, reused", again.work == (0, 0, number)),
            held(
                f"the stages' own seconds {again.stages:.2f} of {first.stages:.2f} ({again.stages / first.stages:.1%})",
                again.stages <= STAGES_AGAIN * first.stages,
            ),
            held(f"wall {again.wall:.1f} s of {first.wall:.1f} s", again.wall <= WALL_AGAIN * first.wall + WALL_START),
        ]
        with paths[number // 2].open("a", encoding="utf-8") as file:
            file.write("苏州市与意大利威尼斯市于1980年3月24日结为友好城市。\n")
        one = run(["run"], reports, out)
        checks.append(held(f"one document changed: {one.work}, wall {one.wall:.1f} s", one.work == (1, 0, number - 1)))
        words = run(["run"], reports, out, with_other_words(folder / "code"))
        checks.append(held(f"a word list changed: {words.work}, wall {words.wall:.1f} s", words.work == (0, number, 0)))
        flow = run(["flows", "run"], reports, folder / "flow")
        limit = PREFECT_START + (1 + PREFECT_SHARE) * first.wall
        checks.append(held(f"the flow {flow.wall:.1f} s, at most {limit:.1f} s", flow.wall <= limit))
    return 0 if all(checks) else 1


if __name__ == "__main__":
    sys.exit(main())
