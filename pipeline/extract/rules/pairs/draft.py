"""A pair as a draft: the quote that shows it and an anchor for every field."""

from __future__ import annotations

from pipeline.extract.rules.pairs.skeleton import Skeleton
from pipeline.extract.rules.pairs.when import When
from pipeline.extract.rules.refs import place_ref
from pipeline.records.claim import Draft, FieldAnchor, PairBody, Relation
from pipeline.records.mention import PlaceMention
from pipeline.records.span import Span


def pair_draft(
    skeleton: Skeleton,
    chinese: PlaceMention,
    foreign: PlaceMention,
    relation: Relation,
    when: When | None,
    shown: tuple[int, int],
    extractor: str,
    confidence: float,
    rejected: str | None = None,
) -> Draft:
    """A draft whose quote is the skeleton range `shown`; a side that stands outside it is inherited from an earlier sentence."""
    span = Span(skeleton.at(shown[0]), skeleton.at(shown[1] - 1) + _width(skeleton, shown[1] - 1))
    return draft_of(span, chinese, foreign, relation, when, extractor, confidence, rejected)


def draft_of(
    span: Span,
    chinese: PlaceMention,
    foreign: PlaceMention,
    relation: Relation,
    when: When | None,
    extractor: str,
    confidence: float,
    rejected: str | None = None,
    inherited: str = "sentence",
) -> Draft:
    """A draft on a clean span; `inherited` names where a side outside the span stands."""
    body = PairBody(
        place_ref(chinese), place_ref(foreign), relation, when.edtf if when else None, when.basis if when else None
    )
    fields = [
        (key, FieldAnchor(side.span, None if span.covers(side.span) else inherited))
        for key, side in (("a", chinese), ("b", foreign))
    ]
    if when:
        fields.append(("date", FieldAnchor(when.span, None if span.covers(when.span) else inherited)))
    return Draft(span, body, extractor, confidence, tuple(fields), rejected)


def _width(skeleton: Skeleton, index: int) -> int:
    """Clean characters that the sign at `index` stands for."""
    mark = skeleton.places.get(index) or skeleton.dates.get(index)
    return len(mark.span) if mark else 1
