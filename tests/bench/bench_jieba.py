"""How long reading, annotating and extracting takes, against the time that `jieba.cut` takes to cut the same text.

The acceptance reports are repeated up to a size in UTF-8; in every copy the digits of each number are put in another order
and each place name becomes another one of its kind and length, by a fixed seed, so that no cache can answer. Both sides get
the same documents one by one, on one core, dictionaries, gazetteer and models loaded before the clock starts. They take turns
in one process, document by document, so that what else the machine does falls on both alike; three rounds, the median of the
ratios counts, and 1.0 or less passes. Run by `make bench`.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pipeline.paths import acceptance_folder
from pipeline.records.source import Source

SEED = 20241008
DIGITS = re.compile(r"[0-9０-９]{2,}")
T = TypeVar("T")
PlaceKey = tuple[str, bool, int, str]  # level, in China?, length, last character (市, 省, 州 …)


# --- What is measured: the only lines that know the pipeline -----------------------------------------------------------


def sources_of(folder: Path) -> list[Source]:
    """The documents of a folder, ingested before the clock starts."""
    from pipeline.ingest.discover import discover

    found = discover([folder])
    if found.troubles:
        raise found.troubles[0]
    return list(found.documents)


def extract_from(source: Source) -> int:
    """Read, annotate and extract one document without any store; the number of drafts."""
    from pipeline.annotate import annotate
    from pipeline.extract import extract
    from pipeline.read.reader import read_document

    return len(extract(annotate(read_document(source))))


def find_names(text: str) -> list[tuple[int, int, PlaceKey]]:
    """Place names of a text, each without what is written before it, with what a stand-in must have in common with it."""
    from pipeline.places import find_places

    found = []
    for mention in find_places(text, text):
        start, end = mention.core.start, mention.core.end
        found.append((start, end, (mention.level, mention.country == "CN", end - start, text[end - 1])))
    return found


# --- The text ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Original:
    """A report with the places of its names."""

    text: str
    names: tuple[tuple[int, int, PlaceKey], ...]


def originals(folder: Path) -> list[Original]:
    texts = [path.read_bytes().decode("utf-8") for path in sorted(folder.glob("*.txt"))]
    return [Original(text, tuple(find_names(text))) for text in texts]


def stand_ins(reports: Sequence[Original]) -> dict[PlaceKey, list[str]]:
    """For each kind and length of name all names of it, in a fixed order."""
    pool: dict[PlaceKey, set[str]] = defaultdict(set)
    for report in reports:
        for start, end, key in report.names:
            pool[key].add(report.text[start:end])
    return {key: sorted(names) for key, names in pool.items()}


def shuffled(report: Original, pool: dict[PlaceKey, list[str]], chance: random.Random) -> str:
    """A copy with other numbers and other places, of the same length."""
    parts, at = [], 0
    for start, end, key in report.names:
        if start >= at:
            parts += [report.text[at:start], chance.choice(pool[key])]
            at = end
    text = "".join([*parts, report.text[at:]])
    return DIGITS.sub(lambda run: "".join(chance.sample(run.group(), len(run.group()))), text)


def copies(reports: Sequence[Original], size: int) -> list[str]:
    """Shuffled copies of the reports in turn, up to `size` bytes of UTF-8."""
    chance, pool, out, made = random.Random(SEED), stand_ins(reports), [], 0
    while made < size:
        text = shuffled(reports[len(out) % len(reports)], pool, chance)
        out.append(text)
        made += len(text.encode())
    return out


# --- The clock -----------------------------------------------------------------------------------------------------


def seconds(work: Callable[[T], object], piece: T) -> float:
    start = time.perf_counter()
    work(piece)
    return time.perf_counter() - start


def cut(text: str) -> int:
    import jieba

    return sum(1 for _ in jieba.cut(text))


def warm_up(document: Source) -> None:
    """Load what both sides load once: dictionary, gazetteer, patterns."""
    import jieba

    from pipeline.workers import settle

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    extract_from(document)
    settle()  # as every run and every worker does


def measure(texts: Sequence[str], documents: Sequence[Source], rounds: int) -> list[tuple[float, float]]:
    """Seconds of ours and of jieba's for each round; of one document ours first, of the next jieba's."""
    times = []
    for number in range(rounds):
        ours = theirs = 0.0
        for at, (text, document) in enumerate(zip(texts, documents, strict=True)):
            if at % 2:
                theirs += seconds(cut, text)
            ours += seconds(extract_from, document)
            if not at % 2:
                theirs += seconds(cut, text)
        times.append((ours, theirs))
        print(f"round {number + 1}: read + annotate + extract {ours:.2f} s, jieba.cut {theirs:.2f} s", flush=True)
    return times


def stay_on_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def bench(folder: Path, megabytes: float, rounds: int) -> float:
    """Print every round and the verdict; the median ratio of our time to jieba's."""
    stay_on_one_core()
    texts = copies(originals(folder), int(megabytes * 1_000_000))
    size = sum(len(text.encode()) for text in texts) / 1_000_000
    with tempfile.TemporaryDirectory(prefix="youcheng-bench-") as scratch:
        for number, text in enumerate(texts):
            (Path(scratch) / f"{number:05}.txt").write_bytes(text.encode())
        documents = sources_of(Path(scratch))
        warm_up(documents[0])
        times = measure(texts, documents, rounds)
    ours, theirs = (statistics.median(column) for column in zip(*times, strict=True))
    ratio = statistics.median(our / their for our, their in times)
    print(f"{size:.1f} MB in {len(texts)} documents: ours {size / ours:.2f} MB/s, jieba.cut {size / theirs:.2f} MB/s")
    print(f"median ratio {ratio:.3f} (1.0 or less passes): {'pass' if ratio <= 1.0 else 'FAIL'}")
    return ratio


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=20.0, help="size of the text in UTF-8 (default 20)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds; the median counts (default 3)")
    parser.add_argument("--source", type=Path, help="folder of text reports (default: seeds of the acceptance data)")
    arguments = parser.parse_args()
    shared = acceptance_folder()
    folder = arguments.source or (shared / "seeds" if shared else None)
    if folder is None or not any(folder.glob("*.txt")):
        print("bench: no reports; name a folder of .txt files with --source", file=sys.stderr)
        return 2
    return 0 if bench(folder, arguments.megabytes, arguments.rounds) <= 1.0 else 1


if __name__ == "__main__":
    sys.exit(main())
