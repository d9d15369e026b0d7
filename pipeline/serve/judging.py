"""A reviewer's word from the browser into the ledger: the same checks as on the command line, under the name that logged in.

Each is one form that works without a script; a script that asks for JSON gets the entry's id and the next form token.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pipeline.errors import UsageError
from pipeline.review import deciding
from pipeline.review.deciding import Word
from pipeline.review.part import part_of
from pipeline.review.released import Released
from pipeline.serve.ask import Ask, Refused
from pipeline.serve.fact_evidence import audience
from pipeline.serve.judging_adding import add_claim, read_page
from pipeline.serve.judging_desk import Book, desk_of
from pipeline.serve.routes import post_to
from pipeline.store.ledger.entry import Act, Entry

LONGEST = 2000  # characters of a reason or value
PLAIN = frozenset({Act.ACCEPT, Act.REJECT, Act.CORRECT, Act.UNSURE})
APART = "claim."  # how the boxes of the claims to split off are named


async def judge(ask: Ask) -> Any:  # noqa: ANN401 - Datasette's answers have no type of ours
    """Accept, reject, correct, be unsure, undo, split or merge: `act` and `target` of the form say which and what."""
    try:
        act, at = Act(ask.form.get("act", "")), deciding.now()
    except ValueError as error:
        raise Refused(400, "review.no_act") from error
    target = field(ask, "target")
    part = await ask.read(lambda base: _part(base, target, field(ask, "with")))
    return await _written(ask, lambda book: _entry(ask, act, target, part, book, at))


async def add(ask: Ask) -> Any:  # noqa: ANN401
    """A claim that was missed, each field with its own selection."""
    entry = await _told(add_claim(ask, word_of(ask), deciding.now()))
    return await _written(ask, lambda _: entry)


async def whole(ask: Ask) -> Any:  # noqa: ANN401
    """A page that was read whole and lacks nothing."""
    entry = await _told(read_page(ask, word_of(ask), deciding.now()))
    return await _written(ask, lambda _: entry)


def field(ask: Ask, name: str) -> str:
    """A field of the form, as long as it may be. Raises `Refused` beyond that."""
    value = ask.form.get(name, "").strip()
    if len(value) > LONGEST:
        raise Refused(400, "review.too_long", most=LONGEST)
    return value


def word_of(ask: Ask) -> Word:
    """Who says it, why, and from which queue."""
    if ask.who is None:
        raise Refused(401, "error.login")
    correction = field(ask, "field") or None
    value = field(ask, "value") if correction else None
    return Word(ask.who.name, field(ask, "why") or None, correction, value, field(ask, "queue") or None)


def _part(base: sqlite3.Connection, target: str, other: str) -> Released:
    one = part_of(base, target)
    if not other:
        return one
    two = part_of(base, other)
    return replace(
        one, readings=(*one.readings, *two.readings), own=(*one.own, *two.own), became={**two.became, **one.became}
    )


def _entry(ask: Ask, act: Act, target: str, part: Released, book: Book, at: str) -> Entry:
    word = word_of(ask)
    if act is Act.UNDO:
        return deciding.undo(book.entries, target, word, at)
    if act is Act.SPLIT:
        apart = [name.removeprefix(APART) for name in ask.form if name.startswith(APART)]
        return deciding.split(part, target, apart, word, at)
    if act is Act.MERGE:
        return deciding.merge(part, target, field(ask, "with"), word, at)
    if act not in PLAIN:
        raise UsageError(f"'{act.value}' has a form of its own")
    return deciding.judge_reading(part, target, act, word, at)


async def _written(ask: Ask, make: Callable[[Book], Entry]) -> Any:  # noqa: ANN401
    """The entry in the ledger, then on to where the form says."""
    options = ask.site.options
    if audience(options.release) == "public":
        raise Refused(403, "review.public")
    entry = await _told(asyncio.to_thread(desk_of(options).keep, make))
    onward = field(ask, "onward") or "/queues"
    if ask.json:
        return ask.answer(
            {"entry_id": entry.entry_id, "act": entry.act.value, "onward": onward, "csrf": ask.next_token()}
        )
    return ask.redirect(onward)


async def _told(work: Any) -> Entry:  # noqa: ANN401
    """What makes no sense is told to who said it."""
    try:
        entry: Entry = await work
    except UsageError as error:
        raise Refused(400, "review.refused", why=error.message) from error
    return entry


JUDGING_ROUTES = (
    post_to(r"/judge", judge, action="judge"),
    post_to(r"/judge/add", add, action="judge"),
    post_to(r"/judge/page", whole, action="judge"),
)
