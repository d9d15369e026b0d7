"""`query`: one SELECT over the tables of a release, as a table for people, CSV or JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import UsageError
from pipeline.messages import say
from pipeline.publish.opened import open_release


def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help=say("opt.sql"))],
    release: Annotated[Path, typer.Option("--release", metavar="DIR", help=say("opt.release"))] = Path("outputs"),
    as_csv: Annotated[bool, typer.Option("--csv", help=say("opt.csv"))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=say("opt.json"))] = False,
) -> None:
    """Print the answer; nothing can be written and no other file read."""
    if as_csv and as_json:
        raise UsageError("--csv or --json, not both")
    answer = open_release(release).sql(sql)
    if as_csv:
        typer.echo(answer.to_csv(index=False), nl=False)
    elif as_json:
        typer.echo(answer.to_json(orient="records", force_ascii=False, date_format="iso"))
    else:
        typer.echo(answer.to_string(index=False, na_rep=""))
