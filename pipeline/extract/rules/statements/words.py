"""The pattern data of the rules for statements (`data/statements/*.toml`), compiled once when first asked for.

A row of a file has the use that it serves, the pattern on the simplified half-width shadow, why it is there, one example that it must
find and one that it must leave, and perhaps the words of which it needs one; `tests/extract/test_pattern_data.py` runs them all.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.paths import data_file


@dataclass(frozen=True, slots=True)
class Wording:
    """One row: what it serves (`use`), which value it stands for (`value`, "" where it stands for none), its pattern."""

    use: str
    value: str
    pattern: re.Pattern[str]
    needs: tuple[str, ...] = ()  # without one of these words the pattern cannot match: asked first, since it is cheap

    def may_match(self, words: str) -> bool:
        """Could the pattern match within `words`, as far as single words tell?"""
        for word in self.needs:  # a loop: any() takes three times as long, and this is asked often
            if word in words:
                return True
        return not self.needs


@cache
def wordings(name: str, use: str) -> tuple[Wording, ...]:
    """The rows of one use in the order of the file `name`. Raises `KeyError` for a use that the file lacks."""
    found = tuple(
        Wording(row["use"], row.get("value", ""), re.compile(row["pattern"]), tuple(row.get("needs", ())))
        for row in rows_of(name)
        if row["use"] == use
    )
    if not found:
        raise KeyError(f"{name}: no pattern for {use}")
    return found


@cache
def pattern(name: str, use: str) -> re.Pattern[str]:
    """All patterns of one use as one, the first that fits winning; their groups must not share names."""
    return re.compile("|".join(f"(?:{row.pattern.pattern})" for row in wordings(name, use)))


def value_of(name: str, use: str, words: str, start: int = 0, end: int | None = None) -> str | None:
    """The value of the first row of `use` that is found in `words[start:end]`, None where none is."""
    stop = len(words) if end is None else end
    return next((row.value for row in wordings(name, use) if row.pattern.search(words, start, stop)), None)


@cache
def rows_of(name: str) -> tuple[dict[str, Any], ...]:
    """The rows of a file as they are written."""
    text = data_file("pipeline.extract.rules", f"statements/{name}.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["pattern"])
