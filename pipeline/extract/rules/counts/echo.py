"""Stocks that a document states again: 目前已有九对 later in a report whose summary said 截至2019年底共有九对.

The second statement is the same fact, and takes scope and time from the one that says more. Flows, answers and shares are left
alone: two equal answers are two facts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.records.claim import CountBody, Draft, FieldAnchor, Measure

_STOCKS = frozenset({Measure.SISTER_PAIRS, Measure.SISTER_PLACES, Measure.PARTNER_COUNTRIES})
_TELLING = 10  # smaller stocks are equal by chance


def with_echoes(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, each repeated stock with the scope and time of its fullest statement."""
    fullest: dict[tuple[float, str, Measure], Draft] = {}
    for draft in drafts:
        if (key := _key(draft)) is not None and (key not in fullest or _fulness(draft) > _fulness(fullest[key])):
            fullest[key] = draft
    return [_echo(draft, fullest) for draft in drafts]


def _key(draft: Draft) -> tuple[float, str, Measure] | None:
    body = draft.body
    if not isinstance(body, CountBody) or body.measure not in _STOCKS or body.value < _TELLING:
        return None
    return body.value, body.unit, body.measure


def _fulness(draft: Draft) -> tuple[bool, int]:
    body = draft.body
    return (
        isinstance(body, CountBody) and body.time is not None,
        len(body.scope) if isinstance(body, CountBody) else 0,
    )


def _echo(draft: Draft, fullest: dict[tuple[float, str, Measure], Draft]) -> Draft:
    key = _key(draft)
    model = fullest.get(key) if key is not None else None
    if (
        model is None
        or model is draft
        or not isinstance(draft.body, CountBody)
        or not isinstance(model.body, CountBody)
    ):
        return draft
    own, other = ({p.place_id for p in body.scope} for body in (draft.body, model.body))
    if draft.body.time is not None or model.body.time is None or not (own <= other or other <= own):
        return draft
    kept = tuple((name, anchor) for name, anchor in draft.fields if name == "value")
    taken = tuple(
        (name, FieldAnchor(a.span, a.inherited_from or "sentence")) for name, a in model.fields if name != "value"
    )
    return replace(draft, body=replace(draft.body, scope=model.body.scope, time=model.body.time), fields=kept + taken)
