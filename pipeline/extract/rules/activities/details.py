"""What else the words say of an activity: its name, direction, venue, people, bodies and outcome, with where they stand."""

from __future__ import annotations

import re
from typing import TypedDict

from pipeline.extract.rules.activities.events import Event
from pipeline.extract.rules.activities.participants import Party
from pipeline.extract.rules.activities.when import When
from pipeline.extract.rules.activities.words import lexicon
from pipeline.records.annotated import Annotated
from pipeline.records.claim import FieldAnchor
from pipeline.records.span import Span

_NAME = re.compile(r"“([^”\n]{2,60}[^”\n]*)”(?=[^，,。]{0,12})|《([^》\n]{4,80})》")
_MUTUAL = re.compile(r"互访|互派|互换|互致|双向")
_GOING = re.compile(r"访问|出访|到访|造访|赴|率[^，,]{0,14}团|到[^，,]{1,10}(?:参|考|交流|演)|派")
_COMING = re.compile(r"来访|来华|访华|来到|回访|来[^，,]{1,5}(?:访|参|考|学|演)")
_OUTCOME = re.compile(r"(?:签署|签订|签下|达成|通过|发表|取得|获得)(?:了)?[^，,。；;]{2,60}")


class Details(TypedDict):
    """The fields of an activity that are optional."""

    name: str | None
    direction: str | None
    venue: str | None
    people: tuple[str, ...]
    bodies: tuple[str, ...]
    outcome: str | None


Spans = dict[str, list[Span]]


def describe(document: Annotated, event: Event, party: Party, spans: Spans) -> Details:
    """The optional fields, as the document writes them; what it does not say stays empty."""
    words = document.reading.words
    return Details(
        name=words(spans["name"][0]) if spans["name"] else None,
        direction=_direction(document, event, party),
        venue=words(spans["venue"][0]) if spans["venue"] else None,
        people=tuple(dict.fromkeys(words(s) for s in spans["people"])),
        bodies=tuple(dict.fromkeys(words(s) for s in spans["bodies"])),
        outcome=words(spans["outcome"][0]) if spans["outcome"] else None,
    )


def detail_spans(document: Annotated, event: Event) -> Spans:
    """Where the words for the optional fields stand, found once for the values and their anchors."""
    shadow, span, patterns = document.reading.shadow, event.span, lexicon().details
    found: Spans = {}
    for field, pattern in (
        ("name", _NAME),
        ("venue", patterns.venue),
        ("people", patterns.person),
        ("outcome", _OUTCOME),
    ):
        found[field] = [_group_span(match) for match in pattern.finditer(shadow, span.start, span.end)]
    starts = [place.span for place in (p for c in event.clauses for p in c.places)]
    found["bodies"] = [
        Span(s.start, match.end())
        for s in starts
        if (match := patterns.body.match(shadow, s.end, min(span.end, s.end + 20)))
    ]
    return found


def _group_span(match: re.Match[str]) -> Span:
    return Span(*match.span(match.lastindex or 0))


def _direction(document: Annotated, event: Event, party: Party) -> str | None:
    """outbound where a Chinese place goes, inbound where a foreign one comes, both where the word says so."""
    shadow = document.reading.shadow[event.start : event.end]
    if _MUTUAL.search(shadow):
        return "both"
    if _COMING.search(shadow):
        return "inbound"
    going = _GOING.search(shadow)
    if going is None:
        return None
    before = [p for p in party.all if p.span.start < event.start + going.start()]
    if not before:
        return None
    return "outbound" if before[0].country == "CN" else "inbound"


def anchors(event: Event, party: Party, when: When | None, details: Spans) -> tuple[tuple[str, FieldAnchor], ...]:
    """Where the words for each field stand; a field from another sentence says so."""
    found = [("category", FieldAnchor(Span(event.lead.start, event.lead.end)))]
    found += [("participants", FieldAnchor(p.span)) for p in party.places]
    found += [("participants", FieldAnchor(p.span, "earlier sentence")) for p in party.carried]
    if when:
        found.append(("date", FieldAnchor(when.span, when.carried_from)))
    for field, spans in details.items():
        found += [(field, FieldAnchor(span)) for span in spans[:1]]
    return tuple(found)
