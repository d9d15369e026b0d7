"""What a run tells of itself in run.json: versions, host, times, what was done again and why, what went wrong with which document."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.clock import StageClock
from pipeline.found import Found
from pipeline.outcome import BuildResult
from pipeline.plan import Plan, about
from pipeline.publish.expectations import Expectations
from pipeline.publish.second_reader import shares
from pipeline.publish.unlinked import pair_places, unlinked_records
from pipeline.records.mention import UnlinkedPlace
from pipeline.records.result import DocumentResult, Work
from pipeline.records.trouble import Trouble
from pipeline.review.applying import Decided
from pipeline.store.documents import PASSING
from pipeline.store.version import library_version, read_version, stage_version

# Libraries whose version can change what is read; they stand in run.json.
READERS = (
    *("jieba", "spacy", "pypdfium2", "pdfplumber", "ahocorasick-rs", "scikit-learn", "pyarrow", "pandas", "duckdb"),
    *("rapidocr", "onnxruntime"),  # of the extra ocr
)
OUTCOME = ("found", "claims", "documents", "findings", "register")  # of a BuildResult, for a run that finds all made


@dataclass(frozen=True, slots=True)
class Job:
    """One run over one dataset: where its releases lie, what was found, what is to do, by whom, since when."""

    folder: Path
    found: Found
    plan: Plan
    wanted: Expectations
    inputs: str  # digest of all that the release is made of
    runner: str = "1 processes"
    clock: StageClock = field(default_factory=StageClock)
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    decided: Decided = field(default_factory=Decided)  # by reviewers


def run_report(job: Job, results: Sequence[DocumentResult], done: BuildResult) -> dict[str, Any]:
    """What may differ between two runs over the same documents; it stands in run.json alone."""
    again = any(result.trouble and result.trouble.code in PASSING for result in results)
    return {
        **passing(job),
        "work": {work.value: sum(r.work is work for r in results) for work in Work},
        "unkept": dict(Counter(r.unkept for r in results if r.unkept)),
        "pages": sum(r.pages for r in results),
        "claims": dict(Counter(claim.type for r in results for claim in r.claims if not claim.rejected)),
        "rejections": dict(Counter(claim.rejected for r in results for claim in r.claims if claim.rejected)),
        "pair_places": pair_places([claim for result in results for claim in result.claims], unlinked_of(results)),
        "unlinked": unlinked_records(unlinked_of(results)),
        "second_reader": shares([claim for result in results for claim in result.claims]),
        "documents": _documents(job, results),
        "troubles": [
            {"document": t.document, "code": t.code, "message": t.message, "place": t.place} for t in done.troubles
        ],
        "quality": "quality.json",  # in the release: precision, recall and calibration as far as they are known
        "outcome": {name: getattr(done, name) for name in OUTCOME},
        "inputs": None if again else job.inputs,  # a release with a trouble that may pass stands for no inputs
    }


def troubles_of(told: Mapping[str, Any]) -> tuple[Trouble, ...]:
    """The troubles that a run.json tells of."""
    return tuple(Trouble(**one) for one in told["troubles"])


def same_report(job: Job, before: Mapping[str, Any]) -> dict[str, Any]:
    """The run.json of a run that found the release of its inputs made already."""
    idle = {"work": Work.REUSED.value, "why": "unchanged", "seconds": 0.0}
    documents = [{**one, **idle} for one in before["documents"]]
    return {**before, **passing(job), "work": job.plan.work(), "unkept": {}, "documents": documents}


def passing(job: Job) -> dict[str, Any]:
    """What is of this run alone: times, machine, versions, settings, what is gone since the last one."""
    ended, settings = datetime.now(UTC), job.found.settings
    return {
        "started": job.began.isoformat(timespec="seconds"),
        "ended": ended.isoformat(timespec="milliseconds"),
        "seconds": round((ended - job.began).total_seconds(), 3),
        "stage_seconds": {name: round(seconds, 3) for name, seconds in job.clock.seconds.items()},
        "host": platform.node(),
        "platform": platform.platform(),
        "python": platform.python_version(),
        "runner": job.runner,
        "versions": {package: library_version(package) for package in ("youcheng", *READERS)},
        "stages": {"read": read_version(), "extract": stage_version()},
        "settings": settings.words(),
        "segmenter": {"name": "jieba", "version": library_version("jieba"), "asked": "edges of short place names"},
        "skipped": [path.name for path in job.found.skipped],
        "stale": [asdict(one) for one in job.found.stale],
        "territories": settings.territories.words(),
        "ledger": {"entries": len(job.decided.entries), "last": job.decided.last},
        "withdrawn": [{"document": name, "why": why.value} for name, why in job.plan.withdrawn],
    }


def _documents(job: Job, results: Iterable[DocumentResult]) -> list[dict[str, Any]]:
    steps = {(step.document, step.digest): step for step in job.plan.steps}
    found = []
    for r in sorted(results, key=lambda r: (r.source.name, r.source.digest)):
        step = steps[r.source.name, r.source.digest]
        found.append(
            {
                "document": r.source.name,
                "digest": r.source.digest,
                "about": about(r.source),
                "work": r.work.value,
                "why": step.why.value,
                "seconds": r.seconds,
                "claims": len(r.claims),
                "parts": list(step.parts),
            }
        )
    return found


def unlinked_of(results: Sequence[DocumentResult]) -> tuple[tuple[str, UnlinkedPlace], ...]:
    """Places that were linked to none, each with the name of its document."""
    return tuple((result.source.name, place) for result in results for place in result.unlinked)
