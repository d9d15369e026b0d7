"""Where the project's own data lies: inside the packages, opened through `importlib.resources`."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

ACCEPTANCE_VARIABLE = "YOUCHENG_ACCEPTANCE"


def data_file(room: str, name: str) -> Path:
    """A data file of a room, e.g. `data_file("pipeline.places", "gazetteer.sqlite")`."""
    return Path(str(files(room))) / "data" / name


def models_folder() -> Path:
    """The folder of the learned models: inside the installed package, beside it in a checkout."""
    package = Path(str(files("pipeline")))
    inside = package / "models"
    return inside if inside.is_dir() else package.parent / "models"


def cache_folder() -> Path:
    """The user's folder for what is costly to make again and belongs to no run (`XDG_CACHE_HOME`, else `~/.cache`)."""
    named = os.environ.get("XDG_CACHE_HOME")
    return (Path(named) if named else Path.home() / ".cache") / "youcheng"


def acceptance_folder() -> Path | None:
    """The folder of outside acceptance data (`YOUCHENG_ACCEPTANCE`, else `../shared`), or None where there is none."""
    named = os.environ.get(ACCEPTANCE_VARIABLE)
    folder = Path(named) if named else Path.cwd().parent / "shared"
    return folder if folder.is_dir() else None
