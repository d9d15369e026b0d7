"""One document's way through reading, annotation, extraction and the second reader, and many documents side by side.

One document's error is that document's trouble and nothing else; a document that takes its worker down is named and left out.
What was done once, by this code under these settings, is taken from the work store.
"""

from __future__ import annotations

import re
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from pipeline.allowance import ALLOWANCE, TEXT_PAGE
from pipeline.clock import StageClock
from pipeline.errors import ReaderDied, SourceStalled, YouchengError
from pipeline.ids import stable_id
from pipeline.ingest.copies import Manners
from pipeline.ingest.shelf import Shelf
from pipeline.logs import LOG
from pipeline.places.settled import SettledLine
from pipeline.places.territories import Territories
from pipeline.publish.profile import Profile
from pipeline.read.ocr_settings import OcrSettings, can_recognise
from pipeline.records.reading import Reading
from pipeline.records.result import DocumentResult, Work
from pipeline.records.source import Kind, Source
from pipeline.records.trouble import Trouble
from pipeline.store.documents import keep_reading, keep_result, kept_reading, kept_result
from pipeline.store.files import Where
from pipeline.store.parts import PartStore
from pipeline.transient import is_transient
from pipeline.watch import Loss
from pipeline.workers import Outcome, WorkLimits, settle, work_through

# Loaded once for all workers; what they load themselves (the gazetteer) stays theirs.
PRELOAD = (
    "pipeline.document",
    "pipeline.read.reader",
    "pipeline.annotate",
    "pipeline.extract.every",
    "pipeline.extract.gate",
    "pipeline.publish.second_reader",
)
CUT = 0.2  # measured: of ten claims under 0.35 on calibration gold and the acceptance reports seven were right
PAGE_BYTES = 5000  # of a text that has no pages
# Kinds that never work in the process itself: native readers may crash, packed ones may be bombs.
ISOLATED = frozenset({Kind.PDF, Kind.IMAGE, Kind.OFD, Kind.DOC, Kind.XLS, Kind.XLSX, Kind.DOCX})
OneDocument = Callable[[Source, "Settings"], DocumentResult]
Progress = Callable[[int, int, str], None]  # done, total, name of the document that was done


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may be told: the confidence under which claims are rejected, and the limits of one document's work."""

    cut: float = CUT
    ocr: OcrSettings = field(default_factory=OcrSettings)
    limits: WorkLimits = field(default_factory=WorkLimits)
    kept: Where | None = None  # the work store: what was done once is found there (None: that of the output folder)
    shelf: Shelf | None = None  # copies of documents that lie elsewhere (None: those of the output folder)
    manners: Manners = field(default_factory=Manners)  # how their servers are asked
    weights: Path | None = None  # weights.json of a release, taken instead of learning what each source weighs
    ledger: str | None = None  # URL or file of the judgement ledger (None: that of the output folder)
    fresh: bool = False  # do all again and keep nothing of it, but for what OCR reads
    register: bool = False  # the documents are lists of ties from elsewhere, read row by row
    profile: Profile = Profile.INTERNAL  # who the release is for
    territories: Territories = field(default_factory=Territories)  # how Hong Kong, Macao, Taiwan are shown and counted
    settled: tuple[SettledLine, ...] = ()  # names that a person has settled: the places.csv of the run's folders

    def reading_words(self) -> str:
        """What of the settings can change a reading, for its key."""
        return f"ocr {self.ocr.mode.value}, {can_recognise()}"

    def words(self) -> str:
        """What of the settings can change a document's claims, for their key."""
        settled = f", settled {stable_id('settled', repr(self.settled))}" if self.settled else ""
        return f"cut {self.cut}, {self.reading_words()}{settled}{', register' if self.register else ''}"


def process_document(source: Source, settings: Settings) -> DocumentResult:
    """Read, annotate, extract and cite one document; whatever goes wrong is its trouble, never an exception."""
    return _kept(_processed(source, settings, _done), settings)


def read_ahead(source: Source, settings: Settings) -> DocumentResult:
    """Read one document and keep its reading for `process_document`; the result has no claims, at most the trouble."""
    result = _processed(source, settings, _read_only)
    return result if result.trouble is None else _kept(result, settings)


def joined(before: DocumentResult, result: DocumentResult) -> DocumentResult:
    """What came of a document whose reading was made ahead: the work and the time of both."""
    return replace(
        result,
        work=before.work if result.work is Work.EXTRACTED else result.work,
        seconds=round(before.seconds + result.seconds, 3),
        spent=(*before.spent, *result.spent),
        unkept=result.unkept or before.unkept,
    )


def _kept(result: DocumentResult, settings: Settings) -> DocumentResult:
    if settings.kept is None:
        return result
    keep = partial(keep_result, PartStore(settings.kept), result, settings.words())
    return replace(result, unkept=_tried(keep) or result.unkept)


def _tried(keep: Callable[[], None]) -> str | None:
    """Why this could not be kept; a full disk costs the next run its time, not this one its result."""
    try:
        keep()
    except OSError as error:
        return error.strerror or type(error).__name__
    return None


def _processed(source: Source, settings: Settings, do: OneDocument) -> DocumentResult:
    began = time.perf_counter()
    return replace(_ended(source, settings, do), seconds=round(time.perf_counter() - began, 3))


def _ended(source: Source, settings: Settings, do: OneDocument) -> DocumentResult:
    try:
        return do(source, settings)
    except YouchengError as error:
        return DocumentResult(source, trouble=replace(Trouble.of(error), document=source.name))
    except (MemoryError, RecursionError) as error:
        died = ReaderDied(f"the document takes more than a worker may use ({type(error).__name__})")
        return DocumentResult(source, trouble=Trouble.of(died, document=source.name))
    except Exception as error:  # a defect of ours, not of the document: named with its place, the rest goes on
        if isinstance(error, OSError) and is_transient(error):
            stalled = SourceStalled(error.strerror or type(error).__name__)
            return DocumentResult(source, trouble=Trouble.of(stalled, document=source.name))
        return DocumentResult(source, trouble=_defect(source, error))


def _read_only(source: Source, settings: Settings) -> DocumentResult:
    _allow(source)
    clock = StageClock()
    with clock.stage("read"):
        _, work, unkept = _reading(source, settings)
    return DocumentResult(source, work=work, spent=clock.spent, unkept=unkept)


def _allow(source: Source) -> None:
    """A text has no pages that a reader could count: its length is granted beforehand."""
    if source.encoding is not None:
        ALLOWANCE.grant(TEXT_PAGE * source.size / PAGE_BYTES)


def _done(source: Source, settings: Settings) -> DocumentResult:
    from pipeline.annotate import annotate, unlinked_places
    from pipeline.extract import extract
    from pipeline.extract.gate import cite
    from pipeline.extract.register import extract_register
    from pipeline.places import PlaceContext, settled_names
    from pipeline.publish.figures import pictures_of
    from pipeline.publish.second_reader import second_read
    from pipeline.text.sketch import sketch

    _allow(source)
    clock = StageClock()
    with clock.stage("read"):
        reading, work, unkept = _reading(source, settings)
    if settings.register:
        with clock.stage("extract"):
            listed = cite(reading, extract_register(reading), cut=settings.cut)
        checked = second_read(source, listed)
        return DocumentResult(source, checked, None, reading.remarks, work=work, spent=clock.spent, unkept=unkept)
    with clock.stage("annotate"):
        annotated = annotate(reading, PlaceContext(settled=settled_names(settings.settled)))
    with clock.stage("extract"):
        claims = cite(reading, extract(annotated), cut=settings.cut)
        unlinked, drawn = unlinked_places(annotated), sketch(reading.shadow)
    with clock.stage("second_reader"):
        checked = second_read(source, claims)
    pictures = pictures_of(reading, checked)
    pages = max(reading.glyphs.pages, default=0) if reading.glyphs else 0
    return DocumentResult(
        source, checked, None, reading.remarks, work=work, unlinked=unlinked, sketch=drawn, pictures=pictures,
        spent=clock.spent, unkept=unkept, pages=pages,
    )  # fmt: skip


def reading_of(source: Source, settings: Settings) -> Reading:
    """The reading of a document, kept or made now. Raises the named error of what cannot be read."""
    return _reading(source, settings)[0]


def _reading(source: Source, settings: Settings) -> tuple[Reading, Work, str | None]:
    """The reading that is kept, else the document read now and kept, or why it could not be kept."""
    from pipeline.read.reader import read_document

    store, words = PartStore(settings.kept) if settings.kept else None, settings.reading_words()
    if store and (kept := kept_reading(store, source, words)):
        return kept, Work.EXTRACTED, None
    reading = read_document(source, settings.ocr)
    unkept = _tried(partial(keep_reading, store, reading, words)) if store else None
    return reading, Work.READ, unkept


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
    do: OneDocument = process_document,
) -> list[DocumentResult]:
    """Results of `do` in the order of `sources`, or what the work store has. Kinds of `ISOLATED` always go to a worker."""
    results = {(result.source.name, result.source.digest): result for result in known_results(sources, settings)}
    rest = [source for source in sources if (source.name, source.digest) not in results]
    isolate = isolate or processes > 1 or any(source.kind in ISOLATED for source in rest)
    work = partial(_work_on, settings=settings, do=do)
    by_size = sorted(rest, key=lambda source: (-source.size, source.name, source.digest))  # the longest first
    for result in results.values():
        _log(result)
    outcomes: Iterable[Outcome[Source, DocumentResult]]
    if isolate:
        outcomes = work_through(work, by_size, processes=processes, limits=settings.limits, preload=PRELOAD)
    else:
        settle()
        outcomes = (Outcome(source, work(source)) for source in by_size)
    for done, outcome in enumerate(outcomes, len(results) + 1):
        source = outcome.piece
        results[source.name, source.digest] = outcome.result or _lost(source, outcome.loss or Loss())
        _log(results[source.name, source.digest])
        if progress:
            progress(done, len(sources), source.name)
    return [results[source.name, source.digest] for source in sources]


def _work_on(source: Source, settings: Settings, do: OneDocument) -> DocumentResult:
    return do(source, settings)


def _log(result: DocumentResult) -> None:
    """One line of the log a document, with the trouble that it ended in."""
    trouble = f"{result.trouble.message} [{result.trouble.code}]" if result.trouble else None
    known: dict[str, object] = {
        "document": result.source.name,
        "digest": result.source.digest,
        "work": result.work.value,
    }
    spent = {"seconds": result.seconds, "claims": len(result.claims), "trouble": trouble, "unkept": result.unkept}
    LOG.info("document", extra=known | spent)


def known_results(sources: Sequence[Source], settings: Settings) -> list[DocumentResult]:
    """What the work store has of these documents, made by this code under these settings."""
    if settings.kept is None:
        return []
    store, words = PartStore(settings.kept), settings.words()
    return [known for source in sources if (known := kept_result(store, source, words))]


def _lost(source: Source, loss: Loss) -> DocumentResult:
    died = ReaderDied(str(loss), document=source.name)
    return DocumentResult(source, trouble=Trouble.of(died), seconds=loss.seconds)
