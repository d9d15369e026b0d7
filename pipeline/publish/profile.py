"""What of a release may be shown to whom. `internal` is everything; `public` cuts quotes, masks what leads to persons, and withholds
the words of documents whose manifest says `share = false`.

Offsets, pages and boxes stay whole, so that whoever has the document finds the words again.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from pipeline.records.claim import Claim, FieldPlace
from pipeline.records.fact import Fact
from pipeline.records.finding import Finding
from pipeline.records.judgement import JudgementLine

T = TypeVar("T")
LONGEST = 120  # characters of a quote
CUT, MASK = "…", "▇"
# Words that a body takes over from its document; names, dates and numbers are facts.
_WORDS = frozenset({"item", "motive", "question", "answer", "definition", "topic", "outcome"})
_PERSONAL = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # an address of e-mail
    r"|(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"  # a mobile telephone
    r"|(?<!\d)(?:\(0\d{2,3}\)|0\d{2,3})[- ]?\d{7,8}(?:[-转]\d{1,6})?(?!\d)"  # a telephone with its area
)


class Profile(StrEnum):
    """Who the release is for."""

    INTERNAL = "internal"
    PUBLIC = "public"


def shown(text: str) -> str:
    """`text` as the public may see it: masked, then cut."""
    masked = _PERSONAL.sub(lambda match: MASK * len(match[0]), text)
    return masked if len(masked) <= LONGEST else masked[:LONGEST] + CUT


def public_claim(claim: Claim, withheld: frozenset[str]) -> Claim:
    """The claim with its quotes shown or, for a document of `withheld` digests, empty."""
    is_withheld = claim.document_digest in withheld

    def words(text: str) -> str:
        return "" if is_withheld else shown(text)

    fields = tuple((name, FieldPlace(words(one.quote), one.place, one.inherited_from)) for name, one in claim.fields)
    cites = tuple(replace(one, quote=words(one.quote)) for one in claim.cites)
    return replace(claim, quote=words(claim.quote), fields=fields, cites=cites, body=_public(claim.body, is_withheld))


def public_fact(fact: Fact, withheld: frozenset[str]) -> Fact:
    """The fact with the words it takes from its documents shown, or left out where all of these are withheld."""
    return replace(fact, body=_public(fact.body, bool(fact.documents) and withheld.issuperset(fact.documents)))


def public_finding(finding: Finding, withheld_names: frozenset[str]) -> Finding:
    """The finding with its quotes shown; none where one of its documents is withheld, since they do not say whose they are."""
    if withheld_names.isdisjoint(finding.documents):
        return replace(finding, quotes=tuple(map(shown, finding.quotes)))
    return replace(finding, quotes=tuple("" for _ in finding.quotes))


def public_judgement(line: JudgementLine, withheld: frozenset[str]) -> JudgementLine:
    """The decision without the name of who made it; quote and reason shown, or empty for a document of `withheld` digests."""
    is_withheld = line.document_digest in withheld
    quote = "" if is_withheld else shown(line.quote)
    why = None if is_withheld or line.why is None else shown(line.why)
    return replace(line, by="", why=why, quote=quote)


def _public(body: T, is_withheld: bool) -> T:
    changed = {
        field.name: "" if is_withheld else shown(value)
        for field in dataclasses.fields(body)  # type: ignore[arg-type]
        if field.name in _WORDS and isinstance(value := getattr(body, field.name), str)
    }
    return replace(body, **changed) if changed else body  # type: ignore[type-var]
