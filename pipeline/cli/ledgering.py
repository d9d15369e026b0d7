"""`ledger`: what people decided, kept safe: backup and restore, the chain proved, lines for git."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import UsageError
from pipeline.messages import say
from pipeline.store.ledger import find_ledger, ledger_of

ledger_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
FolderOpt = Annotated[Path, typer.Option("--out", metavar="DIR", help=say("opt.folder"))]
LedgerOpt = Annotated[str | None, typer.Option("--ledger", metavar="URL", help=say("opt.ledger"))]
FileArg = Annotated[Path, typer.Argument(metavar="FILE", help=say("opt.ledger_file"))]
OUTPUTS = Path("outputs")


@ledger_app.command("verify", help=say("help.ledger.verify"))
def verify(folder: FolderOpt = OUTPUTS, ledger: LedgerOpt = None) -> None:
    """Prove the chain."""
    from pipeline.store.ledger.ledger import Ledger

    with Ledger.open(_there(folder, ledger)) as opened:
        typer.echo(say("ledger.whole", number=opened.verify()))


@ledger_app.command("backup", help=say("help.ledger.backup"))
def backup(file: FileArg, folder: FolderOpt = OUTPUTS, ledger: LedgerOpt = None) -> None:
    """Copy the ledger into a new file."""
    from pipeline.store.ledger.ledger import Ledger
    from pipeline.store.ledger.moving import backup as copy

    with Ledger.open(_there(folder, ledger)) as opened:
        typer.echo(say("ledger.taken", number=copy(opened, file), place=file))


@ledger_app.command("restore", help=say("help.ledger.restore"))
def restore(file: FileArg, folder: FolderOpt = OUTPUTS, ledger: LedgerOpt = None) -> None:
    """Put back what a backup has."""
    from pipeline.store.ledger.ledger import Ledger
    from pipeline.store.ledger.moving import restore as put_back

    with Ledger.open(_here(folder, ledger)) as opened:
        typer.echo(say("ledger.came", number=put_back(opened, file)))


@ledger_app.command("export", help=say("help.ledger.export"))
def export(file: FileArg, folder: FolderOpt = OUTPUTS, ledger: LedgerOpt = None) -> None:
    """Write the chain as JSON lines."""
    from pipeline.store.ledger.ledger import Ledger
    from pipeline.store.ledger.moving import export_lines

    with Ledger.open(_there(folder, ledger)) as opened:
        lines = list(export_lines(opened))
    file.write_text("".join(lines), encoding="utf-8")
    typer.echo(say("ledger.taken", number=len(lines), place=file))


@ledger_app.command("import", help=say("help.ledger.import"))
def import_file(file: FileArg, folder: FolderOpt = OUTPUTS, ledger: LedgerOpt = None) -> None:
    """Append what exported lines have and the ledger lacks."""
    from pipeline.store.ledger.ledger import Ledger
    from pipeline.store.ledger.moving import import_lines

    with Ledger.open(_here(folder, ledger)) as opened:
        typer.echo(say("ledger.came", number=import_lines(opened, file)))


def _there(folder: Path, named: str | None) -> str:
    """A ledger that must be there already. Raises `UsageError`."""
    found = find_ledger(folder, named)
    if found is None:
        raise UsageError(say("ledger.none", folder=folder))
    return found


def _here(folder: Path, named: str | None) -> str:
    if named is None and not folder.is_dir():
        raise UsageError("no such folder", document=str(folder))
    return ledger_of(folder, named)
