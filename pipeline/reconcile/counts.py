"""A number of one measure, scope and time: what most documents say is kept, what else was said loses with its reason.

An approximate number (近30, 200多) that its exact rival bears out is no conflict.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from pipeline.reconcile.weigh import Case, better, by_value, documents_of, support, sure, surest
from pipeline.records.claim import Claim, CountBody
from pipeline.records.fact import Conflict, Fact
from pipeline.records.keys import normal_amount

Amount = tuple[float, bool]  # value in its plain unit, approximate
ABOUT = 0.15  # share by which a rounded number may miss the exact one


def fuse_count(case: Case) -> tuple[Fact, list[Conflict]]:
    """The fact with the amount that weighs most, exact before approximate."""
    amounts = by_value(case.claims, _amount)
    exact = {amount: claims for amount, claims in amounts.items() if not amount[1]}
    kept = support(exact or amounts)[0]
    conflicts = [
        case.conflict(
            "value", _words(kept), _words(lost), (amounts[kept], amounts[lost]), better(amounts[kept], amounts[lost])
        )
        for lost in support(amounts)
        if lost != kept and not _bears_out(kept, lost)
    ]
    best = surest(amounts[kept])
    return case.fact(best.body, _reason(amounts[kept], len(amounts), case)), conflicts


def _amount(claim: Claim) -> Amount:
    body = cast(CountBody, claim.body)
    return normal_amount(body.value, body.unit)[0], body.approximate


def _words(amount: Amount) -> str:
    value, approximate = amount
    return (
        f"{'about ' if approximate else ''}{value:g}"
        if abs(value) < 1e6
        else f"{'about ' if approximate else ''}{value:.0f}"
    )


def _bears_out(kept: Amount, lost: Amount) -> bool:
    """One value told twice, or the rounded form of an exact one."""
    near = abs(kept[0] - lost[0]) <= ABOUT * max(abs(kept[0]), abs(lost[0]))
    return kept[0] == lost[0] or (near and kept[1] != lost[1])


def _reason(claims: Sequence[Claim], values: int, case: Case) -> str:
    said = f"{len(claims)} of {len(case.claims)} claims in {len(documents_of(claims))} documents, confidence {sure(claims):.2f}"
    return f"the only value: {said}" if values == 1 else f"the best supported of {values} values: {said}"
