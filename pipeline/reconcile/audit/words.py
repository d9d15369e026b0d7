"""The words that audits go by, and the sentences that they say, in both languages; both are data."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from pipeline.paths import data_file

ROOM = "pipeline.reconcile.audit"


@cache
def _words() -> dict[str, dict[str, str]]:
    with data_file(ROOM, "words.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _sentences() -> dict[str, dict[str, str]]:
    with data_file(ROOM, "says.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def word_pattern(name: str) -> re.Pattern[str]:
    """The compiled pattern of entry `name` of words.toml; a name that the file lacks raises `KeyError`."""
    return re.compile(_words()[name]["pattern"])


def sentence(name: str, /, **values: object) -> tuple[str, str]:
    """The sentence `name` in English and Chinese with its values; a missing value raises `KeyError`."""
    both = _sentences()[name]
    return both["en"].format(**values), both["zh"].format(**values)


def sentence_names() -> tuple[str, ...]:
    """All sentences that the audits can say."""
    return tuple(_sentences())


def word_examples() -> dict[str, tuple[str, str]]:
    """Of each entry of words.toml the example that it must find and the one that it must leave."""
    return {name: (entry["finds"], entry["leaves"]) for name, entry in _words().items()}
