"""The four parts of a run as flows: each can be started alone, and their union is `build_dataset`.

Started alone they meet in the work store: reading keeps readings, extraction keeps claims, reconciling takes whatever claims are kept
and names the documents that have none, publishing takes the newest candidate. Whatever is done already is not done again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from prefect import flow
from prefect.runtime import flow_run

from flows.artifacts import show_release
from flows.asked import DatasetSettings
from flows.batches import extract_batch, read_batch, run_batches
from flows.hooks import TOLD
from flows.undertaking import Undertaking, current, key_of, under_way
from pipeline.alarm import webhook
from pipeline.document import joined, known_results, process_documents
from pipeline.errors import UsageError, YouchengError
from pipeline.outcome import BuildResult
from pipeline.publish.expectations import find_expectations
from pipeline.records.result import DocumentResult, Work
from pipeline.records.source import Source
from pipeline.records.trouble import Trouble
from pipeline.run import holding, publish, result_of, standing, write
from pipeline.store.documents import reading_key
from pipeline.store.parts import PartStore
from pipeline.telling import tell


class NotExtracted(YouchengError):
    """The work store has no claims of a document that is to be reconciled."""

    code = "not-extracted"


def run_name() -> str:
    """Corpus, dataset and, once it is known, release: what a person looks for in Prefect's list of runs."""
    asked = flow_run.parameters.get("settings")
    settings = asked if isinstance(asked, DatasetSettings) else DatasetSettings.model_validate(asked)
    under = current(settings)
    return named_run(settings, under.done if under else None)


def named_run(settings: DatasetSettings, done: BuildResult | None) -> str:
    """The name of a run over these settings."""
    return " ".join([settings.corpus, "→", settings.folder.name, *([done.release.name] if done else [])])


@flow(name="read_corpus", flow_run_name=run_name, on_failure=TOLD, on_crashed=TOLD)
def read_corpus(settings: DatasetSettings) -> dict[str, int]:
    """Read every document whose reading is not kept; returns how many were read and how many could not be."""
    _check_alone(settings)
    with under_way(settings) as under:
        unread = {(step.document, step.digest) for step in under.job.plan.steps if step.work is Work.READ}
        rest = [one for one in under.job.found.once if key_of(one) in unread]
        with under.job.clock.stage("documents"):
            under.read = {key_of(one.source): one for one in run_batches(read_batch, under, rest, _size)}
        failed = sum(result.trouble is not None for result in under.read.values())
        return {"read": len(under.read) - failed, "troubles": failed}


@flow(name="extract_claims", flow_run_name=run_name, on_failure=TOLD, on_crashed=TOLD)
def extract_claims(settings: DatasetSettings) -> dict[str, int]:
    """Annotate and extract every document whose claims are not kept, reading it where need be; returns numbers."""
    _check_alone(settings)
    with under_way(settings) as under:
        if under.job.plan.is_idle:
            return {"extracted": 0, "claims": 0}
        under.extracted = {key: result for key, result in under.read.items() if result.trouble}
        under.extracted |= {key_of(one.source): one for one in known_results(under.job.found.once, under.settings)}
        rest = [one for one in under.job.found.once if key_of(one) not in under.extracted]
        with under.job.clock.stage("documents"):
            for result in run_batches(extract_batch, under, rest, _kept_size(under)):
                before = under.read.get(key_of(result.source))
                under.extracted[key_of(result.source)] = joined(before, result) if before else result
        return {"extracted": len(rest), "claims": sum(len(one.claims) for one in under.extracted.values())}


@flow(name="reconcile_facts", flow_run_name=run_name, on_failure=TOLD, on_crashed=TOLD)
def reconcile_facts(settings: DatasetSettings) -> str:
    """Reconcile the claims of all documents and write them as a release, which stays a candidate; returns its name."""
    _check_alone(settings)
    with under_way(settings) as under:
        under.done = standing(under.job)
        if under.done is None:
            job = replace(under.job, runner=f"prefect, {under.batches} batches")
            listed = process_documents(job.found.listed, job.found.register_settings)
            under.done = write(job, [*_results(under), *listed])
        return under.done.release.name


@flow(name="publish_release", flow_run_name=run_name, on_failure=TOLD, on_crashed=TOLD)
def publish_release(settings: DatasetSettings, release: str | None = None) -> BuildResult:
    """Make a candidate the latest release if it is as expected, tell who has to know, and show it in Prefect.

    `release` names the candidate; without it, it is the one of this run or the newest. Raises `ReleaseError` where there is none.
    """
    wanted, folder = find_expectations(settings.named(), settings.expectations), settings.folder
    under = current(settings)
    if under is not None and under.done is not None:
        done = under.done = publish(folder, under.done, wanted)
    else:
        with holding(folder, settings.settings(), wait=settings.wait):
            done = publish(folder, result_of(folder, release), wanted)
    tell(folder, done, wanted, webhook(None))
    show_release(settings, done)
    return done


def _check_alone(settings: DatasetSettings) -> None:
    """A fresh run keeps nothing, so its parts have nowhere to meet but in one run."""
    if settings.fresh and current(settings) is None:
        raise UsageError("fresh wants the whole run: start build_dataset")


def _size(source: Source) -> int:
    return source.size


def _kept_size(under: Undertaking) -> Callable[[Source], int]:
    """What a document's reading takes in the store: a scan of many megabytes may hold one page of words."""
    kept, words = under.settings.kept, under.settings.reading_words()
    store = PartStore(kept) if kept else None
    return lambda source: (store.size(reading_key(source, words)) if store else 0) or source.size


def _results(under: Undertaking) -> list[DocumentResult]:
    """A result for each document, in their order: of this run, else kept, else the trouble that there is none."""
    found = under.job.found.once
    known = under.extracted or {key_of(one.source): one for one in known_results(found, under.settings)}
    return [known.get(key_of(source)) or _missing(source) for source in found]


def _missing(source: Source) -> DocumentResult:
    error = NotExtracted("the work store has no claims of it: start extract_claims")
    return DocumentResult(source, trouble=Trouble.of(error, document=source.name))
