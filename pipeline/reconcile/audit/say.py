"""A finding from what was found: the sentence with its numbers, the claims behind it, an id that a copy of the report shares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from pipeline.ids import stable_id
from pipeline.reconcile.audit.entries import Entry
from pipeline.reconcile.audit.words import sentence
from pipeline.records.claim import Claim
from pipeline.records.finding import Finding, FindingKind, Severity

MANY = 12  # numbers that a sentence spells out; of longer lists it gives the first, the last and how many
JOINT = "、"


def finding(kind: FindingKind, severity: Severity, name: str, claims: Sequence[Claim], /, **values: object) -> Finding:
    """The finding that says sentence `name` with `values`, resting on `claims`."""
    en, zh = sentence(name, **values)
    once = list({claim.claim_id: claim for claim in claims}.values())
    quotes = tuple(dict.fromkeys(claim.quote for claim in once))
    key = stable_id("f", kind.value, name, zh, *sorted({"".join(quote.split()) for quote in quotes}))
    documents = tuple(sorted({claim.document for claim in once}))
    return Finding(key, kind, severity, documents, tuple(c.claim_id for c in once), quotes, en, zh)


def written(value: Fraction | float) -> str:
    """A number as people write it: 251, 82.26, at most four digits after the point."""
    number = float(value)
    return f"{number:.4f}".rstrip("0").rstrip(".") if number % 1 else str(int(number))


def added(entries: Sequence[Entry]) -> str:
    """5 + 1 + 208 + 38; a long list in short."""
    values = [written(e.stated.value) for e in entries]
    if len(values) > MANY:
        return " + ".join([*values[:3], "…", *values[-2:]]) + f" ({len(values)})"
    return " + ".join(values)


def named(entry: Entry) -> str:
    """What a number is of, in the text's words: the label of its cell, its item, else its places."""
    return entry.context.label or entry.body.item or places(entry)


def places(entry: Entry) -> str:
    """The places of a number by name."""
    return JOINT.join(p.name for p in entry.body.scope)


def claims_of(entries: Iterable[Entry]) -> list[Claim]:
    """The claims of several entries, in their order."""
    return [entry.claim for entry in entries]
