"""The main job as a Prefect flow: batches of documents as tasks, then one release of them all.

A task is load, one pipeline call, save: it is handed the key of a batch in the work store and hands back the key of what came of it.
Each batch is read in a worker process of its own, so that a document that kills its reader is a trouble in the report.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from flows.environment import named_out, prepare

prepare(
    named_out(sys.argv) if __name__ == "__main__" else None
)  # before Prefect is imported: it reads its settings once

from prefect import flow, get_run_logger, task  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.futures import PrefectFuture  # noqa: E402
from prefect.task_runners import ThreadPoolTaskRunner  # noqa: E402

from pipeline.document import Settings, known_results, process_documents  # noqa: E402
from pipeline.errors import ReaderDied, YouchengError  # noqa: E402
from pipeline.outcome import BuildResult  # noqa: E402
from pipeline.publish.expectations import Expectations, find_expectations  # noqa: E402
from pipeline.records.result import DocumentResult  # noqa: E402
from pipeline.records.source import Source  # noqa: E402
from pipeline.records.trouble import Trouble  # noqa: E402
from pipeline.run import (  # noqa: E402
    WORK,
    finish,
    holding,
    keeping,
    release_folder,
    standing,
    take_up,
)
from pipeline.store.files import Where  # noqa: E402
from pipeline.store.parts import PartStore  # noqa: E402
from pipeline.store.results import get_batch, get_results, put_batch, put_results  # noqa: E402


class SchedulerDied(YouchengError):
    """Prefect's server did not start, or stopped answering."""

    code = "scheduler"


# Prefect's own cache key sees these lines only, not what they call; the work store has keys of our own instead.
@task(name="read batch", task_run_name="{batch}", cache_policy=NO_CACHE)
def read_batch(batch: str, store: Where, settings: Settings) -> str:
    """Read the documents of a batch; returns the key of the part with their claims."""
    parts = PartStore(store)
    results = process_documents(get_batch(parts, batch), settings, isolate=True)
    return put_results(parts, batch, results)


@flow(name="build dataset", validate_parameters=False)
def dataset_flow(
    sources: list[Path],
    out: Path,
    name: str | None,
    batch: int,
    settings: Settings,
    wanted: Expectations,
    registers: list[Path],
    wait: float = 0.0,
) -> BuildResult:
    """Find the documents, read them in batches, make one release of all claims; one run at a time has the dataset."""
    folder = release_folder(out, name)
    with holding(
        folder, settings, wait=wait, waiting=lambda holder: get_run_logger().warning("waiting for %s", holder)
    ):
        return _built(sources, folder, batch, settings, wanted, registers)


def _built(
    sources: list[Path], folder: Path, batch: int, settings: Settings, wanted: Expectations, registers: list[Path]
) -> BuildResult:
    job = take_up(sources, folder, settings, wanted, registers, runner="prefect, 0 batches")
    if done := standing(job):
        return done
    found = job.found
    results = known_results(found.once, found.settings)
    known = {(result.source.name, result.source.digest) for result in results}
    rest = [source for source in found.once if (source.name, source.digest) not in known]
    with tempfile.TemporaryDirectory(prefix=f"{WORK}-", dir=folder) as passing:
        store = PartStore(Path(passing).absolute())
        batches = [put_batch(store, rest[at : at + batch], settings.words()) for at in range(0, len(rest), batch)]
        futures = {key: read_batch.submit(key, store.folder, found.settings) for key in batches}
        results += [result for key, future in futures.items() for result in _results(store, key, future)]
    results += process_documents(found.listed, found.register_settings)
    done = finish(replace(job, runner=f"prefect, {len(futures)} batches"), results)
    get_run_logger().info(
        "%s claims in %s documents, %s troubles: %s", done.claims, done.documents, len(done.troubles), done.release
    )
    return done


def build_dataset(
    sources: Sequence[Path],
    out: Path,
    *,
    name: str | None = None,
    processes: int = 2,
    batch: int = 8,
    settings: Settings | None = None,
    expectations: Path | None = None,
    registers: Sequence[Path] = (),
    wait: float = 0.0,
) -> BuildResult:
    """Run the flow with `processes` batches of `batch` documents at a time; what the work store of `out` has is not done again.

    Raises `DatasetBusy` where another run still has the dataset after `wait` seconds, `SchedulerDied` where Prefect's server does
    not answer.
    """
    runner: Any = ThreadPoolTaskRunner(
        max_workers=processes
    )  # its own type parameter is not the one that a flow asks for
    settings, wanted = keeping(settings or Settings(), out), find_expectations(sources, expectations)
    try:
        return dataset_flow.with_options(task_runner=runner)(
            list(sources), out, name, batch, settings, wanted, list(registers), wait
        )
    except RuntimeError as error:
        raise SchedulerDied(f"the flow could not go on: {error}") from error


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


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m flows.build_dataset SOURCE... --out DIR`; returns the exit code."""
    from pipeline.messages import say

    parser = argparse.ArgumentParser(prog="python -m flows.build_dataset", description=say("help.flows"))
    parser.add_argument("sources", nargs="+", type=Path, metavar="SOURCE", help=say("opt.sources"))
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=say("opt.out"))
    parser.add_argument("--processes", type=int, default=2, metavar="N", help=say("opt.processes"))
    asked = parser.parse_args(arguments)
    result = build_dataset(asked.sources, asked.out, processes=asked.processes)
    for line in result.summary():
        print(line)
    return int(result.nothing_done)


if __name__ == "__main__":
    sys.exit(main())
