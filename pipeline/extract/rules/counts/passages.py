"""Passages: whole sentences with what stands in them, even where the reader had to cut one at a column's end.

A passage knows its section (the blocks from one heading to the next) and the words that clauses are parted by. Blocks that hold no
statements of their own (notes, contents, running heads, lines of a bibliography) make no passage.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.extract.rules.counts.words import pattern, says
from pipeline.records.annotated import Annotated, Sentence
from pipeline.records.mention import DateMention, PlaceMention, Quantity
from pipeline.records.reading import BlockKind
from pipeline.records.span import Span

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
_DENSE = 200  # characters of text per word of the domain: denser documents are about nothing else


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

    def clause(self, shadow: str, at: int) -> Span:
        """The part between commas, stops and colons that holds character `at`; commas inside brackets part nothing."""
        start, end = self.span.start, self.span.end
        for match in _PARTS.finditer(shadow, self.span.start, self.span.end):
            if _is_bracketed(shadow, match.start(), self.span) or _is_thousands(shadow, match.start()):
                continue
            if match.start() >= at:
                end = match.start()
                break
            start = match.end()
        return Span(start, max(end, start + 1))


def _is_bracketed(shadow: str, at: int, span: Span) -> bool:
    opened = max(shadow.rfind("(", span.start, at), shadow.rfind("（", span.start, at))
    closed = max(shadow.rfind(")", span.start, at), shadow.rfind("）", span.start, at))
    return opened > closed


def _is_thousands(shadow: str, at: int) -> bool:
    return shadow[at] == "," and shadow[at - 1 : at].isdecimal() and shadow[at + 1 : at + 2].isdecimal()


def passages(annotated: Annotated) -> Iterator[Passage]:
    """The document's passages in order, those without any word of the domain left out where the document is a mixed one."""
    reading = annotated.reading
    concerned = _concerned_blocks(annotated)
    dense = _is_dense(annotated, concerned)
    order = 0
    for group, section, level in _groups(annotated):
        span = Span(group[0].span.start, group[-1].span.end)
        if says("reference", reading.shadow, span.start, span.end) or not (dense or group[0].block in concerned):
            continue
        around = reading.blocks[group[-1].block].span
        for piece in _pieces(reading.shadow, span):
            yield Passage(
                piece, group[-1].block, section, order, _in(group, "places", piece), _in(group, "dates", piece),
                _in(group, "quantities", piece), level, around,
            )  # fmt: skip
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


def _in(group: Sequence[Sentence], kind: Literal["places", "dates", "quantities"], piece: Span) -> tuple[Any, ...]:
    """The mentions of one kind that lie in a piece of the group."""
    found = []
    for sentence in group:
        mentions = getattr(sentence, kind)
        first = bisect_left(mentions, piece.start, key=lambda m: m.span.start)
        last = bisect_left(mentions, piece.end, key=lambda m: m.span.start)
        found += [m for m in mentions[first:last] if m.span.end <= piece.end]
    return tuple(found)


def _groups(annotated: Annotated) -> Iterator[tuple[list[Sentence], int, int]]:
    """Sentences that belong together, with the number of their section and the level of its heading."""
    blocks, shadow = annotated.reading.blocks, annotated.reading.shadow
    group: list[Sentence] = []
    section, level = 0, 0
    for sentence in annotated.sentences:
        kind = blocks[sentence.block].kind
        if group and not _goes_on(group[-1], sentence, blocks[group[-1].block].kind, kind, shadow):
            yield group, section, level
            group = []
        if kind in _OPENING:
            section, level = section + 1, blocks[sentence.block].level or 1
        if kind not in _SILENT:
            group.append(sentence)
    if group:
        yield group, section, level


def _goes_on(last: Sentence, sentence: Sentence, before: BlockKind, kind: BlockKind, shadow: str) -> bool:
    """Is `sentence` the rest of `last`, cut by the end of a column or page?"""
    if kind is not BlockKind.PARA or before not in _CUT or sentence.block != last.block + 1:
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


def _is_dense(annotated: Annotated, concerned: frozenset[int]) -> bool:
    """Is the whole document about foreign ties, so that its plain sentences are too?"""
    shadow, blocks = annotated.reading.shadow, annotated.reading.blocks
    ties = len(pattern("tie").findall(shadow))
    if ties >= _SEVERAL and ties * _DENSE >= len(shadow):
        return True
    return 2 * sum(len(blocks[i].span) for i in concerned) >= len(shadow)
