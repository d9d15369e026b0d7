"""Ties said against ties named: how many pairs a document names of those that it says there are.

More named than said is a contradiction; fewer is the rule, and told once for the number that the document is about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.reconcile.audit.entries import Entry, wholes
from pipeline.reconcile.audit.holding import CHINA, holds
from pipeline.reconcile.audit.say import finding, places, written
from pipeline.records.claim import Claim, Measure, PairBody, Relation
from pipeline.records.finding import Finding, FindingKind, Severity

EXAMPLES = 8
NAMED = 5  # pairs: a document that names fewer is no list of ties
SAID = 3  # a smaller number is easily of something else

Tie = tuple[str, str]


def named_findings(claims: Sequence[Claim], documents: Sequence[Sequence[Entry]]) -> Iterator[Finding]:
    """For each document the numbers of ties that its named pairs exceed, and the one that most of them fall under."""
    ties: dict[str, dict[Tie, Claim]] = defaultdict(dict)
    for claim in claims:
        body = claim.body
        if isinstance(body, PairBody) and body.relation is Relation.SISTER:
            known = ties[claim.document_digest]
            key = body.a.place_id, body.b.place_id
            if key not in known or _weight(claim) > _weight(known[key]):
                known[key] = claim
    for entries in documents:
        if entries and (named := ties.get(entries[0].claim.document_digest)):
            yield from _of_document(entries, named)


def _weight(claim: Claim) -> tuple[bool, float, str]:
    return isinstance(claim.body, PairBody) and claim.body.date is not None, claim.confidence, claim.claim_id


def _of_document(entries: Sequence[Entry], ties: dict[Tie, Claim]) -> Iterator[Finding]:
    cells = [e for e in entries if e.is_cell and e.body.measure is Measure.SISTER_PAIRS]
    said = [e for e in (*wholes(entries, Measure.SISTER_PAIRS), *cells) if e.stated.value >= SAID]
    fewer: list[tuple[int, Entry]] = []
    for entry in said:
        inside = [claim for tie, claim in sorted(ties.items()) if _in_scope(entry, tie)]
        if len(inside) > entry.stated.value and all(_before(entry, claim) for claim in inside):
            yield _more(entry, inside)
        elif NAMED <= len(inside) < entry.stated.value and not entry.is_cell:
            fewer.append((len(inside), entry))
    if fewer:
        count, entry = min(fewer, key=lambda f: (-f[0], f[1].stated.value, f[1].context.start))
        words = {"said": written(entry.stated.value), "scope": places(entry), "named": count}
        yield finding(FindingKind.COVERAGE, Severity.NOTE, "coverage.few_named", [entry.claim], **words)


def _in_scope(entry: Entry, tie: Tie) -> bool:
    """Is the tie one of those counted: each side in a place of the scope, and no place of the scope without a side?"""
    home = [p for p in entry.places if holds(p, tie[0])]
    abroad = [p for p in entry.places if p != CHINA and holds(p, tie[1])]
    return bool(home or abroad) and len(set(home) | set(abroad)) == len(entry.places)


def _before(entry: Entry, claim: Claim) -> bool:
    """Was the tie made by the day of the number? Ties without a date are not counted against it."""
    made = claim.body.date if isinstance(claim.body, PairBody) else None
    asof = (entry.body.time or "").removeprefix("../")
    return made is not None and bool(asof) and made[:4] <= asof[:4] and made <= asof + "~"


def _more(entry: Entry, inside: Sequence[Claim]) -> Finding:
    bodies = [c.body for c in inside if isinstance(c.body, PairBody)]
    examples = "、".join(f"{b.a.name}–{b.b.name}" for b in bodies[:EXAMPLES])
    words = {"said": written(entry.stated.value), "scope": places(entry), "time": entry.body.time or "?"}
    claims = [entry.claim, *inside]
    return finding(
        FindingKind.COVERAGE, Severity.GAP, "coverage.more_named", claims, **words, named=len(inside), examples=examples
    )
