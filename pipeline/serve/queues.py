"""What waits for a reviewer: the overview, a queue, one claim of it at a time, and what became of the judgements that were given."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from itertools import combinations
from typing import Any
from urllib.parse import urlencode

from pipeline.evaluate.reviewing import agreement, precision_of, verdicts
from pipeline.review.part import readings_by_id
from pipeline.review.released import Reading
from pipeline.serve.ask import Ask, Refused
from pipeline.serve.fact import Record, fact, shown_claims
from pipeline.serve.judging_desk import Book, desk_of
from pipeline.serve.queues_order import Waiting, at_odds, ordered
from pipeline.serve.records import records
from pipeline.serve.routes import Route

SIZE, SEED, MOST_SIZE, MOST_SEED = 100, 1, 5000, 10**9 - 1
SHOWN = 50  # claims of a queue on one page
MOST_REVIEWERS = 12  # whose agreement is told, pair by pair
_ORDERS: dict[tuple[str, str, int, int], list[str]] = {}


async def overview(ask: Ask) -> Any:  # noqa: ANN401 - Datasette's answers have no type of ours
    """All queues with how much waits in each, precision, agreement, and the judgements that found no words."""
    book = await asyncio.to_thread(desk_of(ask.site.options).book)
    size, seed = _draw(ask)
    name = ask.who.name if ask.who else None
    mine = {one.claim_id for entry in book.stands if entry.by == name for one in entry.about}
    waiting = []
    for kind in Waiting:
        claims = await _claims(ask, kind, book, size, seed)
        open_again = kind is Waiting.DISAGREEMENT
        waiting.append((kind.value, len(claims), sum(open_again or one not in mine for one in claims)))
    drawn = await _readings(ask, await _claims(ask, Waiting.RANDOM, book, size, seed))
    values = {
        "waiting": waiting, "size": size, "seed": seed, "precision": precision_of(drawn, book.stands),
        "agreement": _agreement(book), "orphans": await ask.read(_orphans), "judged": len(book.stands),
        "mine": sum(entry.by == name for entry in book.stands),
    }  # fmt: skip
    return await ask.page("queues.html", values)


async def listing(ask: Ask) -> Any:  # noqa: ANN401
    """The claims of one queue that are left, the first of them with their words."""
    kind, (size, seed) = _kind(ask), _draw(ask)
    book = await asyncio.to_thread(desk_of(ask.site.options).book)
    every = await _readings(ask, await _claims(ask, kind, book, size, seed))
    left = [one for one in every if _is_open(ask, kind, one, book)]
    values = {
        "kind": kind.value, "size": size, "seed": seed, "left": left[:SHOWN], "number": len(left), "all": len(every),
        "query": _query(kind, size, seed), "hidden": kind is Waiting.RANDOM,
    }  # fmt: skip
    return await ask.page("queue.html", values)


async def item(ask: Ask) -> Any:  # noqa: ANN401
    """One claim of a queue, to be judged; of the random queue without what could sway."""
    kind, (size, seed) = _kind(ask), _draw(ask)
    found = await ask.read(lambda base: list(records(base, "claims", "claim_id", ask.var("id"))))
    if not found:
        raise Refused(404, "error.nothing")
    book = await asyncio.to_thread(desk_of(ask.site.options).book)
    claims = await _claims(ask, kind, book, size, seed)
    (shown,) = await shown_claims(ask, found, book)
    hidden = kind is Waiting.RANDOM
    query = _query(kind, size, seed)
    at = claims.index(found[0]["claim_id"]) if found[0]["claim_id"] in claims else None
    values = {
        "kind": kind.value, "one": shown, "hidden": hidden, "fact": None if hidden else await _fact(ask, found[0]),
        "onward": f"/queue/{kind.value}/next?{query}&after={found[0]['claim_id']}", "query": query,
        "queue": f"{kind.value} seed {seed} size {size}" if hidden else kind.value,
        "place": None if at is None else at + 1, "number": len(claims), "here": ask.request.full_path,
        "before": claims[at - 1] if at else None,
    }  # fmt: skip
    return await ask.page("queue_item.html", values)


async def following(ask: Ask) -> Any:  # noqa: ANN401
    """On to the next claim of a queue that this person has not judged, or back to the list at its end."""
    kind, (size, seed) = _kind(ask), _draw(ask)
    book = await asyncio.to_thread(desk_of(ask.site.options).book)
    claims = await _claims(ask, kind, book, size, seed)
    after = ask.arg("after")
    begin = claims.index(after) + 1 if after in claims else 0
    query = _query(kind, size, seed)
    for some in _by_hundred([*claims[begin:], *claims[:begin]]):
        for one in await _readings(ask, some):
            if _is_open(ask, kind, one, book) and one.subject.claim_id != after:
                return ask.redirect(f"/queue/{kind.value}/{one.subject.claim_id}?{query}")
    return ask.redirect(f"/queue/{kind.value}?{query}")


def _by_hundred(claims: Sequence[str]) -> list[Sequence[str]]:
    return [claims[begin : begin + 100] for begin in range(0, len(claims), 100)]


async def _claims(ask: Ask, kind: Waiting, book: Book, size: int, seed: int) -> list[str]:
    """The claims of a queue in their order, made once a release."""
    if kind is Waiting.DISAGREEMENT:
        return at_odds(book)
    key = str(ask.site.release), kind.value, *((size, seed) if kind is Waiting.RANDOM else (0, 0))
    if key not in _ORDERS:
        found = await ask.read(lambda base: ordered(base, kind, size=size, seed=seed))
        while len(_ORDERS) > 64:
            _ORDERS.pop(next(iter(_ORDERS)))
        _ORDERS[key] = found
    return _ORDERS[key]


async def _readings(ask: Ask, claims: Sequence[str]) -> list[Reading]:
    return await ask.read(lambda base: readings_by_id(base, claims))


def _is_open(ask: Ask, kind: Waiting, one: Reading, book: Book) -> bool:
    """Has this person not judged it? What two are at odds about is a third one's, or theirs again."""
    if kind is Waiting.DISAGREEMENT or ask.who is None:
        return True
    return all(entry.by != ask.who.name for entry in book.by_key.get(one.subject.key, ()))


async def _fact(ask: Ask, claim: Record) -> Record | None:
    """The fact that a claim supports, with what lost."""
    if claim["fact_id"] is None:
        return None

    def look(base: sqlite3.Connection) -> Record | None:
        return fact(ask, base)

    return await ask.read(look)


def _orphans(base: sqlite3.Connection) -> list[Record]:
    return list(records(base, "judgements", "state", "orphaned", 200))


def _agreement(book: Book) -> list[tuple[str, str, Any]]:
    """Cohen's kappa of each two who have judged claims in common."""
    said = {name: verdicts(book.stands, name) for name in sorted({entry.by for entry in book.stands})[:MOST_REVIEWERS]}
    found = ((one, other, agreement(said[one], said[other])) for one, other in combinations(said, 2))
    return [row for row in found if row[2]]


def _kind(ask: Ask) -> Waiting:
    try:
        return Waiting(ask.var("kind"))
    except ValueError as error:
        raise Refused(404, "error.nothing") from error


def _draw(ask: Ask) -> tuple[int, int]:
    """Size and seed of the random draw."""
    return max(1, ask.number("size", SIZE, MOST_SIZE)), ask.number("seed", SEED, MOST_SEED)


def _query(kind: Waiting, size: int, seed: int) -> str:
    return urlencode({"size": size, "seed": seed}) if kind is Waiting.RANDOM else "from=queue"


QUEUE_ROUTES = (
    Route(r"/queues$", overview, "judge"),
    Route(r"/queue/(?P<kind>[^/]+)/next$", following, "judge"),
    Route(r"/queue/(?P<kind>[^/]+)/(?P<id>[^/]+)$", item, "judge"),
    Route(r"/queue/(?P<kind>[^/]+)$", listing, "judge"),
)
