"""The models of this process: which there are, and from which probability on their word is taken."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline.extract.ml.linear import LinearModel, read_model
from pipeline.paths import models_folder

FILE = "weights.json"
NAMES = ("tie", "relation", "activity", "category")


@dataclass(frozen=True, slots=True)
class Models:
    """A model is None where it is not in use: its card says why."""

    tie: LinearModel | None = None
    relation: LinearModel | None = None
    activity: LinearModel | None = None
    category: LinearModel | None = None


@cache
def models() -> Models:
    """The models that `models/` holds weights of, loaded once. Raises `ModelBroken`."""
    paths = {name: models_folder() / name / FILE for name in NAMES}
    return Models(**{name: read_model(path) for name, path in paths.items() if path.is_file()})
