"""The page of one fact: its value, the claims that say it with their words where they stand, why it won, what lost, what people said."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.publish.lookup import FACT_TABLES
from pipeline.review.part import rows_of
from pipeline.serve.ask import Ask, Refused
from pipeline.serve.fact_evidence import Evidence, evidence_of
from pipeline.serve.fact_fields import Choice, choices_of
from pipeline.serve.judging_desk import Book, Decision, desk_of
from pipeline.serve.records import parsed, records
from pipeline.serve.routes import Route
from pipeline.store.ledger.entry import Subject

MOST_CLAIMS = 200  # on one page; the table of claims has them all
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim as it is shown: where its words stand, what was decided about it, what may be corrected, and offers from other documents."""

    claim: Record
    evidence: Evidence
    decisions: tuple[Decision, ...]
    choices: tuple[Choice, ...]
    told: tuple[Record, ...]  # rows of `judgements` that wait for somebody: offers and second looks


def fact(ask: Ask, base: sqlite3.Connection) -> Record | None:
    """A fact by its id, or by that of a claim; a rejected claim stands alone, without a fact."""
    wanted, _, release = ask.var("id").partition("@")
    if release and release != ask.site.release.name:
        return None
    claim = next(records(base, "claims", "claim_id", wanted), None)
    fact_id = claim["fact_id"] if claim else wanted
    claims = [claim] if claim and fact_id is None else list(records(base, "claims", "fact_id", fact_id, MOST_CLAIMS))
    table = next((t for t in FACT_TABLES if next(records(base, t, "fact_id", fact_id, 1), None)), None)
    aside = [] if fact_id is None else list(_put_aside(base, fact_id))
    if table is None and not claims and not aside:
        return None
    return {
        "fact_id": fact_id,
        "claim_id": claim["claim_id"] if claim else None,
        "citation": f"{fact_id}@{ask.site.release.name}" if fact_id else None,
        "table": table,
        "fact": next(records(base, table, "fact_id", fact_id, 1)) if table else None,
        "states": list(records(base, "pair_states", "fact_id", fact_id)),
        "claims": sorted(claims, key=lambda c: (-(c["confidence"] or 0), c["claim_id"])),
        "aside": aside,
        "conflicts": list(records(base, "conflicts", "fact_id", fact_id)),
        "register": next(records(base, "register", "fact_id", fact_id, 1), None),
    }


def _put_aside(base: sqlite3.Connection, fact_id: str) -> Iterator[Record]:
    """Claims that a reviewer's word took from the fact, or that it rests on in a corrected form."""
    told = [*rows_of(base, "judgements", "fact_id", [fact_id]), *rows_of(base, "judgements", "became", [fact_id])]
    ids = {str(row["claim_id"]) for row in told if row["claim_id"]}
    for row in rows_of(base, "claims", "claim_id", sorted(ids)):
        if row["rejected"] is not None:
            yield parsed(row)


def subject_of(claim: Mapping[str, Any], fact_id: str | None = None) -> Subject:
    """A row of the table `claims` as the ledger knows it."""
    about = claim["document_digest"], claim["document"], claim["type"], claim["quote"], claim["body"], claim["claim_id"]
    return Subject(*about, claim["fact_id"] or fact_id)


async def shown_claims(ask: Ask, claims: list[Record], book: Book) -> list[Shown]:
    """Claims with all that a reader or reviewer sees of each."""
    evidence = await evidence_of(ask, claims)
    waiting = await ask.read(lambda base: _waiting(base, [str(claim["claim_id"]) for claim in claims]))
    return [
        Shown(
            claim,
            found,
            tuple(book.on(subject_of(claim))),
            choices_of(claim) if ask.may("judge") else (),
            tuple(waiting.get(str(claim["claim_id"]), ())),
        )
        for claim, found in zip(claims, evidence, strict=True)
    ]


def _waiting(base: sqlite3.Connection, claims: list[str]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for row in rows_of(base, "judgements", "claim_id", claims):
        if row["state"] in ("offered", "second look"):
            found.setdefault(str(row["claim_id"]), []).append(row)
    return found


async def fact_view(ask: Ask) -> Any:  # noqa: ANN401 - Datasette's answers have no type of ours
    """The page, or the fact as an object where the address ends in `.json`."""
    values = await ask.read(lambda base: fact(ask, base))
    if values is None:
        raise Refused(404, "error.nothing")
    if ask.json:
        return ask.answer(values)
    book = desk_of(ask.site.options).book()
    first = [claim for claim in values["claims"] if claim["claim_id"] == values["claim_id"]]
    rest = [claim for claim in values["claims"] if claim not in first]
    shown = await shown_claims(ask, [*first, *rest], book)
    aside = await shown_claims(ask, values["aside"], book)
    whole = book.on_fact(values["fact_id"]) if values["fact_id"] else []
    return await ask.page(
        "fact.html", {**values, "shown": shown, "aside": aside, "whole": whole, "here": ask.request.path}
    )


FACT_ROUTES = (Route(r"/fact/(?P<id>[^/]+?)(?P<json>\.json)?$", fact_view),)
