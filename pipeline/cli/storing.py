"""`store`: the work store of an output folder and its old releases, tidied up."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.building import WorkStoreOpt
from pipeline.messages import say
from pipeline.run import WORK
from pipeline.store.files import work_store as named_store
from pipeline.tidy import tidy

store_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@store_app.callback()
def _store() -> None:
    """Keeps `gc` a command of its own: Typer would drop the name of an only child."""


@store_app.command("gc", help=say("help.store.gc"))
def collect(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help=say("opt.folder"), show_default=False)],
    keep: Annotated[int, typer.Option("--keep", min=1, metavar="N", help=say("opt.keep"))] = 10,
    work_store: WorkStoreOpt = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("opt.dry_gc"))] = False,
) -> None:
    """Print what goes and remove it."""
    gone = tidy(out, named_store(work_store) if work_store else out / WORK, keep=keep, dry=dry_run)
    for release in gone.releases:
        typer.echo(str(release))
    counts = {"releases": len(gone.releases), "parts": len(gone.parts), "megabytes": f"{gone.size / 1e6:.1f}"}
    typer.echo(say("tidied.dry" if dry_run else "tidied", **counts))
