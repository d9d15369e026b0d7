"""`serve`: the pages for researchers and reviewers, and the people who may use them."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from typer.core import TyperGroup

from pipeline.errors import ReleaseError, UsageError
from pipeline.messages import say

if TYPE_CHECKING:
    from pipeline.serve.options import BaseMap
    from pipeline.serve.users import Users

USERS = "users.json"
DEFAULT = "start"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})


class _StartUnlessNamed(TyperGroup):
    """`serve RELEASE` starts the server; only `serve user …` is anything else."""

    def parse_args(self, ctx: object, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ("--help", "-h"):
            args = [DEFAULT, *args]
        return list(super().parse_args(cast(Any, ctx), args))


serve_app = typer.Typer(cls=_StartUnlessNamed, no_args_is_help=True, rich_markup_mode=None)
user_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
serve_app.add_typer(user_app, name="user", help=say("help.serve.user"))
NameArg = Annotated[str, typer.Argument(metavar="NAME", help=say("opt.user"))]
FileOpt = Annotated[Path, typer.Option("--users", metavar="FILE", help=say("opt.users"))]
DEFAULT_FILE = Path("outputs") / USERS


@serve_app.command(DEFAULT, help=say("help.serve.start"))
def start(
    release: Annotated[Path, typer.Argument(metavar="RELEASE", help=say("opt.release"))],
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help=say("opt.port"))] = 8001,
    host: Annotated[str, typer.Option("--host", help=say("opt.host"))] = "127.0.0.1",
    ledger: Annotated[str | None, typer.Option("--ledger", metavar="URL", help=say("opt.ledger"))] = None,
    users: Annotated[Path | None, typer.Option("--users", metavar="FILE", help=say("opt.users"))] = None,
    corpus: Annotated[list[Path] | None, typer.Option("--corpus", metavar="DIR", help=say("opt.corpus"))] = None,
    closed: Annotated[bool, typer.Option("--closed/--open", help=say("opt.closed"))] = False,
    https: Annotated[bool, typer.Option("--https", help=say("opt.https"))] = False,
    base_map: Annotated[Path | None, typer.Option("--map", metavar="FILE", help=say("opt.map"))] = None,
    map_number: Annotated[
        str | None, typer.Option("--map-number", metavar="审图号", help=say("opt.map_number"))
    ] = None,
    map_bounds: Annotated[
        str | None, typer.Option("--map-bounds", metavar="W,S,E,N", help=say("opt.map_bounds"))
    ] = None,
) -> None:
    """Serve one release until it is interrupted."""
    import uvicorn

    from pipeline.publish.lookup import find_releases
    from pipeline.serve.app import make_app
    from pipeline.serve.fact_evidence import warm_pages
    from pipeline.serve.options import Options
    from pipeline.store.ledger import ledger_of

    found = find_releases(release)
    if len(found) > 1:
        raise ReleaseError("several datasets: name the folder of one", document=str(release))
    folder = found[0].parent
    options = Options(
        release=found[0],
        ledger=ledger_of(folder, ledger),
        users=users or folder / USERS,
        closed=closed,
        secure=https,
        hosts=LOOPBACK if host in LOOPBACK and not https else frozenset(),
        base_map=_base_map(base_map, map_number, map_bounds),
        corpus=tuple(corpus or ()),
    )
    served = make_app(options, progress=_told)
    warm_pages(options)
    typer.echo(say("serve.at", address=f"http://{host}:{port}/"), err=True)
    signal.signal(
        signal.SIGTERM, lambda *_: sys.exit(0)
    )  # asked to end, it ends as by hand: workers and ledger are let go
    # Addresses are those of the other end, unless a proxy that the operator runs on this machine says otherwise.
    uvicorn.run(served.asgi, host=host, port=port, log_level="warning", proxy_headers=https, server_header=False)


def _told(done: int, whole: int) -> None:
    """One line that is written over as the search index grows; quiet where nobody watches."""
    if sys.stderr.isatty():
        typer.echo(f"\r{say('indexing', percent=100 * done // max(1, whole))}", err=True, nl=done >= whole)


def _base_map(picture: Path | None, number: str | None, bounds: str | None) -> BaseMap | None:
    """The user's map. Raises `UsageError` for one without its number: a map that nobody approved is not shown."""
    from pipeline.serve.options import BaseMap

    if picture is None:
        if number or bounds:
            raise UsageError("--map-number and --map-bounds want a --map")
        return None
    if not number or not number.strip():
        raise UsageError("a map wants its approval number: --map-number 审图号")
    if not picture.is_file():
        raise UsageError("no such picture", document=str(picture))
    if bounds is None:
        return BaseMap(picture, number.strip())
    try:
        west, south, east, north = (float(part) for part in bounds.split(","))
    except ValueError as error:
        raise UsageError(f"'{bounds}' are no bounds such as 73,18,135,54") from error
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise UsageError(f"'{bounds}' are no bounds: west before east, south before north, in degrees")
    return BaseMap(picture, number.strip(), (west, south, east, north))


@user_app.command("add", help=say("help.serve.user.add"))
def add(
    name: NameArg,
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help=say("opt.role"))] = "reader",
    file: FileOpt = DEFAULT_FILE,
) -> None:
    """Add a person, or give one another role and password."""
    _users(file).add(name, role, _password())
    typer.echo(say("user.kept", name=name, role=role, place=file))


@user_app.command("token", help=say("help.serve.user.token"))
def token(name: NameArg, file: FileOpt = DEFAULT_FILE) -> None:
    """Print a new token for a program that works in a person's name."""
    typer.echo(_users(file).give_token(name))


@user_app.command("remove", help=say("help.serve.user.remove"))
def remove(name: NameArg, file: FileOpt = DEFAULT_FILE) -> None:
    """Remove a person; what they judged stays."""
    _users(file).remove(name)
    typer.echo(say("user.gone", name=name))


@user_app.command("list", help=say("help.serve.user.list"))
def listing(file: FileOpt = DEFAULT_FILE) -> None:
    """Print names and roles."""
    for name, role in _users(file).names().items():
        typer.echo(f"{name}\t{role}")


def _users(file: Path) -> Users:
    from pipeline.serve.users import Users

    return Users(file)


def _password() -> str:
    """Asked for twice at a terminal; else the first line of standard input."""
    if sys.stdin.isatty():
        return str(typer.prompt(say("user.password"), hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")
