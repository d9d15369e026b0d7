"""Where the gazetteer's names stand in a text: leftmost and longest, on the shadow string, words that only look like a place left out."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from pipeline.paths import data_file
from pipeline.places.gazetteer import keys
from pipeline.text.script import shadow

NATION, GROUP, PLACE, NOT_A_PLACE = "n", "g", "p", "x"


@dataclass(frozen=True, slots=True)
class Matcher:
    """The automaton and, for each of its patterns: the key, its class, its guard, its kind (市), its risky neighbours (`before|after`).

    `heads` are the first two characters of all patterns: where none of them stands, no name begins. `things` is what makes
    a thing of a bare name (名古屋烧), `thing_heads` the characters that it begins with.
    """

    automaton: AhoCorasick
    names: tuple[str, ...]
    classes: str
    guards: bytes
    suffixes: tuple[str, ...]
    risks: tuple[str, ...]
    heads: frozenset[str]
    things: re.Pattern[str]
    thing_heads: frozenset[str]


@cache
def matcher() -> Matcher:
    """The matcher of this process, made on first use (about a quarter of a second)."""
    found = {key: (kind, guard, suffix, risk) for key, guard, kind, suffix, risk in keys()}
    found |= dict.fromkeys(no_places(), (NOT_A_PLACE, 0, "", ""))
    names = tuple(found)
    automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest, store_patterns=False)
    classes, guards, suffixes, risks = zip(*found.values(), strict=True)
    heads = frozenset(name[:2] for name in names)
    endings = [line["ending"] for line in rows("things.tsv")]
    things, thing_heads = re.compile("|".join(endings)), frozenset(ending[0] for ending in endings)
    return Matcher(automaton, names, "".join(classes), bytes(guards), suffixes, risks, heads, things, thing_heads)


@cache
def no_places() -> frozenset[str]:
    """Words that hold a name or look like one, and are none."""
    return frozenset(shadow(line["word"]) for line in rows("notplaces.tsv"))


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one of this room's own tables; lines that begin with # are remarks."""
    lines = data_file("pipeline.places", name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader((x for x in lines if x and x[0] != "#"), delimiter="\t", quoting=csv.QUOTE_NONE))


def raw_matches(text: str) -> list[tuple[int, int, int]]:
    """(pattern, start, end) of every name in a shadow text, without any judgement."""
    return matcher().automaton.find_matches_as_indexes(text)
