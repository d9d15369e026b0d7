"""What the report says, in both languages, and how both stand in one page: the reader's choice hides the other."""

from __future__ import annotations

import tomllib
from functools import cache
from html import escape
from typing import Any

from pipeline.paths import data_file
from pipeline.publish.study.words import Words

ROOM = "pipeline.publish.report"


@cache
def texts() -> dict[str, Any]:
    """The report's words by their key."""
    return tomllib.loads(data_file(ROOM, "report.toml").read_text(encoding="utf-8"))


@cache
def style() -> str:
    """The report's style sheet."""
    return data_file(ROOM, "report.css").read_text(encoding="utf-8")


def say(key: str, **values: object) -> Words:
    """A text of the report with its values filled in."""
    zh, en = texts()[key]
    return Words(zh.format(**values), en.format(**values))


def both(words: Words, tag: str = "span") -> str:
    """Both languages, marked so that one is shown; once where they are the same."""
    if words.zh == words.en:
        return f"<{tag}>{escape(words.zh)}</{tag}>"
    return (
        f'<{tag} class="zh" lang="zh">{escape(words.zh)}</{tag}><{tag} class="en" lang="en">{escape(words.en)}</{tag}>'
    )
