"""Each text is there in both languages, and each that a template or a page names is there at all."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from pipeline.serve.language import FILES, choose, text, word

ROOM = Path(__file__).parents[2] / "pipeline" / "serve"
NAMED = re.compile(r"""\b(?:t|say)\('([\w.-]+)'[,)]|Refused\(\d+, "([\w.-]+)\"""")


def flat(table: dict, prefix: str = "") -> dict:
    found = {}
    for key, value in table.items():
        found |= flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": value}
    return found


def texts() -> dict[str, list[str]]:
    read = [ROOM / "data" / name for name in FILES]
    return {
        k: v
        for path in read
        if path.is_file()
        for k, v in flat(tomllib.loads(path.read_text(encoding="utf-8"))).items()
    }


def test_each_text_has_both_languages_with_the_same_values() -> None:
    for key, words in texts().items():
        assert len(words) == 2 and all(words), key
        assert sorted(re.findall(r"{\w+}", words[0])) == sorted(re.findall(r"{\w+}", words[1])), key


def test_each_text_that_is_named_is_there() -> None:
    files = [*(ROOM / "data" / "templates").glob("*.html"), *ROOM.glob("*.py")]
    named = {next(filter(None, found)) for path in files for found in NAMED.findall(path.read_text(encoding="utf-8"))}
    assert named and named - set(texts()) == set()


def test_the_language_is_that_asked_for_then_that_kept_then_the_browsers() -> None:
    assert [choose("en", "zh", "zh"), choose(None, "en", "zh"), choose(None, None, "en-GB,en;q=.8"), choose("fr", None, "fr")] == [
        "en", "en", "en", "zh",
    ]  # fmt: skip


def test_words_of_documents_stay_what_they_are() -> None:
    assert word("en", "relation", "sister") != "sister" and word("en", "category", "{x} <b>") == "{x} <b>"
    assert text("zh", "error.slow", seconds=2)
