"""The command and its ends: commands are registered here, errors become one line and an exit code."""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from pipeline.cli.annotating import annotate
from pipeline.cli.building import run
from pipeline.cli.citing import cite
from pipeline.cli.evaluating import evaluate
from pipeline.cli.explaining import explain
from pipeline.cli.flowing import flows_app
from pipeline.cli.learning import models_app
from pipeline.cli.ledgering import ledger_app
from pipeline.cli.looking import places, read
from pipeline.cli.querying import query
from pipeline.cli.releasing import release_app
from pipeline.cli.reporting import report
from pipeline.cli.reviewing import review_app
from pipeline.cli.serving import serve_app
from pipeline.cli.storing import store_app
from pipeline.cli.tabling import table
from pipeline.errors import UsageError, YouchengError
from pipeline.messages import say

WRONG_CALL, NOTHING_DONE, INTERRUPTED = 2, 1, 130
# Typer brings its own copy of click; its errors are the kin of the one that it makes public.
_ClickError: type[Exception] = typer.BadParameter.__mro__[2]

app = typer.Typer(help=say("help"), no_args_is_help=False, add_completion=False, rich_markup_mode=None)
app.command(help=say("help.run"))(run)
app.add_typer(flows_app, name="flows", help=say("help.flows"))
app.command(help=say("help.explain"))(explain)
app.command(help=say("help.evaluate"))(evaluate)
app.command(help=say("help.query"))(query)
app.command(help=say("help.cite"))(cite)
app.command(help=say("help.table"))(table)
app.command(help=say("help.report"))(report)
app.add_typer(release_app, name="release", help=say("help.release"))
app.add_typer(serve_app, name="serve", help=say("help.serve"))
app.add_typer(review_app, name="review", help=say("help.review"))
app.add_typer(ledger_app, name="ledger", help=say("help.ledger"))
app.add_typer(store_app, name="store", help=say("help.store"))
app.add_typer(models_app, name="models", help=say("help.models"))
app.command(help=say("help.read"))(read)
app.command(help=say("help.places"))(places)
app.command(help=say("help.annotate"))(annotate)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"youcheng {version('youcheng')}")
        raise typer.Exit


@app.callback()
def _root(
    shown: Annotated[
        bool, typer.Option("--version", help=say("help.version"), callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Options of the command itself."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command with `arguments` (default: those of the process) and leave with its exit code."""
    sys.exit(_run(arguments))


def _run(arguments: list[str] | None) -> int:
    try:
        code = app(arguments, prog_name="youcheng", standalone_mode=False)
    except _ClickError as error:
        return _complain(_words(error), WRONG_CALL)
    except UsageError as error:
        return _complain(str(error), WRONG_CALL)
    except YouchengError as error:
        return _complain(str(error), NOTHING_DONE)
    except (typer.Abort, KeyboardInterrupt):
        return _complain(say("error.interrupted"), INTERRUPTED)
    except BrokenPipeError:  # the reader of our output has gone: `youcheng … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _complain(f"{error.filename or ''}: {error.strerror}".removeprefix(": "), NOTHING_DONE)
    return code if isinstance(code, int) else 0


def _complain(words: str, code: int) -> int:
    print("youcheng:", " ".join(words.split()), file=sys.stderr)
    return code


def _words(error: Exception) -> str:
    """A parser's error as one line that names the argument."""
    kind = type(error).__name__
    message = str(getattr(error, "message", "")) or str(error)
    parameter = getattr(error, "param", None)
    name = str(getattr(parameter, "opts", [""])[0] or "") if parameter is not None else ""
    if parameter is not None and not name.startswith("-"):
        name = str(getattr(parameter, "metavar", None) or getattr(parameter, "name", ""))
    if kind == "NoSuchOption":
        text = say("error.option", name=getattr(error, "option_name", message))
    elif kind == "MissingParameter":
        text = say("error.missing", name=name)
    elif name:
        text = say("error.value", name=name, message=message)
    else:
        text = message
    return say("error.usage", message=text.rstrip("."))
