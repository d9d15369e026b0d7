"""The patterns of the rules for remarks, compiled once and kept; the file says what each is for."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from pipeline.paths import data_file


@cache
def _tables() -> dict[str, dict[str, str]]:
    with data_file("pipeline.extract.rules", "remarks.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The compiled pattern of table `name`; a name that the file lacks raises `KeyError`."""
    return re.compile(_tables()[name]["pattern"])


def examples() -> dict[str, str]:
    """The example of each pattern, by its name."""
    return {name: table["example"] for name, table in _tables().items()}
