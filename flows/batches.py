"""Batches of documents as tasks, by bytes: a task is load, one pipeline call, save.

It is handed the key of a batch and hands back the key of what came of it. Each batch is worked in a process of its own, so that a
document that kills its reader is a trouble in the report. What a batch has finished is in the work store document by document: a
batch that is lost, or tried again, repeats nothing.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from typing import Any

from prefect import Task, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.context import TaskRunContext
from prefect.futures import PrefectFuture
from prefect.tasks import exponential_backoff

from flows.undertaking import Undertaking
from pipeline.document import OneDocument, Progress, Settings, process_document, process_documents, read_ahead
from pipeline.errors import ReaderDied, SourceStalled, YouchengError
from pipeline.records.result import DocumentResult
from pipeline.records.source import Kind, Source
from pipeline.records.trouble import Trouble
from pipeline.store.files import Where
from pipeline.store.parts import PartStore
from pipeline.store.results import get_batch, get_results, put_batch, put_results
from pipeline.transient import is_transient

TAG = "youcheng"
OCR_TAG = "youcheng-ocr"  # a limit on this tag bounds how many batches may have the engine at work
BACK_OFF = 2.0  # seconds before the second try, doubled for each one more
WATCH: ContextVar[Progress | None] = ContextVar("watch", default=None)  # hears of each batch that is done
MAY_NEED_OCR = frozenset({Kind.PDF, Kind.IMAGE, Kind.OFD})


def may_pass(of: Task[..., Any], run: TaskRun, state: State[Any]) -> bool:
    """Is what ended a task worth another try? Never a named error of a document."""
    try:
        state.result(raise_on_failure=True)
    except Exception as error:
        return is_transient(error) or isinstance(error, SourceStalled)
    return False


# Prefect's own cache key sees these lines only, not what they call; the work store has keys of our own instead.
def _task(name: str) -> Callable[[Callable[[str, Where, Settings], str]], Task[[str, Where, Settings], str]]:
    return task(
        name=name, cache_policy=NO_CACHE, persist_result=False, tags=[TAG], retry_condition_fn=may_pass,
        retry_delay_seconds=exponential_backoff(BACK_OFF), retry_jitter_factor=0.5,
    )  # fmt: skip


@_task("read_batch")
def read_batch(batch: str, store: Where, settings: Settings) -> str:
    """Read the documents of a batch and keep their readings; returns the key of what could not be read and why."""
    return _worked(batch, PartStore(store), settings, read_ahead)


@_task("extract_batch")
def extract_batch(batch: str, store: Where, settings: Settings) -> str:
    """Annotate and extract the documents of a batch; returns the key of the part with their claims."""
    return _worked(batch, PartStore(store), settings, process_document)


def _worked(batch: str, store: PartStore, settings: Settings, do: OneDocument) -> str:
    results = process_documents(get_batch(store, batch), settings, isolate=True, do=do)
    stalled = [one.trouble for one in results if one.trouble and one.trouble.code == SourceStalled.code]
    if stalled and _may_try_again():
        raise SourceStalled(stalled[0].message, document=stalled[0].document)
    return put_results(store, batch, results)


def _may_try_again() -> bool:
    """Has the task that is running a try left? The last one hands back what it has."""
    context = TaskRunContext.get()
    return context is not None and context.task_run.run_count <= context.task.retries


def run_batches(
    of: Task[[str, Where, Settings], str],
    under: Undertaking,
    sources: Sequence[Source],
    weigh: Callable[[Source], int],
) -> Iterator[DocumentResult]:
    """What came of `sources`, worked through in batches as tasks of the flow that is running."""
    asked, store = under.asked, under.store
    tried = of.with_options(retries=asked.retries)
    futures: dict[str, PrefectFuture[str]] = {}
    for batch in divided(sources, weigh, asked.batch_bytes, asked.processes):
        key = put_batch(store, batch, under.settings.words())
        ocr = [OCR_TAG] if of is read_batch and any(one.kind in MAY_NEED_OCR for one in batch) else []
        named = tried.with_options(
            task_run_name=f"{of.name}: {batch[0].name} +{len(batch) - 1}".replace("{", "(").replace("}", ")"),
            tags=[TAG, *ocr],
        )
        futures[key] = named.submit(key, store.folder, under.settings)
    under.batches += len(futures)
    watch = WATCH.get()
    for done, (key, future) in enumerate(futures.items(), 1):
        yield from _results(store, key, future)
        if watch is not None:
            watch(done, len(futures), of.name)


def divided(sources: Sequence[Source], weigh: Callable[[Source], int], size: int, least: int) -> list[list[Source]]:
    """Batches of about `size` bytes and about equal, at least `least` of them where there are documents enough; the heaviest first.

    Each worker loads the place authority anew, so small batches are dear. Longest processing time first (Graham 1969).
    """
    if not sources:
        return []
    ordered = sorted(sources, key=lambda one: (-weigh(one), one.name, one.digest))
    whole = sum(weigh(one) for one in ordered)
    number = min(len(ordered), max(least, -(-whole // size)))
    batches: list[list[Source]] = [[] for _ in range(number)]
    loads = [(0, at) for at in range(number)]
    for source in ordered:
        load, at = heapq.heappop(loads)
        batches[at].append(source)
        heapq.heappush(loads, (load + max(1, weigh(source)), at))
    return batches


def _results(store: PartStore, batch: str, future: PrefectFuture[str]) -> list[DocumentResult]:
    """What came of a batch; a task that failed costs its own documents, not the run."""
    try:
        return get_results(store, future.result())
    except Exception as error:  # whatever a scheduler or a worker elsewhere can die of
        return [_failed(source, error) for source in get_batch(store, batch)]


def _failed(source: Source, error: Exception) -> DocumentResult:
    named = (
        error if isinstance(error, YouchengError) else ReaderDied(f"the task failed: {type(error).__name__}: {error}")
    )
    return DocumentResult(source, trouble=Trouble(source.name, named.code, named.message))
