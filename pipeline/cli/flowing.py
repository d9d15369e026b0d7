"""`flows`: the same run as `run`, as a Prefect flow, now or by schedule."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from flows.asked import Runner
from pipeline.alarm import VARIABLE
from pipeline.alarm import webhook as named_webhook
from pipeline.cli.building import (
    CountedOpt,
    CutOpt,
    ExpectOpt,
    FreshOpt,
    LabelOpt,
    LedgerOpt,
    ListOpt,
    LogJsonOpt,
    NameOpt,
    OcrOpt,
    OutOpt,
    ProfileOpt,
    QuietOpt,
    RegisterOpt,
    SourcesArg,
    WaitOpt,
    WebhookOpt,
    WeightsOpt,
    WorkStoreOpt,
    close,
    progress_bar,
)
from pipeline.document import CUT
from pipeline.ingest.addresses import is_address
from pipeline.logs import log_json as write_json_logs
from pipeline.messages import say
from pipeline.places.territories import DEFAULT_LABEL
from pipeline.publish.profile import Profile
from pipeline.read.ocr_settings import OcrMode

MEGABYTE = 1_000_000
ProcessesOpt = Annotated[int, typer.Option("--processes", min=1, metavar="N", help=say("opt.processes"))]
BatchOpt = Annotated[float, typer.Option("--batch", min=0.001, metavar="MB", help=say("opt.batch_bytes"))]
OcrAtOnceOpt = Annotated[int | None, typer.Option("--ocr-at-once", min=1, metavar="N", help=say("opt.ocr_at_once"))]
RunnerOpt = Annotated[Runner, typer.Option("--runner", help=say("opt.runner"))]
DaskOpt = Annotated[str | None, typer.Option("--dask", metavar="ADDRESS", help=say("opt.dask"))]
GoldOpt = Annotated[Path | None, typer.Option("--gold", metavar="DIR", help=say("opt.flow_gold"))]

NightlyOpt = Annotated[str, typer.Option("--nightly", metavar="CRON", help=say("opt.nightly"))]
WeeklyOpt = Annotated[str, typer.Option("--weekly", metavar="CRON", help=say("opt.weekly"))]
ZoneOpt = Annotated[str, typer.Option("--timezone", metavar="ZONE", help=say("opt.timezone"))]
PortOpt = Annotated[int, typer.Option("--port", min=1, max=65535, help=say("opt.port"))]

flows_app = typer.Typer(no_args_is_help=False, rich_markup_mode=None)


@flows_app.command("run", help=say("help.flows"))
def run_flow(
    out: OutOpt,
    sources: SourcesArg = None,
    source_list: ListOpt = None,
    processes: ProcessesOpt = 2,
    name: NameOpt = None,
    cut: CutOpt = CUT,
    ocr: OcrOpt = OcrMode.AUTO,
    batch: BatchOpt = 2.0,
    ocr_at_once: OcrAtOnceOpt = None,
    runner: RunnerOpt = Runner.THREADS,
    dask: DaskOpt = None,
    work_store: WorkStoreOpt = None,
    fresh: FreshOpt = False,
    expectations: ExpectOpt = None,
    profile: ProfileOpt = Profile.INTERNAL,
    weights: WeightsOpt = None,
    register: RegisterOpt = None,
    gold: GoldOpt = None,
    hmt_label: LabelOpt = DEFAULT_LABEL.value,
    hmt_counted: CountedOpt = "none",
    wait: WaitOpt = 0.0,
    ledger: LedgerOpt = None,
    webhook: WebhookOpt = None,
    log_json: LogJsonOpt = False,
    quiet: QuietOpt = False,
) -> int:
    """Make a release as a Prefect flow."""
    _remember(webhook)
    from flows.asked import DatasetSettings
    from flows.environment import prepare
    from flows.server import temporary_server

    asked = DatasetSettings(
        sources=sources or [], source_lists=source_list or [], out=out, name=name, registers=register or [], gold=gold,
        expectations=expectations, weights=weights, ledger=ledger, cut=cut, ocr=ocr, profile=profile,
        hmt_label=hmt_label, hmt_counted=hmt_counted, fresh=fresh, wait=wait, processes=processes,
        batch_bytes=int(batch * MEGABYTE), ocr_at_once=ocr_at_once,
        runner=Runner.DASK if dask else runner, dask=dask, work_store=work_store,
    )  # fmt: skip
    if log_json:
        write_json_logs()
    typer.echo(say("starting"), err=True)
    prepare(out)
    with temporary_server():
        from flows.build_dataset import run_flow as run_here

        with progress_bar(quiet) as progress:
            result = run_here(asked, progress)
        return close(result)


@flows_app.command("serve", help=say("help.flows.serve"))
def serve_flows(
    out: OutOpt,
    sources: SourcesArg = None,
    source_list: ListOpt = None,
    processes: ProcessesOpt = 2,
    name: NameOpt = None,
    nightly: NightlyOpt = "30 2 * * *",
    weekly: WeeklyOpt = "0 4 * * 0",
    timezone: ZoneOpt = "Asia/Shanghai",
    port: PortOpt = 4200,
    gold: GoldOpt = None,
    expectations: ExpectOpt = None,
    ledger: LedgerOpt = None,
    webhook: WebhookOpt = None,
) -> None:
    """Keep a dataset up to date by schedule until the process is ended."""
    _remember(webhook)
    from flows.asked import DatasetSettings
    from flows.environment import prepare
    from flows.server import temporary_server

    asked = DatasetSettings(
        sources=[_from_anywhere(source) for source in sources or ()],
        source_lists=[path.absolute() for path in source_list or ()], out=out.absolute(), name=name, gold=gold,
        expectations=expectations, ledger=ledger, processes=processes,
    )  # fmt: skip
    prepare(out)
    with temporary_server(port, spare=False):
        from flows.serving import Schedules, serve

        typer.echo(say("serving.flows", address=os.environ.get("PREFECT_API_URL", "").removesuffix("/api")), err=True)
        serve(asked, Schedules(nightly, weekly, timezone))


def _remember(webhook: str | None) -> None:
    """The webhook goes through the environment: Prefect would keep a parameter in its database."""
    if address := named_webhook(webhook):
        os.environ[VARIABLE] = address


def _from_anywhere(source: str) -> str:
    """A source as a run finds it that starts in another folder."""
    return source if is_address(source) else str(Path(source).absolute())
