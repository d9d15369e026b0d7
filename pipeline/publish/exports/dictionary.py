"""What each table and column means, in both languages: the data dictionary of a release."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ReleaseError
from pipeline.paths import data_file

if TYPE_CHECKING:
    from pipeline.publish.tables import Table

Texts = tuple[str, str]  # English, Chinese
TYPES = {"text": "string", "int": "integer", "real": "number", "bool": "boolean"}


@cache
def _data() -> dict[str, dict[str, object]]:
    return tomllib.loads(data_file("pipeline.publish", "dictionary.toml").read_text(encoding="utf-8"))


def table_title(table: str) -> Texts:
    """What a table holds. Raises `ReleaseError` for one that the dictionary does not know."""
    return _texts(_data()["table"].get(table), table)


def column_text(table: str, column: str) -> Texts:
    """What a column means in a table. Raises `ReleaseError` for one that the dictionary does not know."""
    own = _data().get("of", {}).get(table)
    found = own.get(column) if isinstance(own, dict) else None
    return _texts(found or _data()["column"].get(column), f"{table}.{column}")


def _texts(found: object, name: str) -> Texts:
    if not (isinstance(found, list) and len(found) == 2):
        raise ReleaseError(f"the data dictionary does not know '{name}'")
    return str(found[0]), str(found[1])


def write_dictionary(path: Path, tables: Iterable[Table]) -> None:
    """The dictionary as one Markdown page."""
    path.write_text("\n".join(_lines(tables)) + "\n", encoding="utf-8")


def _lines(tables: Iterable[Table]) -> Iterator[str]:
    yield "# Data dictionary · 数据字典"
    for table in tables:
        english, chinese = table_title(table.name)
        yield f"\n## {table.name}\n\n{english} · {chinese}\n\n| column | type | meaning | 含义 |\n|---|---|---|---|"
        for name, kind in table.columns:
            texts = column_text(table.name, name)
            yield f"| {name} | {TYPES[kind]} | {texts[0]} | {texts[1]} |"
