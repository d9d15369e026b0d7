"""`table`: a table as reports draw them, from a release; with its stated totals, its warnings and the note under it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import UsageError
from pipeline.messages import is_chinese, say
from pipeline.publish.opened import open_release
from pipeline.publish.study.study import Study, plain
from pipeline.publish.study.words import Words, head


def table(
    name: Annotated[str, typer.Argument(metavar="NAME", help=say("opt.table"))],
    release: Annotated[Path, typer.Option("--release", metavar="DIR", help=say("opt.release"))] = Path("outputs"),
    home: Annotated[str | None, typer.Option("--home", metavar="ID", help=say("opt.home"))] = None,
    within: Annotated[str | None, typer.Option("--within", metavar="ID", help=say("opt.within"))] = None,
    document: Annotated[str | None, typer.Option("--document", metavar="NAME", help=say("opt.document"))] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=say("opt.as_of"))] = None,
    scheme: Annotated[str | None, typer.Option("--scheme", metavar="KEY", help=say("opt.scheme"))] = None,
    places: Annotated[list[str] | None, typer.Option("--place", metavar="ID", help=say("opt.places"))] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help=say("opt.csv"))] = False,
    facts: Annotated[bool, typer.Option("--facts", help=say("opt.facts"))] = False,
) -> None:
    """Print one table; with `--facts` its twin, each cell with the ids of the facts that it rests on."""
    if name == "list":
        from pipeline.publish.study.catalogue import TABLES

        typer.echo("\n".join(TABLES))
        return
    if facts and not as_csv:
        raise UsageError("--facts goes with --csv")
    study = open_release(release).table(
        name, home=home, within=within, document=document, as_of=as_of, scheme=scheme, places=places or ()
    )
    if as_csv:
        typer.echo(study.to_csv(facts=facts), nl=False)
    else:
        typer.echo(_shown(study))


def _shown(study: Study) -> str:
    """The table for people, in their language; columns that hold nothing are left out."""

    def own(words: Words) -> str:
        return words.zh if is_chinese() else words.en

    other = "_en" if is_chinese() else "_zh"
    frame = study.frame.dropna(axis="columns", how="all")
    frame = frame[[column for column in frame.columns if not column.endswith(other)]]
    frame = frame.rename(columns={column: own(head(column)) for column in frame.columns})
    under = [own(words) for group in (study.told(), study.warnings, study.remarks, (study.note,)) for words in group]
    cells = frame.astype("object").map(lambda value: plain(value) or "")
    return "\n".join([own(study.title), "", cells.to_string(index=False), "", *under])
