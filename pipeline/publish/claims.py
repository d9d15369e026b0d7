"""claims.jsonl: one line a claim, its keys and their order fixed for the programs that read it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from enum import Enum
from typing import Any

from pipeline.records.claim import (
    ActivityBody,
    Body,
    Claim,
    CountBody,
    DocumentBody,
    FieldPlace,
    PairBody,
    Place,
    PlaceRef,
)
from pipeline.records.statements import STATEMENTS, Statement

FIELDS = {
    "pair": ("a", "b", "relation", "date"),
    "count": ("value", "unit", "measure", "scope", "time"),
    "activity": ("category", "participants", "date"),
    "document": (
        "title",
        "authors",
        "organisations",
        "date",
        "publisher",
        "isbn",
    ),  # others only where the text states them
    **{name: tuple(one.name for one in fields(body)) for body, name in STATEMENTS.items()},
}


def claim_lines(claims: Iterable[Claim]) -> Iterator[str]:
    """The lines of claims.jsonl in their published order, each with its line end."""
    for claim in sorted(claims, key=claim_order):
        yield json.dumps(claim_record(claim), ensure_ascii=False, allow_nan=False) + "\n"


def claim_order(claim: Claim) -> tuple[object, ...]:
    """Total order of claims: document, type, kept before rejected, finest date and highest confidence first, place, id.

    Who reads only the first claim about a thing reads the one that says the most, and says it most surely.
    """
    place = claim.place
    box = place.boxes[0] if place.boxes else ()
    where = (place.page or 0, place.raw_start or 0, place.raw_end or 0, box)
    return (
        claim.document,
        claim.document_digest,
        claim.type,
        claim.rejected is not None,
        -_date_steps(claim.body),
        -claim.confidence,
        where,
        claim.claim_id,
    )


def _date_steps(body: Body) -> int:
    """How finely a pair is dated: 0 not at all, 1 a year, 2 a month, 3 a day; other types are not ordered by it."""
    if not isinstance(body, PairBody) or body.date is None:
        return 0
    return 1 + body.date.count("-")


def claim_record(claim: Claim) -> dict[str, Any]:
    """One claim as claims.jsonl has it."""
    return {
        "claim_id": claim.claim_id,
        "fact_id": claim.fact_id,
        "document": claim.document,
        "document_digest": claim.document_digest,
        "type": claim.type,
        "quote": claim.quote,
        **place_record(claim.place),
        "ocr": claim.ocr,
        "second_reader": claim.second_reader,
        "extractor": claim.extractor,
        "confidence": round(claim.confidence, 4),
        **body_record(claim.body),
        "fields": field_records(claim),
        "cites": cite_records(claim),
        "rejected": claim.rejected,
    }


def place_record(place: Place) -> dict[str, Any]:
    """Offsets, or page and boxes; the page in a box is a whole number."""
    boxes = None if place.boxes is None else [[int(page), *sides] for page, *sides in place.boxes]
    return {
        "raw_start": place.raw_start,
        "raw_end": place.raw_end,
        "page": place.page,
        "page_label": place.page_label,
        "boxes": boxes,
        "address": place.address,
    }


def body_record(body: Body) -> dict[str, Any]:
    """The values that a claim states, under the names of its type."""
    if isinstance(body, PairBody):
        sides = {"a": _place(body.a), "b": _place(body.b)}
        return {**sides, "relation": body.relation.value, "date": body.date, "date_basis": body.date_basis}
    if isinstance(body, CountBody):
        return {
            "value": plain_number(body.value),
            "unit": body.unit,
            "approximate": body.approximate,
            "measure": body.measure.value,
            "scope": [_place(place) for place in body.scope],
            "time": body.time,
            "item": body.item,
        }
    if isinstance(body, ActivityBody):
        return _activity(body)
    if isinstance(body, DocumentBody):
        lines = asdict(body.bibliography).items()
        stated = [(key, value) for key, value in lines if value or key in FIELDS["document"]]
        return {key: list(value) if isinstance(value, tuple) else value for key, value in stated}
    return _statement(body)


def plain_number(value: float) -> float | int:
    """Whole numbers without a point: 92, not 92.0."""
    return int(value) if float(value).is_integer() else value


def field_records(claim: Claim) -> dict[str, Any]:
    """Every field of the type: its own anchor, where it is inherited from, or null where no words say it."""
    records: dict[str, Any] = {} if claim.rejected else dict.fromkeys(FIELDS[claim.type])
    for name, field in claim.fields:
        key, number = name, 1
        while records.get(key) is not None:  # the second word of a list: scope.1
            key, number = f"{name}.{number}", number + 1
        records[key] = _field(field)
    return records


def cite_records(claim: Claim) -> list[dict[str, Any]]:
    """The notes that the claim's own sentence calls: mark, words and place of each."""
    return [{"mark": one.mark, "quote": one.quote, **place_record(one.place)} for one in claim.cites]


def _field(field: FieldPlace) -> dict[str, Any]:
    anchor = {"quote": field.quote, **place_record(field.place)}
    if field.inherited_from is None:
        return {**anchor, "inherited_from": None}
    nothing = dict.fromkeys(anchor)
    return {**nothing, "inherited_from": {"what": field.inherited_from, **anchor}}


def _place(place: PlaceRef) -> dict[str, Any]:
    return asdict(place)


def _statement(body: Statement) -> dict[str, Any]:
    """Every field under its own name: places as objects, numbers plain, words of a closed list as words."""
    return {one.name: _plain(getattr(body, one.name)) for one in fields(body)}


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, PlaceRef):
        return _place(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return plain_number(value) if isinstance(value, float) else value


def _activity(body: ActivityBody) -> dict[str, Any]:
    stated = {
        "name": body.name,
        "direction": body.direction,
        "venue": body.venue,
        "people": list(body.people),
        "bodies": list(body.bodies),
        "outcome": body.outcome,
    }
    return {
        "category": body.category.value,
        "participants": [_place(place) for place in body.participants],
        "date": body.date,
        **{key: value for key, value in stated.items() if value},
    }
