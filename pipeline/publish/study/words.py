"""Words in both languages, and the room's data files as mappings."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any, NamedTuple

from pipeline.paths import data_file


class Words(NamedTuple):
    """One text in both languages."""

    zh: str
    en: str


@cache
def data(name: str) -> dict[str, Any]:
    """A data file of this room by its name without `.toml`; it is not to be changed by who reads it."""
    return tomllib.loads(data_file("pipeline.publish.study", f"{name}.toml").read_text(encoding="utf-8"))


def title(table: str) -> Words:
    """The title of a table."""
    return Words(*data("titles")["table"][table])


def head(column: str) -> Words:
    """The head of a column; its own name where the titles do not have it (a place's name)."""
    front, colon, rest = column.partition(": ")
    if colon and front in data("titles")["prefix"]:
        zh, en = data("titles")["prefix"][front]
        return Words(f"{zh}：{rest}", f"{en}: {rest}")
    return Words(*data("titles")["column"].get(column, (column, column)))


def value(word: str) -> Words:
    """A word of a closed list in both languages (`problem`, `culture_sports`); itself where it is none."""
    ours = data("crosswalk")["ours"].get(word)
    return Words(*(ours or data("titles")["value"].get(word, (word, word))))


def text(key: str, **values: object) -> Words:
    """A sentence of the titles' list with its values filled in."""
    zh, en = data("titles")["text"][key]
    return Words(zh.format(**values), en.format(**values))
