"""What Datasette says of the tables: titles and columns from the data dictionary of the release, in both languages."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from pipeline.paths import data_file


@cache
def dictionary() -> dict[str, Any]:
    """The data dictionary: `table`, `column` and `of.<table>`, each name with its English and Chinese words."""
    return tomllib.loads(data_file("pipeline.publish", "dictionary.toml").read_text(encoding="utf-8"))


def table_title(table: str, lang: str) -> str:
    """What a table holds; its name where the dictionary lacks it."""
    words = dictionary()["table"].get(table)
    return str(words[1 if lang == "zh" else 0]) if words else table


def column_title(table: str, column: str, lang: str) -> str:
    """What a column means, or nothing."""
    of = dictionary().get("of", {}).get(table, {})
    words = of.get(column) or dictionary()["column"].get(column)
    return str(words[1 if lang == "zh" else 0]) if words else ""


def metadata_of(database: str) -> dict[str, Any]:
    """Datasette's metadata of the release."""
    tables = {
        name: {"title": name, "description": f"{words[1]} · {words[0]}"}
        for name, words in dictionary()["table"].items()
    }
    return {"title": "友城 youcheng", "license": "CC-BY-4.0", "databases": {database: {"tables": tables}}}
