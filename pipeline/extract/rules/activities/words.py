"""The words of happenings, from `data/activities.toml`, compiled once when first asked for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.extract.rules.activities.finder import Finder, finder, guarded
from pipeline.paths import data_file
from pipeline.records.claim import Category

STOPS = ",，。;；\n"  # a pattern never runs over these


@dataclass(frozen=True, slots=True)
class Happening:
    """A class of words that say that something was done."""

    name: str
    evidence: float
    breaks: bool
    category: tuple[tuple[Category, float], ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """Words that say what field it was in."""

    category: Category
    weight: float
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class DetailPatterns:
    """What else is read from an event."""

    venue: re.Pattern[str]
    person: re.Pattern[str]
    body: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists, compiled. `trigger` names what it finds after the happenings, in order of preference."""

    happenings: dict[str, Happening]
    order: tuple[str, ...]
    trigger: Finder
    event: re.Pattern[str]
    topics: tuple[Topic, ...]
    denials: tuple[tuple[float, re.Pattern[str]], ...]
    denied_before: tuple[float, re.Pattern[str]]
    denied_after: tuple[float, re.Pattern[str]]
    counted: tuple[float, re.Pattern[str]]
    cancelled: re.Pattern[str]
    signs: tuple[tuple[float, re.Pattern[str]], ...]
    most_of_signs: float  # what all signs for a happening weigh together
    details: DetailPatterns


@cache
def lexicon() -> Lexicon:
    """The compiled word lists."""
    with data_file("pipeline.extract.rules", "activities.toml").open("rb") as file:
        table = tomllib.load(file)
    happenings = [_happening(row) for row in table["happening"]]
    before, after = table["denial_before"], table["denial_after"]
    return Lexicon(
        happenings={h.name: h for h in happenings},
        order=tuple(h.name for h in happenings),
        trigger=finder({row["name"]: [_bounded(word) for word in row["words"]] for row in table["happening"]}),
        event=_compiled([word for row in table["event"] for word in row["words"]]),
        topics=tuple(Topic(Category(r["category"]), r["weight"], _compiled(r["words"])) for r in table["topic"]),
        denials=tuple((row["weight"], _compiled(row["words"])) for row in table["denial"]),
        denied_before=(before["weight"], _compiled(before["words"])),
        denied_after=(after["weight"], _compiled(after["words"])),
        counted=(table["counted"]["weight"], _compiled(table["counted"]["words"])),
        cancelled=_compiled(table["cancelled"]["words"]),
        signs=tuple((row["weight"], _compiled(row["words"])) for row in table["sign"]),
        most_of_signs=sum(max(0.0, row["weight"]) for row in table["sign"]),
        details=_details(table["details"]),
    )


def _details(row: dict[str, list[str]]) -> DetailPatterns:
    office, behind, body, held = ("|".join(row[name]) for name in ("offices", "behind_names", "bodies", "held"))
    verb = r"(?![访会率出到来签等和与在赴一向同])"
    foreign = r"[一-鿿]{1,6}(?:[•·・][一-鿿]{1,6}){1,2}"
    return DetailPatterns(
        re.compile(rf"在([^，,。；;“《]{{2,30}}?)(?:隆重|正式|成功|共同|顺利)?(?:{held})"),
        re.compile(rf"(?:{guarded(office)}){verb}({foreign}|[一-鿿]{{2,4}}?)(?={behind})"),
        re.compile(rf"(?:(?![与和同及、向赴到在派互率访])[一-鿿]){{0,10}}?(?:{body})"),
    )


def _happening(row: dict[str, Any]) -> Happening:
    weights = tuple((Category(name), float(weight)) for name, weight in row["category"].items())
    return Happening(row["name"], float(row["evidence"]), row["breaks"], weights)


def _alternatives(words: Sequence[str]) -> str:
    return "|".join(map(_bounded, words))


def _bounded(word: str) -> str:
    return word.replace(",，。;；]", f"{STOPS}]")


def _compiled(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(guarded(_alternatives(words)))
