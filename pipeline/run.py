"""The stages put together: sources in, a release out. The command line and the flow call the same functions.

One document's error is that document's trouble and nothing else; a document that takes its worker down is named and left out.
"""

from __future__ import annotations

import platform
import re
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline.allowance import ALLOWANCE, TEXT_PAGE
from pipeline.errors import ReaderDied, UsageError, YouchengError
from pipeline.ingest.discover import discover
from pipeline.messages import say
from pipeline.publish.release import ReleaseContent, write_release
from pipeline.publish.second_reader import shares
from pipeline.read.ocr_settings import OcrSettings
from pipeline.reconcile import reconcile
from pipeline.records.claim import Claim
from pipeline.records.result import DocumentResult
from pipeline.records.source import Kind, Source
from pipeline.records.trouble import Trouble
from pipeline.store.version import stage_version
from pipeline.watch import Loss
from pipeline.workers import Outcome, WorkLimits, settle, work_through

# Libraries whose version can change what is read; they stand in run.json.
READERS = (
    *("jieba", "spacy", "pypdfium2", "pdfplumber", "ahocorasick-rs", "scikit-learn", "pyarrow", "pandas", "duckdb"),
    *("rapidocr", "onnxruntime"),  # of the extra ocr
)
# Loaded once for all workers; what they load themselves (the gazetteer) stays theirs.
PRELOAD = (
    "pipeline.run",
    "pipeline.read.reader",
    "pipeline.annotate",
    "pipeline.extract.every",
    "pipeline.extract.gate",
    "pipeline.publish.second_reader",
)
PAGE_BYTES = 5000  # of a text that has no pages
WORK = ".work"  # in the output folder: a cluster's workers reach it too
# Kinds that never work in the process itself: native readers may crash, packed ones may be bombs.
ISOLATED = frozenset({Kind.PDF, Kind.IMAGE, Kind.OFD, Kind.DOC, Kind.XLS, Kind.XLSX, Kind.DOCX})
Progress = Callable[[int, int, str], None]  # done, total, name of the document that was done


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may be told: the confidence under which claims are rejected, and the limits of one document's work."""

    cut: float = 0.0
    ocr: OcrSettings = field(default_factory=OcrSettings)
    limits: WorkLimits = field(default_factory=WorkLimits)


@dataclass(frozen=True, slots=True)
class BuildResult:
    """A finished run: where its release lies, what it found by type, which documents failed."""

    release: Path
    found: dict[str, int]
    claims: int
    documents: int
    troubles: tuple[Trouble, ...]

    @property
    def nothing_done(self) -> bool:
        """Could no document be read at all?"""
        return self.documents == 0

    def summary(self) -> list[str]:
        """The run in words: what was found, what could not be done, where the dataset lies."""
        kinds = {kind: self.found.get(kind, 0) for kind in ("pair", "count", "activity")}
        lines = (
            [say("troubles", number=len(self.troubles)), *(f"  {t}" for t in self.troubles)] if self.troubles else []
        )
        found = say("found", **kinds, documents=self.documents, claims=self.claims)
        if self.nothing_done:
            return [*lines, say("nothing"), say("report", release=self.release)]
        return [*lines, found, say("lies", release=self.release)]


def process_document(source: Source, settings: Settings) -> DocumentResult:
    """Read, annotate, extract and cite one document; whatever goes wrong is its trouble, never an exception."""
    began = time.perf_counter()
    try:
        claims, remarks = _claims(source, settings)
        result = DocumentResult(source, claims, None, remarks)
    except YouchengError as error:
        result = DocumentResult(source, trouble=replace(Trouble.of(error), document=source.name))
    except (MemoryError, RecursionError) as error:
        died = ReaderDied(f"the document takes more than a worker may use ({type(error).__name__})")
        result = DocumentResult(source, trouble=Trouble.of(died, document=source.name))
    except Exception as error:  # a defect of ours, not of the document: named with its place, the rest goes on
        result = DocumentResult(source, trouble=_defect(source, error))
    return replace(result, seconds=round(time.perf_counter() - began, 3))


def _claims(source: Source, settings: Settings) -> tuple[tuple[Claim, ...], tuple[str, ...]]:
    from pipeline.annotate import annotate
    from pipeline.extract import extract
    from pipeline.extract.gate import cite
    from pipeline.publish.second_reader import second_read
    from pipeline.read.reader import read_document

    if source.encoding is not None:
        ALLOWANCE.grant(TEXT_PAGE * source.size / PAGE_BYTES)
    reading = read_document(source, settings.ocr)
    claims = cite(reading, extract(annotate(reading)), cut=settings.cut)
    return second_read(source, claims), reading.remarks


def _defect(source: Source, error: Exception) -> Trouble:
    last = traceback.extract_tb(error.__traceback__)[-1]
    words = re.sub(r"/\S*/", "", str(error))  # a release says nothing of the machine it was made on
    says = f"{type(error).__name__}: {words[:200]} ({Path(last.filename).name}:{last.lineno})"
    return Trouble(source.name, "defect", says)


def process_documents(
    sources: Sequence[Source],
    settings: Settings,
    *,
    processes: int = 1,
    isolate: bool = False,
    progress: Progress | None = None,
) -> list[DocumentResult]:
    """Results in the order of `sources`. Kinds of `ISOLATED` always go to a worker."""
    isolate = isolate or processes > 1 or any(source.kind in ISOLATED for source in sources)
    work = partial(process_document, settings=settings)
    by_size = sorted(sources, key=lambda source: (-source.size, source.name, source.digest))  # the longest first
    outcomes: Iterable[Outcome[Source, DocumentResult]]
    if isolate:
        outcomes = work_through(work, by_size, processes=processes, limits=settings.limits, preload=PRELOAD)
    else:
        settle()
        outcomes = (Outcome(source, work(source)) for source in by_size)
    results: dict[tuple[str, str], DocumentResult] = {}
    for done, outcome in enumerate(outcomes, 1):
        source = outcome.piece
        results[source.name, source.digest] = outcome.result or _lost(source, outcome.loss or Loss())
        if progress:
            progress(done, len(sources), source.name)
    return [results[source.name, source.digest] for source in sources]


def _lost(source: Source, loss: Loss) -> DocumentResult:
    died = ReaderDied(str(loss), document=source.name)
    return DocumentResult(source, trouble=Trouble.of(died), seconds=loss.seconds)


def build(
    sources: Sequence[Path],
    out: Path,
    *,
    name: str | None = None,
    processes: int = 1,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> BuildResult:
    """Make a release of `sources` (files, folders, globs) under `out`, or `out`/`name`. Raises `UsageError` for a wrong call."""
    if processes < 1:
        raise UsageError(f"processes must be 1 or more, not {processes}")
    began = datetime.now(UTC)
    found = discover(sources)
    once, doubles = split_doubles(found.documents)
    results = process_documents(once, keeping(settings or Settings(), out), processes=processes, progress=progress)
    troubles = [Trouble.of(error) for error in found.troubles]
    folder, runner = release_folder(out, name), f"{processes} processes"
    return finish(results, doubles, troubles, folder, began=began, runner=runner, skipped=found.skipped)


def keeping(settings: Settings, out: Path) -> Settings:
    """The settings with the work store of `out` for what OCR reads, unless another one is named."""
    kept = settings.ocr.kept or (out / WORK).absolute()
    return replace(settings, ocr=replace(settings.ocr, kept=kept))


def release_folder(out: Path, name: str | None) -> Path:
    """The folder in which releases lie side by side. Raises `UsageError` for a name that leads elsewhere."""
    if name is not None and (not name.strip() or name in (".", "..") or Path(name).name != name):
        raise UsageError(f"'{name}' cannot be the name of a dataset")
    folder = out / name if name else out
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"'{folder}' is a file, not a folder")
    return folder


def split_doubles(documents: Sequence[Source]) -> tuple[list[Source], list[Source]]:
    """Documents to read, and those whose very bytes are already among them under another name."""
    seen: set[tuple[str, Kind]] = set()
    once: list[Source] = []
    doubles: list[Source] = []
    for source in documents:
        (doubles if (source.digest, source.kind) in seen else once).append(source)
        seen.add((source.digest, source.kind))
    return once, doubles


def finish(
    results: Sequence[DocumentResult],
    doubles: Sequence[Source],
    troubles: Sequence[Trouble],
    folder: Path,
    *,
    began: datetime,
    runner: str,
    skipped: Sequence[Path] = (),
) -> BuildResult:
    """Reconcile the claims of all documents and publish them as a release in `folder`."""
    claims = [claim for result in results for claim in result.claims]
    reconciled = reconcile(claims)
    all_troubles = sorted({*troubles, *(result.trouble for result in results if result.trouble)}, key=_trouble_order)
    read = [result.source for result in results if result.trouble is None]
    content = ReleaseContent(
        tuple(claims), reconciled, tuple(read), tuple(doubles), tuple(all_troubles), _remarks(results)
    )
    report = _report(results, all_troubles, began, runner) | {"skipped": [path.name for path in skipped]}
    release = write_release(folder, content, report, current=bool(read))
    found = Counter(fact.type for fact in reconciled.facts)
    return BuildResult(release, dict(found), len(claims), len(read), tuple(all_troubles))


def _trouble_order(trouble: Trouble) -> tuple[str, str, str, str]:
    return trouble.document, trouble.code, trouble.message, trouble.place or ""


def _remarks(results: Sequence[DocumentResult]) -> tuple[tuple[str, str], ...]:
    return tuple((result.source.digest, remark) for result in results for remark in result.remarks)


def _report(
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
        "versions": {package: _version(package) for package in ("youcheng", *READERS)},
        "stages": stage_version(),
        "segmenter": {"name": "jieba", "version": _version("jieba"), "asked": "edges of short place names"},
        "second_reader": shares([claim for result in results for claim in result.claims]),
        "documents": [
            {"document": r.source.name, "digest": r.source.digest, "seconds": r.seconds, "claims": len(r.claims)}
            for r in sorted(results, key=lambda r: (r.source.name, r.source.digest))
        ],
        "troubles": [
            {"document": t.document, "code": t.code, "message": t.message, "place": t.place} for t in troubles
        ],
    }


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
