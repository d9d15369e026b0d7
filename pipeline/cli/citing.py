"""`cite`: a fact's citation with the quotes, lines and printed pages that it leads to; without a fact, the whole bibliography."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.messages import say
from pipeline.publish.citing.resolve import release_of
from pipeline.publish.opened import Release


def cite(
    fact: Annotated[str | None, typer.Argument(metavar="FACT[@RELEASE]", help=say("opt.fact"))] = None,
    style: Annotated[str, typer.Option("--style", metavar="STYLE", help=say("opt.style"))] = "gbt7714",
    release: Annotated[Path, typer.Option("--release", metavar="DIR", help=say("opt.release"))] = Path("outputs"),
) -> None:
    """Print the citation; one that names its release is looked for in that, not in the latest one."""
    opened = Release(release_of(release, fact or ""))
    typer.echo(opened.cite(fact, style) if fact else opened.bibliography(style), nl=False)
