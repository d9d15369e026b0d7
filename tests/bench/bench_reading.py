"""Speed of the whole reading of PDFs against pdfplumber's text and tables, in one process and one run, file by file.

    bench_reading.py [FILE.pdf ...]      default: pdf/real and pdf/000–004 of the acceptance data

Seconds of the processor, so that what else the machine does weighs little. Files that need OCR are left out on both sides. Then
how a process of its own grows over the longest file: megabytes behind page 20 and behind the last page. Exit 1 where the sum is
under the aim, a file is slower than pdfplumber, or a page takes more than `PAGE_KB`.
"""

from __future__ import annotations

import argparse
import logging
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pdfplumber

from pipeline.errors import YouchengError
from pipeline.ids import digest_bytes
from pipeline.paths import acceptance_folder
from pipeline.read import pdf
from pipeline.read.ocr_settings import OcrMode, OcrSettings
from pipeline.records.source import Kind, Source

AIM = 5.0  # times as fast in sum
PAGE_KB = 150  # that a page may hold until its document is laid out; its text on the spine alone takes a tenth of that
WARM = 20  # pages after which libraries and fonts are loaded
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
        return len(pdf.read_pdf(source, NEVER).text)
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


def resident() -> float:
    """Megabytes of memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def growth(path: Path) -> tuple[int, float, float, float]:
    """Pages read, and megabytes held behind page `WARM`, behind the last page, and when the file is read; in this process."""
    held: list[float] = []
    read_page = pdf._read_page

    def watched(*args: Any) -> pdf.Page:
        page = read_page(*args)
        held.append(resident())
        return page

    pdf._read_page = watched
    try:
        ours(path)
    finally:
        pdf._read_page = read_page
    return len(held), held[min(WARM, len(held)) - 1], held[-1], resident()


def is_flat(path: Path) -> bool:
    """Does a fresh process hold its size over this file?"""
    asked = [sys.executable, __file__, "--growth", str(path)]
    pages, early, late, done = map(
        float, subprocess.run(asked, check=True, capture_output=True, text=True).stdout.split()
    )
    each = 1024 * (late - early) / max(1, pages - WARM)
    print(
        f"{path.name}: {early:.0f} MB behind page {WARM}, {late:.0f} MB behind page {pages:.0f} "
        f"({each:.0f} KB a page), {done:.0f} MB once it is read"
    )
    return each <= PAGE_KB


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--growth", type=Path, metavar="FILE", help="print one file's pages and megabytes alone")
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    if options.growth:
        print(*growth(options.growth))
        return 0
    chosen = options.files or files()
    if chosen:  # both have loaded their code before the clock runs
        ours(chosen[0]), theirs(chosen[0])
    sums, slower, longest = [0.0, 0.0], [], (0, Path())
    for path in chosen:
        mine, length = timed(ours, path)
        if not length:
            print(f"{path.name:42} for OCR, left out")
            continue
        other, _ = timed(theirs, path)
        sums = [sums[0] + mine, sums[1] + other]
        slower += [path.name] if mine > other else []
        longest = max(longest, (length, path))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{path.name:42} {mine:7.2f} s  pdfplumber {other:7.2f} s  {other / mine:5.1f} times  {memory} MB",
            flush=True,
        )
    if not sums[0]:
        print("nothing to read: no acceptance data, no files named")
        return 0
    print(f"in sum {sums[1] / sums[0]:.2f} times as fast as pdfplumber; slower: {', '.join(slower) or 'none'}")
    return int(not is_flat(longest[1]) or sums[1] < AIM * sums[0] or bool(slower))


if __name__ == "__main__":
    sys.exit(main())
