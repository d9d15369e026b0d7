"""Which sentences may hold a statement of which kind: one pass for all literal words of `data/statements/triggers.tsv`."""

from __future__ import annotations

import csv
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from pipeline.paths import data_file
from pipeline.records.annotated import Annotated
from pipeline.records.reading import BlockKind

SILENT = frozenset({BlockKind.TOC, BlockKind.FURNITURE, BlockKind.FIGURE, BlockKind.AUTHORS, BlockKind.AFFILIATION})


@dataclass(frozen=True, slots=True)
class _Automaton:
    automaton: AhoCorasick
    kinds: tuple[tuple[str, ...], ...]  # of each word


@cache
def trigger_rows() -> tuple[dict[str, str], ...]:
    """The rows of the table of words."""
    lines = data_file("pipeline.extract.rules", "statements/triggers.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader((x for x in lines if x and x[0] != "#"), delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple(rows)


@cache
def _automaton() -> _Automaton:
    rows = trigger_rows()
    words = [row["word"] for row in rows]
    kinds = tuple(tuple(row["kinds"].split()) for row in rows)
    fast = AhoCorasick(
        words, matchkind=MatchKind.LeftmostLongest, store_patterns=False, implementation=Implementation.DFA
    )
    return _Automaton(fast, kinds)


def find_candidates(annotated: Annotated) -> dict[str, list[int]]:
    """For each kind the numbers of the sentences of running text, headings and tables that hold one of its words, ascending."""
    machine, found = _automaton(), dict[str, list[int]]()
    blocks = annotated.reading.blocks
    starts: list[int] = []
    for number, start, _ in machine.automaton.find_matches_as_indexes(annotated.reading.shadow):
        starts = starts or [sentence.span.start for sentence in annotated.sentences]
        index = bisect_right(starts, start) - 1
        if index < 0 or start >= annotated.sentences[index].span.end:
            continue
        if blocks[annotated.sentences[index].block].kind in SILENT:
            continue
        for kind in machine.kinds[number]:
            known = found.setdefault(kind, [])
            if not known or known[-1] != index:
                known.append(index)
    return found
