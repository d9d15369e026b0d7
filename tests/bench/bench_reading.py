"""Speed of the whole reading of PDFs against pdfplumber's text and tables, in one process and one run, file by file.

    bench_reading.py [FILE.pdf ...]      default: pdf/real and pdf/000–004 of the acceptance data

Seconds of the processor, so that what else the machine does weighs nothing. Files that need OCR are left out on both sides.
Exit 1 where the sum is under the aim or a file is slower than pdfplumber.
"""

from __future__ import annotations

import argparse
import logging
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber

from pipeline.errors import YouchengError
from pipeline.ids import digest_bytes
from pipeline.paths import acceptance_folder
from pipeline.read.ocr_settings import OcrMode, OcrSettings
from pipeline.read.pdf import read_pdf
from pipeline.records.source import Kind, Source

AIM = 5.0  # times as fast in sum
NEVER = OcrSettings(OcrMode.NEVER)


def files() -> list[Path]:
    folder = acceptance_folder()
    if folder is None:
        return []
    seeds = [folder / "pdf" / f"{number:03}.pdf" for number in range(5)]
    return [*seeds, *sorted((folder / "pdf" / "real").glob("*.pdf"))]


def ours(path: Path) -> int:
    """Characters read; 0 where the file is one for OCR."""
    source = Source(path, path.name, Kind.PDF, digest_bytes(path.read_bytes()), path.stat().st_size)
    try:
        return len(read_pdf(source, NEVER).text)
    except YouchengError:
        return 0


def theirs(path: Path) -> int:
    length = 0
    with pdfplumber.open(path) as document:
        for page in document.pages:
            length += len(page.extract_text()) + len(page.extract_tables())
            page.close()
    return length


def timed(work: Callable[[Path], int], path: Path) -> tuple[float, int]:
    began = time.process_time()
    length = work(path)
    return time.process_time() - began, length


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    chosen = parser.parse_args().files or files()
    logging.disable(logging.WARNING)
    if chosen:  # both have loaded their code before the clock runs
        ours(chosen[0]), theirs(chosen[0])
    sums, slower = [0.0, 0.0], []
    for path in chosen:
        mine, length = timed(ours, path)
        if not length:
            print(f"{path.name:42} for OCR, left out")
            continue
        other, _ = timed(theirs, path)
        sums = [sums[0] + mine, sums[1] + other]
        slower += [path.name] if mine > other else []
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{path.name:42} {mine:7.2f} s  pdfplumber {other:7.2f} s  {other / mine:5.1f} times  {memory} MB",
            flush=True,
        )
    if not sums[0]:
        print("nothing to read: no acceptance data, no files named")
        return 0
    print(f"in sum {sums[1] / sums[0]:.2f} times as fast as pdfplumber; slower: {', '.join(slower) or 'none'}")
    return int(sums[1] < AIM * sums[0] or bool(slower))


if __name__ == "__main__":
    sys.exit(main())
