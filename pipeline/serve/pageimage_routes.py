"""A page of a document: its picture with what was read from it lit, its text to select from, and forms for what was missed."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from typing import Any

from datasette.utils.asgi import Response

from pipeline.errors import ReaderDied, UsageError, YouchengError
from pipeline.records.source import Source
from pipeline.review.part import rows_of
from pipeline.serve.ask import Ask, Refused
from pipeline.serve.fact import Record, subject_of
from pipeline.serve.fact_evidence import images
from pipeline.serve.fact_fields import shape_of
from pipeline.serve.judging_desk import Book, decision, desk_of
from pipeline.serve.pageimage import DRAWN, USUAL, original_of
from pipeline.serve.pageimage_files import Original
from pipeline.serve.pageimage_marks import Mark, fields_of, marks_on, page_paragraphs, summary
from pipeline.serve.pageimage_worker import DocumentText, Piece, Sheet
from pipeline.serve.records import parsed
from pipeline.serve.routes import Route
from pipeline.store.ledger.entry import Act

ADDED = ("pair", "count", "activity", "membership", "milestone")  # types that are added most, in the order of the menu
PART = 60  # blocks shown at once of a document without pages
MOST = 400  # claims listed on one page
_DIGEST = re.compile(r"[0-9a-f]{64}")


async def picture(ask: Ask) -> Any:  # noqa: ANN401 - Datasette's answers have no type of ours
    """The bare page as PNG; the same bytes for ever, since the address holds the document's digest."""
    source, page = await _source(ask), _page(ask)
    try:
        png = await images(ask).page_image(source, page, ask.number("dpi", USUAL, 400))
    except (IndexError, UsageError) as error:
        raise Refused(404, "error.nothing") from error
    except ReaderDied as error:
        raise Refused(409, "review.where.broken") from error
    keep = {"cache-control": "private, max-age=604800, immutable"}
    return Response(png, content_type="image/png", headers=keep)


async def page_view(ask: Ask) -> Any:  # noqa: ANN401
    """The page with all that was read from it."""
    original, page = await _original(ask), _page(ask)
    pages = images(ask)
    where, source = await asyncio.to_thread(pages.find, original)
    sheet, text, why = None, None, where.value
    if source is not None:
        sheet, text, why = await _shown(ask, source, page)
    last = sheet.pages if sheet else (_last(text) if text else page)
    if page > last:
        raise Refused(404, "error.nothing")
    paged = bool(text and any(piece.page is not None for piece in text.pieces)) or sheet is not None
    part = None if not text or paged else text.pieces[(page - 1) * PART : page * PART]
    claims = await ask.read(lambda base: _claims(base, original.digest, page if paged else None, text, part))
    lit = next((claim for claim in claims if claim["claim_id"] == ask.arg("claim")), None)
    book = desk_of(ask.site.options).book()
    kind = ask.arg("type", ADDED[0])
    values = {
        "document": original, "page": page, "last": last, "paged": paged, "why": why, "sheet": sheet,
        "image": f"/page/{original.digest}/{page}.png", "sharp": f"/page/{original.digest}/{page}.png?dpi=200",
        "marks": _marks(claims, lit, page), "lit": lit, "claims": claims,
        "fields": fields_of(lit) if lit else (), "paragraphs": _paragraphs(text, page if paged else None, lit, part, claims),
        "kinds": ADDED, "kind": kind, "shape": shape_of(kind), "here": ask.request.full_path,
        "done": _done(book, original, page if paged else None),
        "summary": summary,
        "judged": {claim["claim_id"]: book.on(subject_of(claim)) for claim in claims},
    }  # fmt: skip
    return await ask.page("page.html", values)


async def _shown(ask: Ask, source: Source, page: int) -> tuple[Sheet | None, DocumentText | None, str]:
    """Size of the page and text of the document, as far as they can be had, and what stood in the way."""
    pages = images(ask)
    try:
        sheet = await pages.sheet(source, page) if source.kind in DRAWN else None
    except IndexError as error:
        raise Refused(404, "error.nothing") from error
    except YouchengError:
        return None, None, "broken"
    try:
        return sheet, await pages.text(source), ""
    except YouchengError:
        return sheet, None, "broken"


def _paragraphs(
    text: DocumentText | None,
    page: int | None,
    lit: Record | None,
    part: tuple[Piece, ...] | None,
    claims: list[Record],
) -> list[Any]:
    if text is None:
        return []
    every = page_paragraphs(text, page, lit, [claim for claim in claims if claim["type"] != "document"])
    if part is None:
        return every
    starts = {piece.start for piece in part}
    return [one for one in every if one.start in starts]


def _last(text: DocumentText) -> int:
    """How many parts a document without pages has."""
    return max([piece.page or 0 for piece in text.pieces] + [(len(text.pieces) + PART - 1) // PART, 1])


def _marks(claims: list[Record], lit: Record | None, page: int) -> list[tuple[str, Mark]]:
    """Boxes with their class: the quotes of all claims faintly, the claim asked for in its colours."""
    every = (mark for claim in claims if claim is not lit for mark in marks_on(claim, page) if mark.colour == 0)
    known = {(mark.x, mark.y, mark.width, mark.height): mark for mark in every}
    own = [(f"m{mark.colour}", mark) for mark in marks_on(lit, page)] if lit else []
    return [*(("known", mark) for mark in known.values()), *own]


def _claims(
    base: sqlite3.Connection, digest: str, page: int | None, text: DocumentText | None, part: tuple[Piece, ...] | None
) -> list[Record]:
    """What was read from the page and stands, or from the part of the text that is shown."""
    spoken = base.execute("SELECT first, last FROM side.spoken WHERE document_digest = ?", (digest,)).fetchone()
    where, values = "rowid BETWEEN ? AND ? AND document_digest = ? AND rejected IS NULL", [*(spoken or (0, -1)), digest]
    if page is not None:
        where, values = f"{where} AND page = ?", [*values, page]
    found = base.execute(
        f"SELECT claim_id FROM claims WHERE {where} ORDER BY rowid LIMIT ?", (*values, MOST)
    ).fetchall()
    claims = [parsed(row) for row in rows_of(base, "claims", "claim_id", [str(row[0]) for row in found])]
    claims.sort(key=_stands)
    if not part or text is None or text.offsets is None:
        return claims
    first, last = text.offsets[part[0].start], text.offsets[part[-1].end - 1]
    return [claim for claim in claims if claim["raw_start"] is None or first <= claim["raw_start"] <= last]


def _stands(claim: Record) -> tuple[float, ...]:
    """Where a claim's words begin: its offset, or how far down and right."""
    box = (claim["boxes"] or [[0.0, 0.0, 0.0]])[0]
    return float(claim["raw_start"] or 0), float(box[2]), float(box[1])


def _done(book: Book, original: Original, page: int | None) -> list[Any]:
    """Who has read this page whole, and what was added on it."""
    found = book.by_document.get(original.digest, [])
    return [
        (decision(entry, "stands"), entry.about[0].quote)
        for entry in found
        if entry.act is Act.ADD or entry.more.get("page") in (page, None)
    ]


async def _original(ask: Ask) -> Original:
    digest = ask.var("digest")
    if not _DIGEST.fullmatch(digest):
        raise Refused(404, "error.nothing")
    found = await ask.read(lambda base: original_of(base, digest))
    if found is None:
        raise Refused(404, "error.nothing")
    return found


async def _source(ask: Ask) -> Source:
    where, source = await asyncio.to_thread(images(ask).find, await _original(ask))
    if source is None:
        raise Refused(404, f"review.where.{where.value}")
    return source


def _page(ask: Ask) -> int:
    number = ask.var("page")
    if not (number.isascii() and number.isdecimal() and 1 <= len(number) <= 6 and int(number)):
        raise Refused(404, "error.nothing")
    return int(number)


PAGE_ROUTES = (
    Route(r"/page/(?P<digest>[^/]+)/(?P<page>[^/.]+)\.png$", picture),
    Route(r"/page/(?P<digest>[^/]+)/(?P<page>[^/.]+)$", page_view),
)
