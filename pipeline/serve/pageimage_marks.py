"""What is lit on a page and in a text: the quote, and each field's own words in a colour of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pipeline.errors import UsageError
from pipeline.review.adding import find_words
from pipeline.serve.pageimage_worker import DocumentText, Piece, Sheet, clean_span

COLOURS = 8  # of fields in the style sheet: f1 … f8
MARGIN = 90.0  # points of the page shown above and below a quote
KNOWN = 9  # the colour of what was read beside the claim that is shown
PAD = 1.0  # points that a mark is wider than its words
QUOTE = "quote"
NEIGHBOUR = 300  # characters of a block before or after it
NEAR = 2  # blocks shown before and after the one that is quoted
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a claim: its name, the words that say it, its colour, and where they are inherited from."""

    name: str
    words: str
    colour: int
    inherited: str | None
    page: int | None
    anchor: Record


@dataclass(frozen=True, slots=True)
class Mark:
    """A box on a page in points, for the quote (`colour` 0) or a field; `words` are said to those who cannot see it."""

    x: float
    y: float
    width: float
    height: float
    colour: int
    words: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The part of a page that is shown: a view box in points, the page's size, and the marks on it."""

    box: tuple[float, float, float, float]  # x, y, width, height
    width: float
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Lit:
    """A run of text; `colours` of the fields that it belongs to, 0 for the quote."""

    text: str
    colours: tuple[int, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the text with what is lit in it; `heads` and `row` of a table's cell that is quoted."""

    kind: str
    start: int
    runs: tuple[Lit, ...]
    quoted: bool


def summary(claim: Record) -> str:
    """What a claim says in a few words of its own: both sides, a number, a name."""
    body = claim["body"]
    if claim["type"] == "count":
        return f"{body['value']} {body['unit']}"
    if claim["type"] == "pair":
        return f"{body['a']['name']} — {body['b']['name']}"
    named = (body.get(name) for name in ("name", "title", "term", "answer", "topic", "motive", "stage", "category"))
    return str(next((value for value in named if value), ""))


def fields_of(claim: Record) -> list[Field]:
    """The fields of a claim that have words of their own, in their order; those of one name share a colour."""
    colours: dict[str, int] = {}
    found = []
    for name, record in (claim["fields"] or {}).items():
        if not record:
            continue
        inherited = record.get("inherited_from")
        anchor = inherited or record
        plain = name.partition(".")[0]
        colour = colours.setdefault(plain, len(colours) % COLOURS + 1)
        what = str(inherited.get("what")) if inherited else None
        found.append(Field(plain, anchor["quote"] or "", colour, what, anchor.get("page"), anchor))
    return found


def marks_on(claim: Record, page: int) -> list[Mark]:
    """The boxes of a claim on one page: the quote's first, so that the fields lie over it."""
    marks = list(_marks(claim.get("boxes"), page, 0, claim["quote"] or ""))
    for field in fields_of(claim):
        marks += _marks(field.anchor.get("boxes"), page, field.colour, f"{field.name}: {field.words}")
    return marks


def strip_of(claim: Record, page: int, sheet: Sheet) -> Strip:
    """The lines around a claim's quote over the page's whole width; the whole page where there are no boxes."""
    marks = tuple(marks_on(claim, page))
    lit = [mark for mark in marks if mark.colour == 0] or list(marks)
    if not lit:
        return Strip((0.0, 0.0, sheet.width, sheet.height), sheet.width, sheet.height, marks)
    top = max(0.0, min(mark.y for mark in lit) - MARGIN)
    bottom = min(sheet.height, max(mark.y + mark.height for mark in lit) + MARGIN)
    return Strip((0.0, round(top, 1), sheet.width, round(bottom - top, 1)), sheet.width, sheet.height, marks)


def _marks(boxes: Iterable[Sequence[float]] | None, page: int, colour: int, words: str) -> Iterator[Mark]:
    for number, x0, top, x1, bottom in boxes or ():
        if int(number) == page:
            yield Mark(
                round(x0 - PAD, 2), round(top - PAD, 2), round(x1 - x0 + 2 * PAD, 2), round(bottom - top + 2 * PAD, 2),
                colour, words,
            )  # fmt: skip


def around(text: DocumentText, claim: Record) -> list[Paragraph]:
    """The block that a claim quotes, lit, with those before and after it; nothing where its words are not found."""
    quote = _span(text, claim)
    if quote is None:
        return []
    spans = [
        (quote, 0),
        *((span, field.colour) for field in fields_of(claim) if (span := _field_span(text, field, quote))),
    ]
    at = [n for n, piece in enumerate(text.pieces) if piece.start < quote[1] and quote[0] < piece.end]
    if not at:
        return []
    shown = text.pieces[max(0, at[0] - NEAR) : at[-1] + NEAR + 1]
    return [_paragraph(text, _window(text.text, piece, quote), spans, quote) for piece in shown]


def _window(text: str, piece: Piece, quote: tuple[int, int]) -> Piece:
    """What is shown of a block: of a table the rows around the quote, of a long neighbour the end that is nearer to it."""
    start, end = piece.start, piece.end
    if end <= quote[0]:
        start = max(start, end - NEIGHBOUR)
    elif quote[1] <= start:
        end = min(end, start + NEIGHBOUR)
    elif piece.kind == "table":
        before = text.rfind("\n", start, max(start, quote[0]))
        start = max(start, text.rfind("\n", start, max(start, before)) + 1)
        after = text.find("\n", min(quote[1], end), end)
        after = text.find("\n", after + 1, end) if after >= 0 else -1
        end = after if after >= 0 else end
    return Piece(start, end, piece.kind, piece.page)


def page_paragraphs(
    text: DocumentText, page: int | None, claim: Record | None, others: Sequence[Record] = ()
) -> list[Paragraph]:
    """All blocks of a page, or of a document without pages: a claim lit, and faintly what else was read and tells its offsets."""
    quote = _span(text, claim) if claim else None
    spans = [(span, KNOWN) for one in others if one["raw_start"] is not None and (span := _span(text, one))]
    if claim and quote:
        fields = ((_field_span(text, field, quote), field.colour) for field in fields_of(claim))
        spans += [(quote, 0), *((span, colour) for span, colour in fields if span)]
    return [_paragraph(text, piece, spans, quote or (0, 0)) for piece in text.pieces if piece.page == page]


def heads_of(text: DocumentText, claim: Record) -> tuple[tuple[str, ...], str] | None:
    """Column heads from the top and row label of the table cell that the last field of a claim stands in; None outside of tables."""
    quote = _span(text, claim)
    if quote is None:
        return None
    inside = [cell for cell in text.cells if cell.start < quote[1] and quote[0] < cell.end]
    if not inside:
        return None
    return inside[-1].heads, inside[-1].row


def _paragraph(
    text: DocumentText, piece: Piece, spans: Sequence[tuple[tuple[int, int], int]], quote: tuple[int, int]
) -> Paragraph:
    inner: list[tuple[int, int, int]] = [
        (max(s, piece.start), min(e, piece.end), colour)
        for (s, e), colour in spans
        if s < piece.end and piece.start < e
    ]
    edges = sorted({piece.start, piece.end, *(edge for s, e, _ in inner for edge in (s, e))})
    runs = tuple(
        Lit(text.text[s:e], tuple(sorted({colour for a, b, colour in inner if a <= s and e <= b})), s)
        for s, e in pairwise(edges)
    )
    return Paragraph(piece.kind, piece.start, runs, quote[0] < piece.end and piece.start < quote[1])


def _span(text: DocumentText, claim: Record) -> tuple[int, int] | None:
    """Where a claim's quote stands in the clean text."""
    return _place(text, claim, str(claim["quote"] or ""), claim.get("page"), None)


def _field_span(text: DocumentText, field: Field, quote: tuple[int, int]) -> tuple[int, int] | None:
    return _place(text, field.anchor, field.words, field.page, quote)


def _place(
    text: DocumentText, record: Record, words: str, page: int | None, near: tuple[int, int] | None
) -> tuple[int, int] | None:
    """By the offsets where there are any; else where the words stand: on their page, and as near as may be."""
    if record.get("raw_start") is not None and (span := clean_span(text, record["raw_start"], record["raw_end"])):
        return span.start, span.end
    found = _find(text, words, page)
    if near:
        inside = [one for one in found if near[0] <= one[0] and one[1] <= near[1]]
        return next(iter(inside or sorted(found, key=lambda one: abs(one[0] - near[0]))), None)
    return found[0] if found else None


def _find(text: DocumentText, words: str, page: int | None) -> list[tuple[int, int]]:
    """Every place of words; with a page, on it and the one after it, since whole documents take long to search."""
    begin, end = 0, len(text.text)
    if page is not None:
        ranges = [(piece.start, piece.end) for piece in text.pieces if piece.page in (page, page + 1)]
        begin, end = min((s for s, _ in ranges), default=0), max((e for _, e in ranges), default=0)
    try:
        found = find_words(text.text[begin:end], words)
    except UsageError:
        return []
    return [(begin + span.start, begin + span.end) for span in found]
