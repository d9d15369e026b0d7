"""One pass over a document: dates, places and quantities on the shadow text, then handed out to the sentences they stand in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from pipeline.annotate.annual import annual_year
from pipeline.annotate.dateline import document_date
from pipeline.annotate.quantities import find_quantities
from pipeline.places import PlaceContext, find_places
from pipeline.records.annotated import Annotated, M, Sentence
from pipeline.records.mention import DateMention
from pipeline.records.reading import BlockKind, Reading
from pipeline.records.span import Span
from pipeline.text.dates import FoundDate, find_dates
from pipeline.text.sentences import sentence_spans


def annotate(reading: Reading, context: PlaceContext | None = None) -> Annotated:
    """The document's sentences with their places, dates and quantities; running heads and page numbers have none.

    `context` is what is known of its places before it is read.
    """
    date = document_date(reading)
    year = annual_year(reading)
    found = find_dates(reading.shadow, date, year)
    dates = [DateMention(Span(d.start, d.end), d.edtf, d.basis, d.year_inherited) for d in found]
    places = find_places(reading.text, _masked(reading.shadow, found), context=context, years=_years(found))
    quantities = find_quantities(reading.shadow, found)
    spans = list(_sentences(reading))
    starts = [span.start for span, _ in spans]
    named, dated, counted = (
        _hand_out(starts, spans, places),
        _hand_out(starts, spans, dates),
        _hand_out(starts, spans, quantities),
    )
    sentences = [
        Sentence(span, block, tuple(named.get(i, ())), tuple(dated.get(i, ())), tuple(counted.get(i, ())))
        for i, (span, block) in enumerate(spans)
    ]
    return Annotated(reading, tuple(sentences), date, year)


def _years(dates: Sequence[FoundDate]) -> list[tuple[int, int]]:
    """Where each date stands that names a year, and that year."""
    return [(d.start, int(d.edtf[:4])) for d in dates if d.edtf[:4].isdecimal()]


def _masked(shadow: str, dates: Sequence[FoundDate]) -> str:
    """The shadow with every date blotted out, so that the 日 of 2日南京市 begins no name."""
    parts, at = [], 0
    for date in dates:
        parts += [shadow[at : date.start], "\0" * (date.end - date.start)]
        at = date.end
    return "".join([*parts, shadow[at:]])


def _sentences(reading: Reading) -> Iterator[tuple[Span, int]]:
    """Sentences with the index of their block; a table's rows are its sentences."""
    for index, block in enumerate(reading.blocks):
        if block.kind is BlockKind.FURNITURE:
            continue
        for start, end in sentence_spans(reading.text, block.span.start, block.span.end):
            yield Span(start, end), index


def _hand_out(starts: list[int], spans: Sequence[tuple[Span, int]], mentions: Iterable[M]) -> dict[int, list[M]]:
    """For each sentence, by its number, the mentions that lie in it; one that reaches beyond its sentence is nobody's."""
    handed: dict[int, list[M]] = {}
    for mention in mentions:
        i = bisect_right(starts, mention.span.start) - 1
        if i >= 0 and mention.span.end <= spans[i][0].end:
            handed.setdefault(i, []).append(mention)
    return handed
