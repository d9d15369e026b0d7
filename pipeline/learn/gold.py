"""Gold documents as the extractors see them, with where each quote stands on the clean text."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.annotate import annotate
from pipeline.evaluate.goldset import write_corpus
from pipeline.evaluate.goldtext import Gold, GoldDocument
from pipeline.evaluate.match import squeeze
from pipeline.ingest.discover import discover
from pipeline.read.reader import read_document
from pipeline.records.annotated import Annotated
from pipeline.records.span import Span


@dataclass(frozen=True, slots=True)
class Annotation:
    """A gold document read and annotated; `facts` with the span of their quote, those whose quote was not read left out."""

    document: GoldDocument
    annotated: Annotated
    facts: tuple[tuple[Span, Gold], ...]

    def over(self, span: Span, kind: str) -> Iterator[Gold]:
        """Facts of a type whose quote shares a character with the span."""
        return (fact for at, fact in self.facts if fact["type"] == kind and at.start < span.end and span.start < at.end)


def annotated_gold(documents: Sequence[GoldDocument]) -> list[Annotation]:
    """The documents read as a run reads them, in their order."""
    with tempfile.TemporaryDirectory() as folder:
        write_corpus(documents, Path(folder))
        sources = {Path(source.name).stem: source for source in discover([Path(folder)]).documents}
        return [_annotation(one, annotate(read_document(sources[one.name]))) for one in documents]


def _annotation(document: GoldDocument, annotated: Annotated) -> Annotation:
    at = [i for i, mark in enumerate(annotated.reading.text) if not mark.isspace()]
    words, facts = squeeze(annotated.reading.text), []
    for fact in document.facts:
        quote = squeeze(fact["quote"])
        start = words.find(quote) if quote else -1
        if start >= 0:
            facts.append((Span(at[start], at[start + len(quote) - 1] + 1), fact))
    return Annotation(document, annotated, tuple(facts))
