"""`release`: which releases there are, how two of them differ, and the word of a person that makes a candidate the latest one."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import ReleaseError
from pipeline.messages import say
from pipeline.publish.diff import Change, diff
from pipeline.publish.lookup import find_releases
from pipeline.publish.pins import pin, pinned, unpin
from pipeline.publish.promote import latest, promote, promotions
from pipeline.publish.release import DATABASE
from pipeline.store.lock import locked

release_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
ReleaseArg = Annotated[Path, typer.Argument(help=say("opt.release"), show_default=False)]
FolderOpt = Annotated[Path, typer.Option("--out", metavar="DIR", help=say("opt.folder"))]


@release_app.command("list", help=say("help.release.list"))
def list_releases(folder: FolderOpt = Path("outputs")) -> None:
    """Print each release with who promoted it when; the latest one is marked."""
    _exists(folder)
    pins = pinned(folder)
    now, told = latest(folder), {record["release"]: record for record in promotions(folder)}
    for path in sorted(path for path in folder.iterdir() if (path / DATABASE).is_file() and not path.is_symlink()):
        record = told.get(path.name, {})
        mark = "*" if now and path.resolve() == now else " "
        pin_words = say("pinned", release="", why=pins[path.name]).strip() if path.name in pins else ""
        words = (record.get("at", "candidate"), record.get("by", ""), record.get("why", ""), pin_words)
        typer.echo(" ".join([mark, path.name, *(str(word) for word in words if word)]))


@release_app.command("diff", help=say("help.release.diff"))
def diff_releases(
    a: ReleaseArg, b: ReleaseArg, as_json: Annotated[bool, typer.Option("--json", help=say("opt.json"))] = False
) -> None:
    """Print every fact that differs."""
    changes = diff(_one(a), _one(b))
    if as_json:
        typer.echo(json.dumps([asdict(change) for change in changes], ensure_ascii=False, indent=1, default=str))
    else:
        typer.echo("\n".join(_lines(changes)))


@release_app.command("promote", help=say("help.release.promote"))
def promote_release(
    name: Annotated[str, typer.Argument(metavar="RELEASE")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help=say("opt.by"), show_default=False)],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help=say("opt.why"), show_default=False)],
    folder: FolderOpt = Path("outputs"),
) -> None:
    """Make a candidate the latest release."""
    _exists(folder)
    with locked(folder):
        release = promote(folder, name, by=by, why=why)
    typer.echo(say("lies", release=release))


@release_app.command("pin", help=say("help.release.pin"))
def pin_release(
    name: Annotated[str, typer.Argument(metavar="RELEASE")],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help=say("opt.why_pinned"), show_default=False)],
    folder: FolderOpt = Path("outputs"),
    remove: Annotated[bool, typer.Option("--remove", help=say("opt.unpin"))] = False,
) -> None:
    """Pin a release, or take its pin away."""
    _exists(folder)
    with locked(folder):
        unpin(folder, name, why=why) if remove else pin(folder, name, why=why)
    typer.echo(say("unpinned" if remove else "pinned", release=name, why=why))


def _exists(folder: Path) -> None:
    if not folder.is_dir():
        raise ReleaseError("no such folder", document=str(folder))


def _one(path: Path) -> Path:
    """The one release that a path stands for. Raises `ReleaseError` where it holds the releases of several datasets."""
    found = find_releases(path)
    if len(found) > 1:
        raise ReleaseError("several datasets: name a release", document=str(path))
    return found[0]


def _lines(changes: list[Change]) -> Iterator[str]:
    sums = Counter(change.what for change in changes)
    yield ", ".join(f"{what} {sums[what]}" for what in ("came", "went", "changed"))
    for change in changes:
        yield f"{change.what} {change.type} {change.fact_id}: {change.why}"
        for name in sorted(set(change.before) | set(change.after)):
            before, after = change.before.get(name), change.after.get(name)
            if (before or after) and (name != "fact_id"):
                yield f"  {name}: {before if change.before else ''} → {after if change.after else ''}"
