"""Which column holds what: each thing takes the column whose head is the surest for it, each column is taken once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache

from pipeline.paths import data_file

Column = str  # home, partner, country, date, relation, home_id, partner_id


@cache
def _heads() -> dict[Column, tuple[re.Pattern[str], ...]]:
    with data_file("pipeline.extract.rules", "register.toml").open("rb") as file:
        tables = tomllib.load(file)
    return {name: tuple(re.compile(head) for head in table["heads"]) for name, table in tables.items()}


def known_columns(heads: Mapping[int, str]) -> dict[Column, int]:
    """What the columns with these heads hold; `heads` by column, in any spelling."""
    words = {column: " ".join(head.strip().lower().split()) for column, head in heads.items()}
    fitting = sorted(
        (rank, order, column, name)
        for order, (name, patterns) in enumerate(_heads().items())
        for rank, pattern in enumerate(patterns)
        for column, head in words.items()
        if pattern.fullmatch(head)
    )
    found: dict[Column, int] = {}
    for _, _, column, name in fitting:
        if name not in found and column not in found.values():
            found[name] = column
    return found


def is_register(columns: Mapping[Column, int]) -> bool:
    """Do these columns name both sides of a tie?"""
    return bool({"home", "home_id"} & columns.keys()) and bool({"partner", "partner_id"} & columns.keys())
