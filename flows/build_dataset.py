"""The main job as a Prefect flow: the four parts one after the other over one dataset, which is held from the first to the last."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from flows.environment import named_out, prepare

prepare(
    named_out(sys.argv) if __name__ == "__main__" else None
)  # before Prefect is imported: it reads its settings once

import httpx  # noqa: E402
from prefect import flow  # noqa: E402
from prefect.exceptions import PrefectException  # noqa: E402
from prefect.runtime import flow_run  # noqa: E402

from flows.asked import DatasetSettings  # noqa: E402
from flows.batches import WATCH  # noqa: E402
from flows.cluster import workers  # noqa: E402
from flows.hooks import TOLD  # noqa: E402
from flows.limits import bound_ocr, rename_run  # noqa: E402
from flows.server import SchedulerDied, await_server  # noqa: E402
from flows.stages import (  # noqa: E402
    extract_claims,
    named_run,
    publish_release,
    read_corpus,
    reconcile_facts,
    run_name,
)
from flows.undertaking import under_way  # noqa: E402
from pipeline.document import Progress  # noqa: E402
from pipeline.outcome import BuildResult  # noqa: E402


@flow(name="build_dataset", flow_run_name=run_name, on_failure=TOLD, on_crashed=TOLD)
def build_dataset(settings: DatasetSettings) -> BuildResult:
    """Find the documents, read, extract, reconcile, publish; only what has changed is done. One run at a time has a dataset."""
    bound_ocr(settings.ocr_at_once)
    with under_way(settings) as under, workers(settings, idle=under.job.plan.is_idle) as runner:
        read_corpus.with_options(task_runner=runner())(settings)
        extract_claims.with_options(task_runner=runner())(settings)
        reconcile_facts(settings)
        done = publish_release(settings)
    rename_run(flow_run.id, named_run(settings, done))
    return done


def run_flow(settings: DatasetSettings, progress: Progress | None = None) -> BuildResult:
    """Run the flow here; `progress` hears of each batch.

    Raises `DatasetBusy` where another run has the dataset, `SchedulerDied` where Prefect's server does not answer.
    """
    await_server()
    watching = WATCH.set(progress)
    try:
        return build_dataset(settings)
    except (RuntimeError, httpx.HTTPError, PrefectException) as error:
        raise SchedulerDied(f"the flow could not go on: {type(error).__name__}: {error}") from error
    finally:
        WATCH.reset(watching)


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m flows.build_dataset SOURCE... --out DIR`; returns the exit code."""
    from pipeline.messages import say

    parser = argparse.ArgumentParser(prog="python -m flows.build_dataset", description=say("help.flows"))
    parser.add_argument("sources", nargs="+", metavar="SOURCE", help=say("opt.sources"))
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=say("opt.out"))
    parser.add_argument("--processes", type=int, default=2, metavar="N", help=say("opt.processes"))
    asked = parser.parse_args(arguments)
    result = run_flow(DatasetSettings(sources=asked.sources, out=asked.out, processes=asked.processes))
    for line in result.summary():
        print(line)
    return int(result.nothing_done)


if __name__ == "__main__":
    sys.exit(main())
