"""The citation gate: a draft becomes a claim only if its words are found again where it says they stand.

A draft's span lies on the clean text. The gate goes back to the source (characters of a text, glyphs of a page), takes the words
from there, and holds them against the clean text and against the place it is about to print. What is not found is rejected
with the reason, never approximated; so is a claim of which a single field points at words that are not there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from pipeline.extract.anchor import CitationError, Cited, Citer
from pipeline.extract.cites import CalledNotes
from pipeline.ids import stable_id
from pipeline.records.claim import Claim, DocumentBody, Draft, FieldPlace, Place
from pipeline.records.keys import fact_key, home_of, type_of
from pipeline.records.reading import Reading

BELOW_CUT = "below cut"


def cite(reading: Reading, drafts: Iterable[Draft], *, cut: float = 0.0) -> list[Claim]:
    """Claims for `drafts`, repetitions dropped, in the order of their quotes; those under `cut` or not found are rejected."""
    citer = Citer(reading)
    notes = CalledNotes(reading, citer)
    claims: dict[str, Claim] = {}
    drafts = list(drafts)
    home = _home(reading, drafts)
    for draft in sorted(drafts, key=lambda d: (d.span, type_of(d.body), d.extractor, -d.confidence)):
        claim = _claim(reading, citer, notes, draft, cut, home)
        claims.setdefault(claim.claim_id, claim)
    return list(claims.values())


def _claim(reading: Reading, citer: Citer, notes: CalledNotes, draft: Draft, cut: float, home: str) -> Claim:
    rejected, cited = draft.rejected, Cited("", Place())
    fields: tuple[tuple[str, FieldPlace], ...] = ()
    try:
        cited = citer.cite(draft.span)
        fields = _fields(citer, draft)
    except CitationError as error:
        rejected = error.message
    confidence = draft.confidence * cited.score
    if rejected is None and confidence < cut:
        rejected = f"{BELOW_CUT}: {confidence:.3f} < {cut:.3f}"
    kind, source = type_of(draft.body), reading.source
    home = source.digest if isinstance(draft.body, DocumentBody) else home
    return Claim(
        claim_id=_claim_id(draft, kind, source.digest),
        fact_id=None if rejected else fact_key(draft.body, home, cited.quote),
        document=source.name,
        document_digest=source.digest,
        type=kind,
        quote=cited.quote,
        place=cited.place,
        extractor=draft.extractor,
        confidence=confidence,
        body=draft.body,
        fields=fields,
        ocr=cited.ocr,
        rejected=rejected,
        context=draft.context,
        cites=() if rejected else notes.of(draft.span),
    )


def _home(reading: Reading, drafts: Iterable[Draft]) -> str:
    """What keeps this document's vague claims to itself and its other editions: title and year, as the text gives them."""
    lines = [d.body.bibliography for d in drafts if isinstance(d.body, DocumentBody) and d.rejected is None]
    return home_of(reading.source.digest, lines[0] if lines else None)


def _fields(citer: Citer, draft: Draft) -> tuple[tuple[str, FieldPlace], ...]:
    """Each field's own words; raises `CitationError` naming the field whose words are not found."""
    found = []
    for name, anchor in draft.fields:
        try:
            cited = citer.cite(anchor.span)
        except CitationError as error:
            raise CitationError(f"field {name}: {error.message}") from error
        found.append((name, FieldPlace(cited.quote, cited.place, anchor.inherited_from)))
    return tuple(found)


def _claim_id(draft: Draft, kind: str, digest: str) -> str:
    """Made from the document's bytes and the reading alone: no file name, no other document, no order."""
    body = json.dumps(asdict(draft.body), ensure_ascii=False, sort_keys=True)
    return stable_id("c", digest, draft.extractor, kind, draft.span.start, draft.span.end, body)
