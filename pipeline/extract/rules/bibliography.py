"""The document's bibliographic line, as far as its own words give it: front lines, by-line, imprint; what they leave out stays empty."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.extract.rules.bibliography_front import (
    Found,
    find_authors,
    find_bodies,
    find_foot,
    find_sources,
    find_title,
    find_writers,
    front_blocks,
)
from pipeline.extract.rules.bibliography_imprint import Imprint, find_imprint
from pipeline.extract.rules.bibliography_issue import find_issue
from pipeline.records.annotated import Annotated
from pipeline.records.claim import DocumentBody, Draft, FieldAnchor
from pipeline.records.source import Bibliography
from pipeline.records.span import Span

EXTRACTOR = "rules.bibliography.front"
CONFIDENCE = 0.85
MAX_QUOTE = 300  # characters; fields that stand further off have their own anchors


def extract_document(document: Annotated) -> list[Draft]:
    """One draft with what the text says of itself, or none where it says nothing."""
    reading = document.reading
    front = front_blocks(reading)
    imprint = find_imprint(reading)
    title = imprint.title or find_title(reading, front)
    lines = [span for span in front if span.start > title.span.start] if title else []
    bodies = find_bodies(reading, lines)
    authors = list(imprint.authors) or find_authors(reading, lines) or [b for b in bodies if b.value.endswith("组")]
    authors = authors or find_writers(reading)
    bodies = bodies or find_sources(reading) or find_foot(reading)
    return _draft(document, title, authors, bodies, imprint)


def _draft(
    document: Annotated, title: Found | None, authors: list[Found], bodies: list[Found], imprint: Imprint
) -> list[Draft]:
    date = imprint.date.value if imprint.date else document.document_date
    fields = [*_anchors("title", [title]), *_anchors("authors", authors), *_anchors("organisations", bodies)]
    fields += [*_anchors("date", [imprint.date or _own_date(document)]), *_anchors("publisher", [imprint.publisher])]
    fields += [*_anchors("isbn", [imprint.isbn]), *_anchors("publication_place", [imprint.town])]
    where = dict(find_issue(document.reading).fields())
    fields += [anchor for name, found in where.items() for anchor in _anchors(name, [found])]
    if not fields:
        return []
    line = Bibliography(
        title.value if title else None,
        tuple(dict.fromkeys(a.value for a in authors)),
        tuple(dict.fromkeys(b.value for b in bodies)),
        date,
        imprint.publisher.value if imprint.publisher else None,
        imprint.isbn.value if imprint.isbn else None,
        publication_place=imprint.town.value if imprint.town else None,
        **{name: found.value for name, found in where.items()},
    )
    return [Draft(_quote([a.span for _, a in fields]), DocumentBody(line), EXTRACTOR, CONFIDENCE, tuple(fields))]


def _own_date(document: Annotated) -> Found | None:
    """Where the text names the document's own date."""
    date = document.document_date
    named = (d for s in document.sentences for d in s.dates if d.edtf == date) if date else iter(())
    mention = next(named, None)
    return Found(mention.edtf, mention.span) if mention else None


def _anchors(field: str, found: Iterable[Found | None]) -> list[tuple[str, FieldAnchor]]:
    return [(field, FieldAnchor(item.span)) for item in found if item]


def _quote(spans: list[Span]) -> Span:
    """The lines from the first field on, as long as they stand together."""
    quote = min(spans)
    for span in sorted(spans):
        if quote.hull(span).end - quote.start <= MAX_QUOTE:
            quote = quote.hull(span)
    return quote
