"""The pattern data of the rules for counts, compiled once and kept; what each pattern is for stands beside it in the file."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from pipeline.paths import data_file


@cache
def _tables() -> dict[str, dict[str, str]]:
    with data_file("pipeline.extract.rules", "counts.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def pattern(name: str, key: str = "pattern") -> re.Pattern[str]:
    """The compiled pattern of table `name`; a name that the file lacks raises `KeyError`."""
    return re.compile(_tables()[name][key])


def says(name: str, text: str, start: int = 0, end: int | None = None) -> bool:
    """Do the words of table `name` occur in `text[start:end]`?"""
    return pattern(name).search(text, max(0, start), len(text) if end is None else end) is not None
