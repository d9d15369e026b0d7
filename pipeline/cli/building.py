"""`run`: a release made by this process and its workers; it closes with what was found and where it lies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from pipeline import run as stages
from pipeline.alarm import webhook as named_webhook
from pipeline.document import CUT, Settings
from pipeline.document import Progress as DocumentProgress
from pipeline.ingest.addresses import named_sources
from pipeline.logs import log_json as write_json_logs
from pipeline.messages import say
from pipeline.outcome import BuildResult
from pipeline.places.territories import DEFAULT_LABEL, territories
from pipeline.plan import Plan
from pipeline.publish.profile import Profile
from pipeline.read.ocr_settings import OcrMode, OcrSettings, check_mode
from pipeline.records.trouble import Trouble
from pipeline.store.files import work_store as named_store

NOTHING_DONE, HELD = 1, 3  # exit codes

SourcesArg = Annotated[list[str] | None, typer.Argument(metavar="[SOURCE...]", help=say("opt.sources"))]
ListOpt = Annotated[list[Path] | None, typer.Option("--sources", metavar="FILE", help=say("opt.source_list"))]
OutOpt = Annotated[Path, typer.Option("--out", metavar="DIR", help=say("opt.out"), show_default=False)]
ProcessesOpt = Annotated[int, typer.Option("--processes", min=1, metavar="N", help=say("opt.processes"))]
NameOpt = Annotated[str | None, typer.Option("--name", metavar="NAME", help=say("opt.name"))]
CutOpt = Annotated[float, typer.Option("--cut", min=0.0, max=1.0, metavar="P", help=say("opt.cut"))]
OcrOpt = Annotated[OcrMode, typer.Option("--ocr", help=say("opt.ocr"))]
FreshOpt = Annotated[bool, typer.Option("--fresh", help=say("opt.fresh"))]
ExpectOpt = Annotated[Path | None, typer.Option("--expectations", metavar="FILE", help=say("opt.expectations"))]
WeightsOpt = Annotated[Path | None, typer.Option("--weights", metavar="FILE", help=say("opt.weights"))]
RegisterOpt = Annotated[list[Path] | None, typer.Option("--register", metavar="FILE", help=say("opt.register"))]
LabelOpt = Annotated[str, typer.Option("--hmt-label", metavar="FORM", help=say("opt.hmt_label"))]
CountedOpt = Annotated[str, typer.Option("--hmt-counted", metavar="IDS", help=say("opt.hmt_counted"))]
WaitOpt = Annotated[float, typer.Option("--wait", min=0.0, metavar="SECONDS", help=say("opt.wait"))]
ProfileOpt = Annotated[Profile, typer.Option("--profile", help=say("opt.profile"))]
WebhookOpt = Annotated[str | None, typer.Option("--webhook", metavar="URL", help=say("opt.webhook"))]
LogJsonOpt = Annotated[bool, typer.Option("--log-json", help=say("opt.log_json"))]
DryRunOpt = Annotated[bool, typer.Option("--dry-run", help=say("opt.dry_run"))]
LedgerOpt = Annotated[str | None, typer.Option("--ledger", metavar="URL", help=say("opt.ledger"))]
WorkStoreOpt = Annotated[str | None, typer.Option("--work-store", metavar="URL", help=say("opt.work_store"))]
QuietOpt = Annotated[bool, typer.Option("--quiet", help=say("opt.quiet"))]


def run(
    out: OutOpt,
    sources: SourcesArg = None,
    source_list: ListOpt = None,
    processes: ProcessesOpt = 1,
    name: NameOpt = None,
    cut: CutOpt = CUT,
    ocr: OcrOpt = OcrMode.AUTO,
    fresh: FreshOpt = False,
    expectations: ExpectOpt = None,
    profile: ProfileOpt = Profile.INTERNAL,
    weights: WeightsOpt = None,
    register: RegisterOpt = None,
    hmt_label: LabelOpt = DEFAULT_LABEL.value,
    hmt_counted: CountedOpt = "none",
    wait: WaitOpt = 0.0,
    webhook: WebhookOpt = None,
    log_json: LogJsonOpt = False,
    dry_run: DryRunOpt = False,
    ledger: LedgerOpt = None,
    work_store: WorkStoreOpt = None,
    quiet: QuietOpt = False,
) -> int:
    """Make a release in this process and its workers."""
    stages.release_folder(out, name)
    named = named_sources(sources or (), source_list or ())
    check_mode(ocr)
    settings = Settings(
        cut=cut, ocr=OcrSettings(ocr), weights=weights, fresh=fresh, profile=profile, ledger=ledger,
        territories=territories(hmt_label, hmt_counted), kept=named_store(work_store) if work_store else None,
    )  # fmt: skip
    address = named_webhook(webhook)
    if log_json:
        write_json_logs()
    if dry_run:
        return tell_plan(*stages.look_ahead(named, out, name=name, settings=settings, registers=register or ()))
    with progress_bar(quiet) as progress:
        result = stages.build(
            named, out, name=name, processes=processes, settings=settings, progress=progress, wait=wait,
            expectations=expectations, registers=register or (), webhook=address,
            waiting=lambda holder: typer.echo(say("waiting", holder=holder), err=True),
        )  # fmt: skip
    return close(result)


@contextmanager
def progress_bar(quiet: bool) -> Iterator[DocumentProgress | None]:
    """A bar on stderr while the work goes on; nothing where nobody watches."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield None
        return
    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, TextColumn("{task.fields[name]}", markup=False), console=console, transient=True) as bar:
        task = bar.add_task(say("reading"), total=None, name="")

        def progress(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, name=name)

        yield progress


def tell_plan(todo: Plan, troubles: Sequence[Trouble]) -> int:
    """Print one line a document, what a run would do and why, and the sums; the exit code is that of a run that can do something."""
    for step in todo.steps:
        typer.echo(f"{say(f'work.{step.work}')}\t{step.document}\t{say(f'because.{step.why}')}")
    for name, gone in todo.withdrawn:
        typer.echo(f"{say('work.withdrawn')}\t{name}\t{say(f'gone.{gone}')}")
    for trouble in troubles:
        typer.echo(f"{say('work.trouble')}\t{trouble}")
    typer.echo(say("plan", **todo.work(), withdrawn=len(todo.withdrawn), troubles=len(troubles)))
    return 0 if todo.steps else NOTHING_DONE


def close(result: BuildResult) -> int:
    """Say what was found and what was not; the exit code is 1 where nothing could be done, 3 where the release is held back."""
    failed = result.nothing_done or bool(result.held)
    for line in result.summary():
        typer.echo(line, err=failed)
    return NOTHING_DONE if result.nothing_done else HELD if result.held else 0
