"""`report`: the report of a release as one HTML file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from pipeline.messages import say
from pipeline.publish.opened import open_release


def report(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help=say("opt.report"), show_default=False)],
    release: Annotated[Path, typer.Option("--release", metavar="DIR", help=say("opt.release"))] = Path("outputs"),
) -> None:
    """Write the report; a file that is there is replaced in one step."""
    from pipeline.publish.report import report_html

    text = report_html(open_release(release))
    out.parent.mkdir(parents=True, exist_ok=True)
    new = out.with_name(f".{out.name}.{os.getpid()}")
    new.write_text(text, encoding="utf-8")
    new.replace(out)
    typer.echo(say("report.written", path=out))
