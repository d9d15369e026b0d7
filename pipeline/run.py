"""The stages put together: sources in, a release out. The command line and the flow call the same functions.

One document's error is that document's trouble and nothing else; a document that takes its worker down is named and left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from pipeline.account import run_report, unlinked_of
from pipeline.document import Progress, Settings, process_documents
from pipeline.errors import PlacesWrong, UsageError, YouchengError
from pipeline.ingest.discover import discover
from pipeline.messages import say
from pipeline.places.settled import read_settled
from pipeline.places.territories import Territories
from pipeline.publish.diff import diff, read_side
from pipeline.publish.expectations import Expectations, Measured, broken, find_expectations
from pipeline.publish.profile import Profile
from pipeline.publish.promote import latest, promote
from pipeline.publish.release import ReleaseContent, write_release
from pipeline.reconcile import read_weights, reconcile
from pipeline.reconcile.audit import audit
from pipeline.reconcile.register import compare_register
from pipeline.records.finding import Severity
from pipeline.records.registers import Held
from pipeline.records.result import DocumentResult
from pipeline.records.source import Kind, Source
from pipeline.records.trouble import Trouble
from pipeline.records.works import Document, Sketch
from pipeline.store.lock import locked
from pipeline.store.sweep import sweep

WORK = ".work"  # in the output folder: a cluster's workers reach it too


@dataclass(frozen=True, slots=True)
class BuildResult:
    """A finished run: where its release lies, what it found by type, which documents failed."""

    release: Path
    found: dict[str, int]
    claims: int
    documents: int
    troubles: tuple[Trouble, ...]
    held: tuple[str, ...] = ()  # why it stays a candidate
    findings: dict[str, int] = field(default_factory=dict)  # of the audits, by severity
    register: dict[str, int] = field(default_factory=dict)  # ties by how register and reports stand; empty without one
    unkept: int = 0  # documents that the work store could not keep

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
        if self.unkept:
            lines.append(say("unkept", number=self.unkept))
        found = say("found", **kinds, documents=self.documents, claims=self.claims)
        if self.nothing_done:
            return [*lines, say("nothing"), say("report", release=self.release)]
        if self.held:
            reasons = (f"  {reason}" for reason in self.held)
            return [*lines, found, say("held", release=self.release), *reasons]
        return [*lines, found, *self._audited(), say("lies", release=self.release)]

    def _audited(self) -> list[str]:
        """What audits and registers found, where they found something."""
        lines = []
        if self.findings:
            lines.append(say("findings", **{s.value: self.findings.get(s.value, 0) for s in Severity}))
        if self.register:
            lines.append(say("register", **{h.value: self.register.get(h.value, 0) for h in Held}))
        return lines


def build(
    sources: Sequence[Path],
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
) -> BuildResult:
    """Make a release of `sources` (files, folders, globs) under `out`, or `out`/`name`. Raises `UsageError` for a wrong call.

    `registers` are lists of ties from elsewhere: read as one more source each, and held against the reports.
    Raises `DatasetBusy` where another run still has the dataset after `wait` seconds; `waiting` hears for whom it waits.
    """
    if processes < 1:
        raise UsageError(f"processes must be 1 or more, not {processes}")
    wanted, settings = find_expectations(sources, expectations), keeping(settings or Settings(), out)
    folder = release_folder(out, name)
    with holding(folder, settings, wait=wait, waiting=waiting):
        return _built(sources, folder, settings, wanted, registers, processes=processes, progress=progress)


@contextmanager
def holding(
    folder: Path, settings: Settings, *, wait: float = 0.0, waiting: Callable[[str], None] | None = None
) -> Iterator[None]:
    """Hold the dataset in `folder` for one run, swept of what killed runs left. Raises `DatasetBusy`."""
    with locked(folder, wait=wait, told=waiting):
        sweep(folder, settings.kept or settings.ocr.kept)
        yield


def _built(
    sources: Sequence[Path],
    folder: Path,
    settings: Settings,
    wanted: Expectations,
    registers: Sequence[Path],
    *,
    processes: int,
    progress: Progress | None,
) -> BuildResult:
    began = datetime.now(UTC)
    found = discover(sources)
    once, doubles = split_doubles(found.documents)
    told, wrong = with_settled(settings, found.settled)
    results = process_documents(once, told, processes=processes, progress=progress)
    listed, unread = read_registers(registers, told, processes=processes)
    results += listed
    troubles = [Trouble.of(error) for error in (*found.troubles, *wrong, *unread)]
    runner = f"{processes} processes"
    frozen, skipped = told.weights, found.skipped
    return finish(
        results, doubles, troubles, folder, wanted, began=began, runner=runner, skipped=skipped, weights=frozen,
        territories=told.territories,
        profile=told.profile,
    )  # fmt: skip


def read_registers(
    registers: Sequence[Path], settings: Settings, *, processes: int = 1
) -> tuple[list[DocumentResult], tuple[YouchengError, ...]]:
    """What came of lists of ties from elsewhere, and those that could not be found or opened."""
    if not registers:
        return [], ()
    found = discover(registers)
    once, _ = split_doubles(found.documents)
    return process_documents(once, replace(settings, register=True), processes=processes), tuple(found.troubles)


def keeping(settings: Settings, out: Path) -> Settings:
    """The settings with the work store of `out`, unless another one is named; what OCR reads is kept there too."""
    kept = settings.kept or (out / WORK).absolute()
    return replace(
        settings, kept=None if settings.fresh else kept, ocr=replace(settings.ocr, kept=settings.ocr.kept or kept)
    )


def with_settled(settings: Settings, files: Sequence[Path]) -> tuple[Settings, tuple[PlacesWrong, ...]]:
    """The settings with the names that these `places.csv` settle, and what is wrong in the files."""
    lines, troubles = read_settled(files)
    return replace(settings, settled=(*settings.settled, *lines)), troubles


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
    wanted: Expectations,
    *,
    began: datetime,
    runner: str,
    skipped: Sequence[Path] = (),
    weights: Path | None = None,
    territories: Territories | None = None,
    profile: Profile = Profile.INTERNAL,
) -> BuildResult:
    """Reconcile the claims of all documents, write them as a release in `folder`, and make it the latest if it is as `wanted`.

    `weights` are taken instead of learning them.
    """
    claims = [claim for result in results for claim in result.claims]
    documents = [_document(result) for result in results if result.trouble is None]
    reconciled = reconcile(claims, documents, weights=read_weights(weights) if weights else None)
    all_troubles = sorted({*troubles, *(result.trouble for result in results if result.trouble)}, key=_trouble_order)
    read = [result.source for result in results if result.trouble is None]
    content = ReleaseContent(
        tuple(claims),
        reconciled,
        tuple(read),
        tuple(doubles),
        tuple(all_troubles),
        _remarks(results),
        unlinked_of(results),
        audit(claims, reconciled),
        compare_register(claims, reconciled),
        tuple((one.source.name, one.source.digest, picture) for one in results for picture in one.pictures),
        profile,
    )
    report = run_report(results, all_troubles, began, runner) | {
        "skipped": [path.name for path in skipped],
        "territories": (territories or Territories()).words(),
    }
    release = write_release(folder, content, report)
    found = dict(Counter(fact.type for fact in reconciled.facts))
    held = _promote(folder, release, wanted, Measured(found, len(read), len(all_troubles)))
    severities = dict(Counter(one.severity.value for one in content.findings))
    listed = dict(Counter(line.held.value for line in content.register if line.covered))
    unkept = sum(result.unkept is not None for result in results)
    return BuildResult(release, found, len(claims), len(read), tuple(all_troubles), held, severities, listed, unkept)


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
