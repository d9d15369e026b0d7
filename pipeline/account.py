"""What a run tells of itself in run.json: versions, host, times, what was done again, what went wrong with which document."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from pipeline.publish.second_reader import shares
from pipeline.publish.unlinked import pair_places, unlinked_records
from pipeline.records.mention import UnlinkedPlace
from pipeline.records.result import DocumentResult, Work
from pipeline.records.trouble import Trouble
from pipeline.store.version import library_version, read_version, stage_version

# Libraries whose version can change what is read; they stand in run.json.
READERS = (
    *("jieba", "spacy", "pypdfium2", "pdfplumber", "ahocorasick-rs", "scikit-learn", "pyarrow", "pandas", "duckdb"),
    *("rapidocr", "onnxruntime"),  # of the extra ocr
)


def run_report(
    results: Sequence[DocumentResult], troubles: Sequence[Trouble], began: datetime, runner: str
) -> dict[str, object]:
    """What may differ between two runs over the same documents; it stands in run.json alone."""
    ended = datetime.now(UTC)
    return {
        "started": began.isoformat(timespec="seconds"),
        "ended": ended.isoformat(timespec="seconds"),
        "seconds": round((ended - began).total_seconds(), 3),
        "host": platform.node(),
        "platform": platform.platform(),
        "python": platform.python_version(),
        "runner": runner,
        "versions": {package: library_version(package) for package in ("youcheng", *READERS)},
        "stages": {"read": read_version(), "extract": stage_version()},
        "segmenter": {"name": "jieba", "version": library_version("jieba"), "asked": "edges of short place names"},
        "work": {work.value: sum(r.work is work for r in results) for work in Work},
        "unkept": dict(Counter(r.unkept for r in results if r.unkept)),
        "pair_places": pair_places([claim for result in results for claim in result.claims], unlinked_of(results)),
        "unlinked": unlinked_records(unlinked_of(results)),
        "second_reader": shares([claim for result in results for claim in result.claims]),
        "documents": [
            {
                "document": r.source.name,
                "digest": r.source.digest,
                "work": r.work.value,
                "seconds": r.seconds,
                "claims": len(r.claims),
            }
            for r in sorted(results, key=lambda r: (r.source.name, r.source.digest))
        ],
        "troubles": [
            {"document": t.document, "code": t.code, "message": t.message, "place": t.place} for t in troubles
        ],
    }


def unlinked_of(results: Sequence[DocumentResult]) -> tuple[tuple[str, UnlinkedPlace], ...]:
    """Places that were linked to none, each with the name of its document."""
    return tuple((result.source.name, place) for result in results for place in result.unlinked)
