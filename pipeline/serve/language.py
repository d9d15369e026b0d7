"""The two languages of the pages: every text once in `data/texts*.toml`, Chinese and English side by side; which one a request wants."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from pipeline.paths import data_file
from pipeline.publish.study.words import value as listed

COOKIE = "youcheng_lang"
LANGUAGES = ("zh", "en")
FILES = ("texts.toml", "review.toml")


def choose(asked: str | None, cookie: str | None, accepts: str) -> str:
    """The language asked for in the address, else the one chosen before, else the browser's, else Chinese."""
    for named in (asked, cookie):
        if named in LANGUAGES:
            return named
    heads = [part.strip()[:2].lower() for part in accepts.split(",")]
    return next((head for head in heads if head in LANGUAGES), "zh")


def text(lang: str, key: str, **values: object) -> str:
    """The text of a key in a language, with its {values} filled in. Raises `KeyError` for a key that no file has."""
    zh, en = _texts()[key]
    words = zh if lang == "zh" else en
    return words.format(**values) if values else words


def word(lang: str, kind: str, value: object) -> str:
    """A value of a closed list (`relation`, `measure` …) in words; itself where no list has it, as the words of documents."""
    found = _texts().get(f"{kind}.{value}") or listed(str(value))
    return found[0 if lang == "zh" else 1]


@cache
def _texts() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for name in FILES:
        path = data_file("pipeline.serve", name)
        if path.is_file():
            found |= _flat("", tomllib.loads(path.read_text(encoding="utf-8")))
    return found


def _flat(prefix: str, table: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """`[nav] home = [zh, en]` is `nav.home`."""
    found: dict[str, tuple[str, str]] = {}
    for key, value in table.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            found |= _flat(f"{name}.", value)
        else:
            found[name] = (str(value[0]), str(value[1]))
    return found
