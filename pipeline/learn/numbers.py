"""Candidates for the model `measure`: every count that the rules drafted, with the words around its number.

`none` is the class of numbers that count nothing of ours (ages, prices, addresses). The model is trained and measured by every
training, and not kept: its card says why.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.extract.ml.folded import Folds, bucket, index_of
from pipeline.extract.ml.linear import Zone
from pipeline.extract.rules.pairs.skeleton import Skeleton
from pipeline.records.annotated import Annotated
from pipeline.records.claim import CountBody, Draft
from pipeline.records.span import Span

ZONES = (Zone("before", 3), Zone("behind", 3), Zone("unit", 3), Zone("item", 3), Zone("around", 2), Zone("flags", 1))
NO_COUNT = "none"
NEAR, FAR = 16, 40  # characters read on either side of the number, exactly and for their words alone
_VALUES = (1, 2, 3, 10, 30, 100, 1000, 10000)


@dataclass(frozen=True, slots=True)
class NumberCandidate:
    """A count of the rules with what the model reads of it."""

    draft: Draft
    sample: tuple[str, ...]


def number_candidates(document: Annotated, drafts: Sequence[Draft]) -> Iterator[NumberCandidate]:
    """The counts among `drafts` in their order."""
    starts = [sentence.span.start for sentence in document.sentences]
    folds = Folds(document)
    for draft in drafts:
        body = draft.body
        anchor = next((a.span for name, a in draft.fields if name == "value"), None)
        if not isinstance(body, CountBody) or anchor is None:
            continue
        at = max(bisect_right(starts, anchor.start) - 1, 0)
        kind = document.reading.blocks[document.sentences[at].block].kind.value
        yield NumberCandidate(draft, _sample(folds.skeleton(at), folds.words(at), anchor, draft, body, kind))


def _sample(skeleton: Skeleton, words: str, at: Span, draft: Draft, body: CountBody, kind: str) -> tuple[str, ...]:
    start, end = index_of(skeleton, at.start), index_of(skeleton, at.end)
    before, behind = words[max(0, start - FAR) : start], words[end : end + FAR]
    flags = [bucket(body.value, _VALUES), "~" if body.approximate else "", _sign("m", body.measure.value)]
    flags += [_sign("x", draft.extractor), _sign("k", kind), bucket(len(body.scope), (1, 2, 3)).upper()]
    return before[-NEAR:], behind[:NEAR], body.unit, body.item, f"{before} {behind}", "".join(flags)


@cache
def _sign(kind: str, name: str) -> str:
    """A private sign for a name: the same for the same name, in every run."""
    return chr(0xE000 + sum((at + 1) * ord(mark) for at, mark in enumerate(kind + name)) % 0x1800)
