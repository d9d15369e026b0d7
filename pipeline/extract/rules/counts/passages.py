"""Passages: whole sentences with what stands in them, even where the reader had to cut one at a column's end.

A passage knows its section (the blocks from one heading to the next) and the words that clauses are parted by. Blocks that hold no
statements of their own (notes, contents, running heads, lines of a bibliography) make no passage.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.rules.counts.words import pattern, says
from pipeline.records.annotated import Annotated, Sentence
from pipeline.records.mention import DateMention, PlaceMention, Quantity
from pipeline.records.reading import BlockKind
from pipeline.records.span import Span
from pipeline.records.swift import swift

_SILENT = frozenset(
    {BlockKind.NOTE, BlockKind.TOC, BlockKind.FURNITURE, BlockKind.FIGURE, BlockKind.AUTHORS, BlockKind.AFFILIATION,
     BlockKind.DATE, BlockKind.TABLE, BlockKind.CAPTION}
)  # fmt: skip
_CUT = frozenset({BlockKind.PARA, BlockKind.LIST, BlockKind.ABSTRACT})
_OPENING = frozenset({BlockKind.HEADING, BlockKind.TITLE})
_CLOSED = re.compile(r"(?:[。！？；!?;：:…][”’」』）)】]*|[）)”])\s*$")
_PARTS = re.compile(r"[，；。！？：,;!?:]")
LONGEST = 1500  # characters: what has no stop for so long is a list or a line of data
_BREAKS = re.compile(r"[，,、；;\s]")
_SCRAP = 6  # characters: shorter pieces are no beginning of a sentence
_SEVERAL = 3  # words of the domain: one alone makes no subject of a document
_DENSE = (
    200  # characters of text per word of the domain: denser documents are about nothing else, and so are those where
)
# half of the text stands in blocks that speak of foreign ties


@swift
@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence, whole: its span may cross blocks. `section` counts headings; `order` counts passages."""

    span: Span
    block: int
    section: int
    order: int
    places: tuple[PlaceMention, ...]
    dates: tuple[DateMention, ...]
    quantities: tuple[Quantity, ...]
    level: int  # of its heading; 0 before any
    around: Span  # the block that it ends in

    def cuts(self, shadow: str) -> tuple[int, ...]:
        """Where commas, stops and colons part the passage into clauses; those inside brackets and numbers part nothing."""
        start, end = self.span.start, self.span.end
        found = [m.start() for m in _PARTS.finditer(shadow, start, end)]
        if shadow.find("(", start, end) >= 0 or shadow.find("（", start, end) >= 0:
            found = [at for at in found if not _is_bracketed(shadow, at, self.span)]
        return tuple([at for at in found if not _is_thousands(shadow, at)])

    def clause(self, cuts: Sequence[int], at: int) -> Span:
        """The part between two of `cuts` that holds character `at`."""
        n = bisect_left(cuts, at)
        start = cuts[n - 1] + 1 if n else self.span.start
        end = cuts[n] if n < len(cuts) else self.span.end
        return Span(start, max(end, start + 1))


def _is_bracketed(shadow: str, at: int, span: Span) -> bool:
    opened = max(shadow.rfind("(", span.start, at), shadow.rfind("（", span.start, at))
    closed = max(shadow.rfind(")", span.start, at), shadow.rfind("）", span.start, at))
    return opened > closed


def _is_thousands(shadow: str, at: int) -> bool:
    return shadow[at] == "," and shadow[at - 1 : at].isdecimal() and shadow[at + 1 : at + 2].isdecimal()


def passages(annotated: Annotated, is_telling: Callable[[Span], bool]) -> Iterator[Passage]:
    """The document's passages in order, without those that tell nothing: no mention, nothing that `is_telling`, no new section.

    Where the document is a mixed one, those without any word of the domain are left out too.
    """
    reading = annotated.reading
    dense = _is_dense(annotated)
    concerned = frozenset() if dense else _concerned_blocks(annotated)
    dense = dense or 2 * sum(len(reading.blocks[i].span) for i in concerned) >= len(reading.shadow)
    references = [m.start() for m in pattern("reference").finditer(reading.shadow)]
    order, last_section = 0, -1
    for group, section, level in _groups(annotated):
        one = group[0]
        span = one.span if len(group) == 1 else Span(one.span.start, group[-1].span.end)
        if not (dense or one.block in concerned) or (references and any_in(references, span)):
            continue
        last = group[-1].block
        around = reading.blocks[last].span
        for piece in [span] if span.end - span.start <= LONGEST else _pieces(reading.shadow, span):
            found = (one.places, one.dates, one.quantities) if piece is one.span else _mentions(group, piece)
            if any(found) or section != last_section or is_telling(piece):
                yield Passage(piece, last, section, order, *found, level, around)
                last_section = section
            order += 1


def _pieces(shadow: str, span: Span) -> Iterator[Span]:
    """The span itself; one beyond the length of any sentence in pieces that end at a mark or a blank where they can."""
    start = span.start
    while span.end - start > LONGEST:
        marks = [m.end() for m in _BREAKS.finditer(shadow, start + LONGEST // 2, start + LONGEST)]
        stop = marks[-1] if marks else start + LONGEST
        yield Span(start, stop)
        start = stop
    yield Span(start, span.end)


def any_in(starts: Sequence[int], span: Span) -> bool:
    """Does one of `starts`, which are in order, lie in `span`?"""
    at = bisect_left(starts, span.start)
    return at < len(starts) and starts[at] < span.end


def _mentions(
    group: Sequence[Sentence], piece: Span
) -> tuple[tuple[PlaceMention, ...], tuple[DateMention, ...], tuple[Quantity, ...]]:
    """The mentions that lie in a piece of the group."""
    return (
        tuple(m for sentence in group for m in sentence.places if piece.covers(m.span)),
        tuple(m for sentence in group for m in sentence.dates if piece.covers(m.span)),
        tuple(m for sentence in group for m in sentence.quantities if piece.covers(m.span)),
    )


def _groups(annotated: Annotated) -> Iterator[tuple[list[Sentence], int, int]]:
    """Sentences that belong together, with the number of their section and the level of its heading."""
    blocks, shadow = annotated.reading.blocks, annotated.reading.shadow
    group: list[Sentence] = []
    section, level = 0, 0
    for sentence in annotated.sentences:
        kind = blocks[sentence.block].kind
        if group and not (
            sentence.block == group[-1].block + 1
            and _goes_on(group[-1], sentence, blocks[group[-1].block].kind, kind, shadow)
        ):
            yield group, section, level
            group = []
        if kind in _OPENING:
            section, level = section + 1, blocks[sentence.block].level or 1
        elif shadow.startswith("【", sentence.span.start):
            section += 1  # an item of a yearbook, under a head of its own
        if kind not in _SILENT:
            group.append(sentence)
    if group:
        yield group, section, level


def _goes_on(last: Sentence, sentence: Sentence, before: BlockKind, kind: BlockKind, shadow: str) -> bool:
    """Is `sentence` the rest of `last`, cut by the end of a column or page?"""
    if kind is not BlockKind.PARA or before not in _CUT:
        return False
    return len(last.span) > _SCRAP and not _CLOSED.search(
        shadow, max(last.span.start, last.span.end - 8), last.span.end
    )


def _concerned_blocks(annotated: Annotated) -> frozenset[int]:
    """The blocks that speak of foreign ties: by a word of the domain, or by a place abroad."""
    shadow = annotated.reading.shadow
    abroad = {s.block for s in annotated.sentences if any(p.country not in (None, "CN") for p in s.places)}
    blocks = enumerate(annotated.reading.blocks)
    return frozenset(abroad | {i for i, b in blocks if says("domain", shadow, b.span.start, b.span.end)})


def _is_dense(annotated: Annotated) -> bool:
    """Is the whole document about foreign ties, so that its plain sentences are too?"""
    shadow = annotated.reading.shadow
    ties = sum(1 for _ in pattern("tie").finditer(shadow))
    return ties >= _SEVERAL and ties * _DENSE >= len(shadow)
