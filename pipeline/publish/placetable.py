"""Rows of the table of places: what the documents call them, and what the gazetteer knows of them for maps and joins."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from pipeline.places.gazetteer import place as known_place
from pipeline.publish.facttables import Row
from pipeline.records.claim import ActivityBody, Body, Claim, CountBody, DocumentBody, PairBody, PlaceRef
from pipeline.records.statements import places_of

JOINT = "; "
COLUMNS = "place_id name name_en country level parent lat:real lon:real codes spellings claims:int documents:int"


def place_rows(claims: Sequence[Claim]) -> Iterator[Row]:
    """Every place that a published claim names, under its most frequent name, in the order of the ids."""
    seen: dict[str, list[tuple[PlaceRef, Claim]]] = defaultdict(list)
    for claim in claims:
        if not claim.rejected:
            for place in places_in(claim.body):
                seen[place.place_id].append((place, claim))
    for place_id, uses in sorted(seen.items()):
        names = Counter(place.name for place, _ in uses)
        name = min(names, key=lambda n: (-names[n], n))
        english = min((place.name_en for place, _ in uses if place.name_en), default=None)
        country = min((place.country for place, _ in uses if place.country), default=None)
        spellings = JOINT.join(sorted({place.text for place, _ in uses}))
        documents = len({claim.document_digest for _, claim in uses})
        numbers = len({claim.claim_id for _, claim in uses}), documents
        yield place_id, name, english, country, *_known(place_id), spellings, *numbers


def _known(place_id: str) -> Row:
    """Level, parent, coordinates and codes; all unknown for an id made from a name."""
    place = known_place(place_id)
    if place is None:
        return None, None, None, None, None
    codes = json.dumps(place.keys, ensure_ascii=False) if place.keys else None
    return place.level, place.parent, place.lat, place.lon, codes


def places_in(body: Body) -> tuple[PlaceRef, ...]:
    """The places that a claim's values name."""
    if isinstance(body, PairBody):
        return body.a, body.b
    if isinstance(body, CountBody):
        return body.scope
    if isinstance(body, ActivityBody):
        return body.participants
    return () if isinstance(body, DocumentBody) else places_of(body)
