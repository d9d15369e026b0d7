"""A sentence as a spaCy Doc: jieba's words between the mentions, each mention one token or more, in `Doc.spans`.

Mentions are found on characters first; jieba cuts only what lies between them, since it splits names that it does not know.
Nothing on the way to a claim needs the Doc, so it is made on demand: for models, for matching by hand, for displaCy.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from pipeline.records.annotated import Annotated, Sentence
from pipeline.records.mention import DateMention, PlaceMention, Quantity
from pipeline.records.span import Span
from pipeline.text.segment import segmenter

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LAYERS = ("places", "dates", "quantities")


@cache
def language() -> Language:
    """The blank Chinese pipeline that every Doc belongs to."""
    import spacy

    return spacy.blank("zh")


def as_doc(annotated: Annotated, sentence: Sentence) -> Doc:
    """The Doc of one sentence; `Doc.spans` holds places, dates and quantities, labelled by place id, EDTF and unit."""
    from spacy.tokens import Doc

    reading = annotated.reading
    words = list(_words(reading.shadow, sentence))
    made = Doc(language().vocab, words=[reading.text[a:b] for a, b in words], spaces=[False] * len(words))
    origin = sentence.span.start
    for layer in LAYERS:
        found = [
            made.char_span(m.span.start - origin, m.span.end - origin, label=_label(m), alignment_mode="expand")
            for m in getattr(sentence, layer)
        ]
        made.spans[layer] = [span for span in found if span is not None]
    return made


def _label(mention: PlaceMention | DateMention | Quantity) -> str:
    if isinstance(mention, PlaceMention):
        return mention.place_id
    return mention.edtf if isinstance(mention, DateMention) else mention.unit


def _words(shadow: str, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Ranges of tokens: every mention whole, jieba's words between them."""
    at = sentence.span.start
    for span in _merged(sentence):
        yield from _cut(shadow, at, span.start)
        yield span.start, span.end
        at = span.end
    yield from _cut(shadow, at, sentence.span.end)


def _merged(sentence: Sentence) -> Iterator[Span]:
    """The mentions' spans in order; of two that overlap the first."""
    end = sentence.span.start
    spans = [
        *(m.span for m in sentence.places),
        *(m.span for m in sentence.dates),
        *(m.span for m in sentence.quantities),
    ]
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if span.start >= end:
            yield span
            end = span.end


def _cut(shadow: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for _, a, b in segmenter().tokenize(shadow[start:end]) if start < end else ():
        yield start + a, start + b
