"""What a claim's words look like where they stand: the lines of the page with the boxes lit, or the paragraph with the words lit."""

from __future__ import annotations

import asyncio
import sqlite3
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import YouchengError
from pipeline.records.source import Source
from pipeline.review.released import audience_of
from pipeline.serve.ask import Ask
from pipeline.serve.options import Options
from pipeline.serve.pageimage import DRAWN, PageImages, images_of, original_of
from pipeline.serve.pageimage_files import Original, Whereabouts
from pipeline.serve.pageimage_marks import Field, Paragraph, Record, Strip, around, fields_of, heads_of, strip_of
from pipeline.serve.pageimage_worker import DocumentText

TEXT_PATIENCE = 1.5  # seconds that a picture waits for the text below it
PATIENCE = 8.0  # seconds that a page waits for pictures and texts of its documents
MOST_SHOWN = 4  # claims of a page that are shown in their documents; of the others a link leads there


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where and how a claim's words are shown; `why` names what stood in the way of showing more."""

    why: str
    fields: tuple[Field, ...]
    strip: Strip | None = None
    image: str | None = None  # address of the page's picture
    page: str | None = None  # address of the page with its text, where claims are added
    paragraphs: tuple[Paragraph, ...] = ()
    heads: tuple[str, ...] = ()  # of the table's column, from the top
    row: str = ""


@cache
def audience(release: Path) -> object:
    """Who a release is for; it never changes."""
    return audience_of(release)


def warm_pages(options: Options) -> None:
    """Start the processes that draw pages, where there are pages to be drawn."""
    if options.corpus:
        images_of(options, lambda: audience(options.release)).pool.warm()


def images(ask: Ask) -> PageImages:
    """The pictures of the server's release."""
    options = ask.site.options
    return images_of(options, lambda: audience(options.release))


def page_address(digest: str, page: int | None, claim_id: str | None = None) -> str:
    """The address of a page of a document, lit for a claim."""
    return f"/page/{digest}/{page or 1}" + (f"?claim={claim_id}" if claim_id else "")


async def evidence_of(ask: Ask, claims: list[dict[str, Any]]) -> list[Evidence]:
    """The evidence of each claim, in their order; what takes too long is left out, with its reason."""
    originals = await ask.read(lambda base: _originals(base, {str(claim["document_digest"]) for claim in claims}))
    shown = claims[:MOST_SHOWN]
    found = await asyncio.gather(*(_evidence(ask, claim, originals.get(claim["document_digest"])) for claim in shown))
    return [*found, *(_plain(claim, "further") for claim in claims[MOST_SHOWN:])]


def _originals(base: sqlite3.Connection, digests: set[str]) -> dict[str, Original]:
    return {digest: found for digest in digests if (found := original_of(base, digest))}


async def _evidence(ask: Ask, claim: dict[str, Any], original: Original | None) -> Evidence:
    if original is None:
        return _plain(claim, Whereabouts.MISSING.value)
    pages = images(ask)
    where, source = await asyncio.to_thread(pages.find, original)
    if source is None:
        return _plain(claim, where.value)
    try:
        return await asyncio.wait_for(_shown(pages, source, claim), PATIENCE)
    except TimeoutError:
        return _plain(claim, "slow")
    except (YouchengError, IndexError):
        return _plain(claim, "broken")


async def _shown(pages: PageImages, source: Source, claim: dict[str, Any]) -> Evidence:
    """The strip of the page where there is a picture, and the paragraph."""
    page, digest = claim["page"], source.digest
    drawn = source.kind in DRAWN and page and claim["boxes"]
    sheet = await pages.sheet(source, page) if drawn else None
    text = await _text(pages, source, TEXT_PATIENCE if sheet else PATIENCE)
    heads, row = heads_of(text, claim) or ((), "") if text else ((), "")
    return Evidence(
        "",
        tuple(fields_of(claim)),
        strip_of(claim, page, sheet) if sheet else None,
        f"/page/{digest}/{page}.png" if sheet else None,
        page_address(digest, page, claim["claim_id"]),
        tuple(around(text, claim)) if text else (),
        heads,
        row,
    )


async def _text(pages: PageImages, source: Source, seconds: float) -> DocumentText | None:
    """The document's text; None where it is not ready in time: it will be for the next reader."""
    try:
        return await asyncio.wait_for(asyncio.shield(pages.text(source)), seconds)
    except TimeoutError:
        return None


def _plain(claim: Record, why: str) -> Evidence:
    return Evidence(
        why, tuple(fields_of(claim)), page=page_address(claim["document_digest"], claim["page"], claim["claim_id"])
    )
