"""The stages put together: sources in, a release out. The command line and the flow call the same functions.

One document's error is that document's trouble and nothing else; a document that takes its worker down is named and left out.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from pipeline.account import Job, passing, run_report, same_report, troubles_of, unlinked_of
from pipeline.clock import StageClock
from pipeline.document import Progress, Settings, process_documents, reading_of
from pipeline.errors import ReleaseError, UsageError
from pipeline.found import find
from pipeline.ingest.addresses import Named
from pipeline.ingest.shelf import FETCHED, Shelf
from pipeline.inputs import inputs_digest, same_release
from pipeline.messages import say
from pipeline.outcome import BuildResult
from pipeline.plan import Plan, plan, reports
from pipeline.publish.diff import diff, read_side
from pipeline.publish.expectations import Expectations, Measured, broken, find_expectations
from pipeline.publish.promote import latest, promote
from pipeline.publish.release import ReleaseContent, replace_report, write_release
from pipeline.reconcile import read_weights, reconcile
from pipeline.reconcile.audit import audit
from pipeline.reconcile.register import compare_register
from pipeline.records.result import DocumentResult
from pipeline.records.trouble import Trouble
from pipeline.records.works import Document, Sketch
from pipeline.review.applying import judge, read_ledger
from pipeline.store.lock import locked
from pipeline.store.sweep import sweep
from pipeline.telling import tell, telling_failure
from pipeline.trust import quality_of

WORK = ".work"  # in the output folder: a cluster's workers reach it too


def build(
    sources: Sequence[Named],
    out: Path,
    *,
    name: str | None = None,
    processes: int = 1,
    settings: Settings | None = None,
    progress: Progress | None = None,
    expectations: Path | None = None,
    registers: Sequence[Path] = (),
    wait: float = 0.0,
    waiting: Callable[[str], None] | None = None,
    webhook: str | None = None,
) -> BuildResult:
    """Make a release of `sources` (files, folders, globs, addresses) under `out`, or `out`/`name`. Raises `UsageError` for a wrong call.

    `registers` are lists of ties from elsewhere: read as one more source each, and held against the reports.
    Raises `DatasetBusy` where another run still has the dataset after `wait` seconds; `waiting` hears for whom it waits.
    `webhook` is given word of a failed run and of a release that is held back.
    """
    if processes < 1:
        raise UsageError(f"processes must be 1 or more, not {processes}")
    folder, settings = release_folder(out, name), keeping(settings or Settings(), out)
    with telling_failure(folder, webhook), holding(folder, settings, wait=wait, waiting=waiting):
        wanted = find_expectations(sources, expectations)
        job = take_up(sources, folder, settings, wanted, registers, runner=f"{processes} processes")
        made = standing(job) or write(job, _processed(job, processes, progress))
        result = publish(folder, made, wanted)
        tell(folder, result, wanted, webhook)
        return result


def _processed(job: Job, processes: int, progress: Progress | None) -> list[DocumentResult]:
    found = job.found
    with job.clock.stage("documents"):
        results = process_documents(found.once, found.settings, processes=processes, progress=progress)
        return results + process_documents(found.listed, found.register_settings, processes=processes)


@contextmanager
def holding(
    folder: Path, settings: Settings, *, wait: float = 0.0, waiting: Callable[[str], None] | None = None
) -> Iterator[None]:
    """Hold the dataset in `folder` for one run, swept of what killed runs left. Raises `DatasetBusy`."""
    with locked(folder, wait=wait, told=waiting):
        sweep(folder, settings.kept or settings.ocr.kept)
        yield


def take_up(
    sources: Sequence[Named],
    folder: Path,
    settings: Settings,
    wanted: Expectations,
    registers: Sequence[Path] = (),
    *,
    runner: str = "1 processes",
) -> Job:
    """Find the documents, what is to do for each, and what reviewers decided.

    Raises `UsageError` where the given weights cannot be read, `LedgerBroken` for a ledger that cannot.
    """
    clock, began = StageClock(), datetime.now(UTC)
    with clock.stage("find"):
        found = find(sources, settings, registers)
        todo = plan(found, folder)
        decided = read_ledger(folder, settings.ledger)
        inputs = inputs_digest(found, todo, decided.last)
    return Job(folder, found, todo, wanted, inputs, runner, clock, began, decided)


def look_ahead(
    sources: Sequence[Named],
    out: Path,
    *,
    name: str | None = None,
    settings: Settings | None = None,
    registers: Sequence[Path] = (),
) -> tuple[Plan, tuple[Trouble, ...]]:
    """What a run would do for each document and why, and what it could not take in; nothing is written and nothing held."""
    told = keeping(settings or Settings(), out)
    with tempfile.TemporaryDirectory(prefix="youcheng-") as scratch:
        shelf = replace(told.shelf, scratch=Path(scratch)) if told.shelf else None
        found = find(sources, replace(told, shelf=shelf), registers)
        return plan(found, release_folder(out, name)), found.troubles


def keeping(settings: Settings, out: Path) -> Settings:
    """The settings with the work store of `out`, unless another one is named; what OCR reads is kept there too."""
    kept = settings.kept or (out / WORK).absolute()
    shelf = settings.shelf or Shelf((out / WORK / FETCHED).absolute())
    return replace(
        settings,
        shelf=shelf,
        kept=None if settings.fresh else kept,
        ocr=replace(settings.ocr, kept=settings.ocr.kept or kept),
    )


def release_folder(out: Path, name: str | None) -> Path:
    """The folder in which releases lie side by side. Raises `UsageError` for a name that leads elsewhere."""
    if name is not None and (not name.strip() or name in (".", "..") or Path(name).name != name):
        raise UsageError(f"'{name}' cannot be the name of a dataset")
    folder = out / name if name else out
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"'{folder}' is a file, not a folder")
    return folder


def standing(job: Job) -> BuildResult | None:
    """The release of the very same inputs, where it lies there whole and no document is to be done; else None.

    Whether it is the latest one is left to `publish`.
    """
    if not job.plan.is_idle:
        return None
    with job.clock.stage("find"):
        known = same_release(job.folder, job.inputs)
    if known is None:
        return None
    release, told = known
    done = BuildResult(
        release, **told["outcome"], troubles=troubles_of(told), withdrawn=len(job.plan.withdrawn),
        stale=len(job.found.stale), made=False,
    )  # fmt: skip
    replace_report(release, same_report(job, told))
    return done


def write(job: Job, results: Sequence[DocumentResult]) -> BuildResult:
    """Reconcile the claims of all documents and write them as a release, which is a candidate until `publish` has seen it."""
    with job.clock.stage("reconcile"):
        content = _reconciled(job, results)
    for stage, seconds in (spent for result in results for spent in result.spent):
        job.clock.add(stage, seconds)
    done = _outcome(job, content, results)
    told = run_report(job, results, done)
    with job.clock.stage("publish"):
        done = replace(done, release=write_release(job.folder, content, told))
    replace_report(done.release, told | passing(job))
    return done


def publish(folder: Path, result: BuildResult, wanted: Expectations) -> BuildResult:
    """Make a written release the latest one of the dataset in `folder`, or say in `held` what it breaks of `wanted`."""
    measured = Measured(result.found, result.documents, len(result.troubles))
    return replace(result, held=_promote(folder, result.release, wanted, measured))


def result_of(folder: Path, name: str | None = None) -> BuildResult:
    """The result of the run that wrote the release `name`, or that ended last. Raises `ReleaseError` where there is none."""
    found = [(path, told) for path, told in reports(folder) if name in (None, path.name)]
    if not found:
        raise ReleaseError("no such release in this folder", document=str(folder), place=name)
    path, told = max(found, key=lambda one: str(one[1].get("ended", "")))
    return BuildResult(
        path,
        **told["outcome"],
        troubles=troubles_of(told),
        withdrawn=len(told["withdrawn"]),
        stale=len(told.get("stale", ())),
    )


def _reconciled(job: Job, results: Sequence[DocumentResult]) -> ReleaseContent:
    settings = job.found.settings
    judged = judge(results, job.decided.entries, partial(reading_of, settings=settings))
    claims = judged.claims
    documents = [_document(result) for result in results if result.trouble is None]
    weights = read_weights(settings.weights) if settings.weights else None
    reconciled = reconcile(claims, documents, judgements=judged.judgements, weights=weights)
    troubles = {*job.found.troubles, *(result.trouble for result in results if result.trouble)}
    return ReleaseContent(
        claims,
        reconciled,
        tuple(result.source for result in results if result.trouble is None),
        job.found.doubles,
        tuple(sorted(troubles, key=_trouble_order)),
        _remarks(results),
        unlinked_of(results),
        audit(claims, reconciled),
        compare_register(claims, reconciled),
        tuple((one.source.name, one.source.digest, picture) for one in results for picture in one.pictures),
        settings.profile,
        judged.lines(reconciled.works),
        quality_of(results, claims, job.decided.entries),
    )


def _outcome(job: Job, content: ReleaseContent, results: Sequence[DocumentResult]) -> BuildResult:
    return BuildResult(
        job.folder,
        dict(Counter(fact.type for fact in content.reconciled.facts)),
        len(content.claims),
        len(content.read),
        content.troubles,
        findings=dict(Counter(one.severity.value for one in content.findings)),
        register=dict(Counter(line.held.value for line in content.register if line.covered)),
        stale=len(job.found.stale),
        unkept=sum(result.unkept is not None for result in results),
        withdrawn=len(job.plan.withdrawn),
    )


def _promote(folder: Path, release: Path, wanted: Expectations, measured: Measured) -> tuple[str, ...]:
    """Make the release the latest one, or say why not; a run that could read nothing never takes the place of one that could."""
    before = latest(folder)
    if before and not measured.read:
        return (say("nothing"),)
    if before and before != release.resolve() and wanted.limits.changed < 1:
        lost = [change for change in diff(before, release) if change.what != "came"]
        measured = replace(measured, known=len(read_side(before).facts), changed=len(lost))
    held = tuple(broken(wanted, measured))
    if not held:
        promote(folder, release.name, by="youcheng run", why="all expectations hold")
    return held


def _document(result: DocumentResult) -> Document:
    """What reconciliation knows of a document beside its claims."""
    source = result.source
    return Document(source.digest, source.name, result.sketch or Sketch(), source.bibliography, source.work)


def _trouble_order(trouble: Trouble) -> tuple[str, str, str, str]:
    return trouble.document, trouble.code, trouble.message, trouble.place or ""


def _remarks(results: Sequence[DocumentResult]) -> tuple[tuple[str, str], ...]:
    return tuple((result.source.digest, remark) for result in results for remark in result.remarks)
