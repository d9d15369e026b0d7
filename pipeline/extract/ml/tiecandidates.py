"""Candidate pairs for the model `tie`: each foreign place of a sentence with each Chinese place that it may be tied to.

The Chinese side stands in the sentence; where it names none, it is the place named last, or the one that the document is about.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.ml.folded import CHINESE_SIDE, FOREIGN_SIDE, Folds
from pipeline.extract.ml.linear import Zone
from pipeline.extract.rules.pairs.context import main_place
from pipeline.extract.rules.pairs.skeleton import CHINESE, FOREIGN, Skeleton
from pipeline.records.annotated import Annotated, Sentence
from pipeline.records.mention import PlaceMention
from pipeline.records.reading import BlockKind
from pipeline.records.swift import swift

ZONES = (Zone("around", 3), Zone("head", 2))
UNREAD = frozenset({BlockKind.TOC, BlockKind.FURNITURE, BlockKind.NOTE})
HEADS = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.CAPTION})
MOST = 30  # candidates of one sentence; more are a table or a list that others read
WINDOW = 24  # signs on either side
HEAD = 40  # characters of a heading or of the end of the sentence before
_DISTANCES = (1, 3, 6, 12, 24, 48)
_NUMBERS = (1, 2, 3, 5, 9)
_KINDS = {kind: chr(ord("A") + at) for at, kind in enumerate(BlockKind)}


@swift
@dataclass(frozen=True, slots=True)
class TieCandidate:
    """Two places that a sentence may tie; `at` are the skeleton indices of the sides, -1 for a side from before."""

    sentence: Sentence
    skeleton: Skeleton
    chinese: PlaceMention
    foreign: PlaceMention
    at: tuple[int, int]
    sample: tuple[str, ...]  # the zones that the model reads, without what the rules say


@dataclass(slots=True)
class _Said:
    """What was read before the sentence."""

    main: PlaceMention | None
    last: PlaceMention | None = None
    head: int = -1  # of these two the number of the sentence, -1 for none
    before: int = -1
    block: int = -1

    def enter(self, sentence: Sentence) -> None:
        """A heading's words hold until the next; the sentence before counts within its block only."""
        if sentence.block != self.block:
            self.before, self.block = -1, sentence.block

    def leave(self, index: int, sentence: Sentence, kind: BlockKind) -> None:
        """Keep for the next what the sentence said."""
        self.head = index if kind in HEADS else self.head
        self.before = index
        for place in reversed(sentence.places):
            if place.is_chinese:
                self.last = place
                break

    def words(self, folds: Folds) -> str:
        """The heading and the end of the sentence before."""
        head = folds.words(self.head)[:HEAD] if self.head >= 0 else ""
        return f"{head}\n{folds.words(self.before)[-HEAD:] if self.before >= 0 else ''}"


def tie_candidates(document: Annotated, folds: Folds) -> Iterator[TieCandidate]:
    """The candidates of a document in the order of its sentences."""
    said: _Said | None = None
    for index, sentence in enumerate(document.sentences):
        if not sentence.places:
            continue
        kind = document.reading.blocks[sentence.block].kind
        said = said or _Said(main_place(document))
        said.enter(sentence)
        if kind not in UNREAD and sentence.names_abroad():
            yield from _of_sentence(sentence, folds, index, said, kind)
        said.leave(index, sentence, kind)


def _of_sentence(sentence: Sentence, folds: Folds, index: int, said: _Said, kind: BlockKind) -> Iterator[TieCandidate]:
    skeleton, text = folds.skeleton(index), folds.words(index)
    named = list(skeleton.places.items())
    foreign = [(at, place) for at, place in named if skeleton.text[at] == FOREIGN]
    sides = _home(skeleton, named, said)
    if len(foreign) * len(sides) > MOST:
        return
    head = said.words(folds)
    for at, partner in foreign:
        for home_at, home, source in sides:
            sample = _around(text, home_at, at, f"{source}{_KINDS[kind]}"), head
            yield TieCandidate(sentence, skeleton, home, partner, (home_at, at), sample)


def _home(
    skeleton: Skeleton, named: Sequence[tuple[int, PlaceMention]], said: _Said
) -> list[tuple[int, PlaceMention, str]]:
    """The Chinese sides with where they are from: the sentence (s), the last one named (l), the document's own (m), both (b)."""
    inside: dict[str, tuple[int, PlaceMention, str]] = {}
    for at, place in named:
        if skeleton.text[at] == CHINESE:
            inside.setdefault(place.place_id, (at, place, "s"))
    if inside:
        return list(inside.values())
    if said.main and said.last and said.main.place_id == said.last.place_id:
        return [(-1, said.last, "b")]
    return [(-1, place, source) for place, source in ((said.last, "l"), (said.main, "m")) if place]


def _around(text: str, home: int, partner: int, flags: str) -> str:
    """The words near the two sides, with these marked; behind them the flags."""
    text = text[:partner] + FOREIGN_SIDE + text[partner + 1 :]
    if home >= 0:
        text = text[:home] + CHINESE_SIDE + text[home + 1 :]
    first, last = (min(home, partner), max(home, partner)) if home >= 0 else (partner, partner)
    far = max(first + WINDOW, last - WINDOW)
    order = "<" if 0 <= home < partner else ">" if home >= 0 else "-"
    numbers = [chr(0x100 + 32 * n + bisect_right(_NUMBERS, text.count(sign))) for n, sign in enumerate("ⒸⒻⓃⓉ")]
    distance = chr(0x200 + bisect_right(_DISTANCES, last - first))
    near = f"{text[max(0, first - WINDOW) : first + WINDOW]} {text[far : last + WINDOW]}"
    return f"{near}{flags}{order}{''.join(numbers)}{distance}"
