"""What audits look at: the counts of one document in the order of their words, each with the values that it allows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.reconcile.audit.stated import Stated, read_stated
from pipeline.records.claim import Claim, CountBody, CountContext, Measure
from pipeline.records.keys import part_of

TIES = frozenset({Measure.SISTER_PAIRS, Measure.SISTER_PLACES})
STOCKS = frozenset({Measure.SISTER_PAIRS, Measure.SISTER_PLACES, Measure.PARTNER_COUNTRIES})
_TIE_UNITS = frozenset({"", "个", "對", "对", "座", "组", "双"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One count with its claim, its place among the others, and the values that it allows."""

    claim: Claim
    body: CountBody
    context: CountContext
    stated: Stated

    @property
    def places(self) -> frozenset[str]:
        """The ids of its scope."""
        return frozenset(p.place_id for p in self.body.scope)

    @property
    def is_cell(self) -> bool:
        """Does it stand in a table?"""
        return self.context.row is not None

    @property
    def unit(self) -> str:
        """The unit, one for all classifiers of ties."""
        return "" if self.body.unit in _TIE_UNITS else self.body.unit


def entries_by_document(claims: Iterable[Claim]) -> list[list[Entry]]:
    """The published counts of each document, documents by digest and entries by place; of two readings of a number the surest."""
    groups: dict[str, dict[tuple[object, ...], Entry]] = defaultdict(dict)
    for claim in sorted(claims, key=lambda c: (-c.confidence, c.claim_id)):
        if claim.rejected is None and claim.context is not None and isinstance(claim.body, CountBody):
            entry = _entry(claim, claim.body, claim.context)
            groups[claim.document_digest].setdefault((claim.context.start, claim.body.item), entry)
    return [sorted(groups[digest].values(), key=_order) for digest in sorted(groups)]


def _entry(claim: Claim, body: CountBody, context: CountContext) -> Entry:
    words = next((field.quote for name, field in claim.fields if name == "value"), "")
    value = read_stated(body.value, words, approximate=body.approximate, is_share=body.measure is Measure.SHARE)
    return Entry(claim, body, context, value)


def _order(entry: Entry) -> tuple[int, str]:
    return entry.context.start, entry.body.item


def alike(a: Entry, b: Entry) -> bool:
    """Do two numbers count the same kind of thing, so that they can be added up?"""
    if a.unit != b.unit:
        return False
    return a.body.measure is b.body.measure or {a.body.measure, b.body.measure} <= TIES


def sentences(entries: Iterable[Entry]) -> list[list[Entry]]:
    """The numbers of running text, sentence by sentence, shares and ranks among them."""
    groups: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        if not entry.is_cell:
            groups[entry.context.group].append(entry)
    return [groups[start] for start in sorted(groups)]


def wholes(entries: Iterable[Entry], measure: Measure) -> list[Entry]:
    """The exact numbers of one measure in running text that are no part of another: of one scope and time the largest alone."""
    best: dict[tuple[frozenset[str], str | None], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.body.measure is measure and not entry.is_cell and entry.stated.exact:
            best[entry.places, entry.body.time].append(entry)
    largest = [max(same, key=lambda e: (e.stated.value, -e.context.start)) for same in best.values()]
    return [entry for entry in largest if not part_of(entry.body)]


def tables(entries: Iterable[Entry]) -> list[list[Entry]]:
    """The cells of each table of which every number is a claim: with one left out nothing can be added up."""
    groups: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.is_cell:
            groups[entry.context.group].append(entry)
    return [groups[start] for start in sorted(groups) if len(groups[start]) == groups[start][0].context.numbers]
