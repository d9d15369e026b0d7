"""A missed claim from the words that a reviewer selected, and a page read whole.

A selection comes as words with the place in the clean text where it began; the ledger keeps which of several places of these words it
is, since a place in the text may move with the reader's version and the words do not.
"""

from __future__ import annotations

import asyncio
import sqlite3

from pipeline.errors import UsageError, YouchengError
from pipeline.review import deciding
from pipeline.review.adding import find_words
from pipeline.review.deciding import Word
from pipeline.review.released import Released
from pipeline.serve.ask import Ask, Refused
from pipeline.serve.fact_evidence import images
from pipeline.serve.pageimage import original_of
from pipeline.serve.pageimage_files import Original
from pipeline.serve.pageimage_worker import DocumentText
from pipeline.store.ledger.entry import Entry

VALUE, WORDS, AT = "value.", "words.", "at."  # what the fields of the form begin with
QUOTE = "quote"


async def add_claim(ask: Ask, word: Word, at: str) -> Entry:
    """The entry of a missed claim. Raises `UsageError` for values or words that no run could use, `Refused` without the document."""
    original = await _original(ask)
    text = await _text(ask, original)
    form = {name: value.strip() for name, value in ask.form.items()}
    values = {name.removeprefix(VALUE): value for name, value in form.items() if name.startswith(VALUE) and value}
    words = {name: form.get(WORDS + name, "") for name in values}
    selected = {name: said for name, said in words.items() if said}
    places = {name: which for name, said in selected.items() if (which := _which(text, said, form.get(AT + name, "")))}
    quote = form.get(QUOTE, "")
    which = _which(text, quote, form.get(AT + QUOTE, "")) or 1
    return deciding.add(
        _released(original), original.name, form.get("type", ""), quote, values, selected, word, at,
        which=which, field_which=places,
    )  # fmt: skip


async def read_page(ask: Ask, word: Word, at: str) -> Entry:
    """The entry of a page read whole; without a number, of a document without pages."""
    original = await _original(ask)
    number = ask.form.get("page", "").strip()
    if number and not (number.isascii() and number.isdecimal() and len(number) < 7):
        raise Refused(400, "error.form")
    return deciding.page_read(_released(original), original.name, int(number) if number else None, word, at)


def _released(original: Original) -> Released:
    return Released((), {original.name: original.digest}, {}, (), ())


async def _original(ask: Ask) -> Original:
    digest = ask.form.get("digest", "")

    def look(base: sqlite3.Connection) -> Original | None:
        return original_of(base, digest)

    found = await ask.read(look)
    if found is None:
        raise Refused(404, "error.nothing")
    return found


async def _text(ask: Ask, original: Original) -> DocumentText:
    pages = images(ask)
    where, source = await asyncio.to_thread(pages.find, original)
    if source is None:
        raise Refused(409, f"review.where.{where.value}")
    try:
        return await pages.text(source)
    except YouchengError as error:
        raise Refused(409, "review.where.broken") from error


def _which(text: DocumentText, words: str, start: str) -> int | None:
    """Which place of these words it is, from 1: the last one that begins no later than the selection; None where none was said.

    Raises `UsageError` for words that do not stand in the document.
    """
    if not words:
        return None
    found = find_words(text.text, words)
    if not found:
        raise UsageError(f"these words do not stand in the document: {words[:80]}")
    if not (start.isascii() and start.isdecimal() and len(start) < 10):
        return None
    before = [n for n, span in enumerate(found, 1) if span.start <= int(start)]
    return before[-1] if before else 1
