"""`models`: gold dealt out into splits, models and calibration made from it.

What trains is imported by the command that does: scikit-learn and spaCy take seconds, which every other command would pay.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.messages import say

GOLD, MODELS = Path("corpora/gold"), Path("models")

models_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@models_app.command("split", help=say("help.models.split"))
def split(
    gold: Annotated[Path, typer.Option("--gold", metavar="DIR", help=say("opt.gold"))] = GOLD,
) -> None:
    """Write the gold folder's `splits.toml` and print how many documents each split has."""
    from pipeline.learn.splits import write_splits

    for name, documents in write_splits(gold).items():
        typer.echo(f"{name:12} {len(documents):4}")


@models_app.command("transliteration", help=say("help.models.transliteration"))
def transliteration(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help=say("opt.models"))] = MODELS,
) -> None:
    """Write the table of characters and Latin letters with its card below `out`; prints a line a step."""
    from pipeline.learn.transliteration import train_transliteration

    train_transliteration(out, typer.echo)


@models_app.command("train", help=say("help.models.train"))
def train(
    gold: Annotated[Path, typer.Option("--gold", metavar="DIR", help=say("opt.gold"))] = GOLD,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help=say("opt.models"))] = MODELS,
) -> None:
    """Write every model with its card below `out`; prints a line a step."""
    from pipeline.learn.make import make_models

    make_models(gold, out, typer.echo)
