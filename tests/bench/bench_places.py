"""How fast names are found and linked, and what loading the gazetteer costs, on one core.

The text is a folder of reports repeated up to a size; every copy draws its names' digits and lines in another order, so that no
cache answers whole documents. Finding is the search on characters alone; the whole match is `find_places` with all filters and
links. Loading is measured in a fresh process: seconds of its core until the first place is found, and what resident memory grew by; jieba's
dictionary, which is asked for short names in doubt and which annotation loads anyway, is not in it. The best of three rounds counts.
Run by `make bench`; ends with 1 where one of the four does not hold.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

SEED = 20241008
FIND, MATCH = 10.0, 4.0  # megabytes of UTF-8 a second
LOAD_SECONDS, LOAD_MEGABYTES = 0.5, 80.0
LOAD = "import sys; sys.path.insert(0, {here!r}); import bench_places; bench_places.load()"


def documents(folder: Path, megabytes: float) -> list[str]:
    """The shadow texts of a folder, repeated with their lines shuffled up to a size."""
    from pipeline.text.script import shadow

    whole = [
        shadow(path.read_text(encoding="utf-8", errors="ignore"))
        for path in sorted(folder.iterdir())
        if path.suffix in (".txt", ".md")
    ]
    if not whole:
        raise SystemExit(f"no .txt or .md in {folder}")
    drawn, size, rng = [], 0, random.Random(SEED)
    while size < megabytes * 1e6:
        for text in whole:
            lines = text.split("\n")
            rng.shuffle(lines)
            drawn.append("\n".join(lines))
            size += len(drawn[-1].encode())
    return drawn


def load() -> None:
    """Print seconds and megabytes until a first place is found; runs in a process of its own."""
    import pipeline.text.script  # not of this room

    pipeline.text.script.shadow("国")
    before, start = _resident(), time.process_time()
    from pipeline.places import find_places

    find_places("广州市", "广州市")
    print(time.process_time() - start, _resident() - before)


def _loaded() -> tuple[float, float]:
    command = [sys.executable, "-c", LOAD.format(here=str(Path(__file__).parent))]
    seconds, megabytes = map(float, subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    return seconds, megabytes


def _resident() -> float:
    """Megabytes of resident memory now (Linux), else the most there ever was."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def rate(action: object, texts: list[str], rounds: int) -> float:
    """Megabytes of UTF-8 a second, the best of several rounds."""
    size = sum(len(text.encode()) for text in texts) / 1e6
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        for text in texts:
            action(text)  # type: ignore[operator]
        best = min(best, time.process_time() - start)
    return size / best


def main() -> int:
    """Measure all four and say which hold; 0 where all do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("corpora/sample"))
    parser.add_argument("--megabytes", type=float, default=1.0)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    from pipeline.places import find_places
    from pipeline.places.matcher import raw_matches

    texts = documents(arguments.folder, arguments.megabytes)
    seconds, megabytes = min(_loaded() for _ in range(arguments.rounds))
    found = rate(raw_matches, texts, arguments.rounds)
    matched = rate(lambda text: find_places(text, text), texts, arguments.rounds)
    rows = [
        ("names found on characters", found, FIND, "MB/s", found >= FIND),
        ("whole match with its filters", matched, MATCH, "MB/s", matched >= MATCH),
        ("loading", seconds, LOAD_SECONDS, "s", seconds <= LOAD_SECONDS),
        ("resident memory", megabytes, LOAD_MEGABYTES, "MB more", megabytes <= LOAD_MEGABYTES),
    ]
    for what, value, bound, unit, holds in rows:
        print(f"{what:30} {value:8.2f} {unit:8} (bound {bound:g}) {'holds' if holds else 'DOES NOT HOLD'}")
    return 0 if all(row[-1] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
