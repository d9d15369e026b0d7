"""The word lists of ties (`data/ties.toml`), compiled once per process."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from pipeline.paths import data_file
from pipeline.records.claim import Relation


@dataclass(frozen=True, slots=True)
class TieWords:
    """Compiled patterns; `nouns` in the order in which they are asked."""

    nouns: tuple[tuple[Relation, re.Pattern[str]], ...]
    any_noun: re.Pattern[str]
    trigger: re.Pattern[str]  # nouns and short forms: a sentence without one makes no tie
    makes: re.Pattern[str]
    ends: re.Pattern[str]
    plans: re.Pattern[str]
    plans_of_sides: re.Pattern[str]
    plans_after: re.Pattern[str]
    negations: re.Pattern[str]
    others: re.Pattern[str]
    bodies: re.Pattern[str]
    both: re.Pattern[str]
    own: re.Pattern[str]
    lists: dict[str, re.Pattern[str]]
    contracts: re.Pattern[str]
    statuses: tuple[tuple[Relation | None, re.Pattern[str]], ...]  # None: no tie yet


@cache
def tie_words() -> TieWords:
    """The word lists, read from the package's data."""
    data = tomllib.loads(data_file("pipeline.extract.rules", "ties.toml").read_text(encoding="utf-8"))
    nouns = tuple((Relation(row["relation"]), re.compile(row["pattern"])) for row in data["noun"])
    every = "|".join(f"(?:{row['pattern']})" for row in data["noun"])
    guards = {name: re.compile(pattern) for name, pattern in data["guards"].items()}
    return TieWords(
        nouns=nouns,
        any_noun=re.compile(f'(?=[友国结姐姊交意备签兄双孪伙省缔“"牵第首互约最头订])(?:{every})'),
        trigger=re.compile(
            f"(?=[友姐姊兄双孪伙结缔省牵意备交签分散断这互约最头订])(?:{every}|分手|散了|这层关系|第一对)"
        ),
        makes=re.compile(data["verbs"]["makes"]),
        ends=re.compile(data["verbs"]["ends"]),
        plans=guards["plans"],
        plans_of_sides=guards["plans_of_sides"],
        plans_after=guards["plans_after"],
        negations=guards["negations"],
        others=guards["others"],
        bodies=guards["bodies"],
        both=re.compile(data["anaphors"]["both"]),
        own=re.compile(data["anaphors"]["own"]),
        contracts=re.compile("|".join(f"(?:{row['pattern']})" for row in data["contract"])),
        statuses=tuple(
            (None if row["relation"] == "none" else Relation(row["relation"]), re.compile(row["pattern"]))
            for row in data["status"]
        ),
        lists={name: re.compile(pattern) for name, pattern in data["lists"].items()},
    )


def relation_of(words: str) -> Relation | None:
    """The tie that `words` name, or None where they name none."""
    for relation, pattern in tie_words().nouns:
        if pattern.search(words):
            return relation
    return None


def status_of(cell: str) -> tuple[bool, Relation | None]:
    """Whether a cell's whole words say how the tie stands, and as what (None: no tie yet)."""
    words = "".join(cell.split()).strip("()（）")
    for relation, pattern in tie_words().statuses:
        if words and pattern.fullmatch(words):
            return True, relation
    return False, None
