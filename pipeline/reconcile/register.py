"""A register beside the reports: which ties of the reports it lacks, which of its ties no report shows, where dates differ.

A tie is one fact whoever tells of it, so that the two are compared fact by fact. Ties only intended are left out: no register has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.reconcile.stamps import agree, stamp
from pipeline.records.claim import Claim, PairBody, Relation
from pipeline.records.fact import Fact, Reconciled
from pipeline.records.registers import REGISTER_EXTRACTOR, Held, RegisterLine

_MADE = frozenset({Relation.SISTER, Relation.EXCHANGE})
SAYS = {
    Held.LACKED: ("The reports tell of {tie}{reports}; the register lacks it.", "报告载有{tie}{reports}，名录缺载。"),
    Held.UNSEEN: ("The register has {tie}{register}; no report tells of it.", "名录载有{tie}{register}，报告均未提及。"),
    Held.DATE: ("{tie}: the register has {register}, the reports {reports}.", "{tie}：名录记为{register}，报告记为{reports}。"),
    Held.ENDED: ("{tie}: one of register and reports says that it ended, the other does not.",
                 "{tie}：名录与报告之一称已解除，另一方未载。"),
    Held.AGREES: ("{tie}: register and reports agree{register}.", "{tie}：名录与报告一致{register}。"),
}  # fmt: skip


def compare_register(claims: Sequence[Claim], reconciled: Reconciled) -> tuple[RegisterLine, ...]:
    """One line for each tie of register or reports, in the order of ids; empty where no register was given."""
    if not any(_is_of_register(claim) for claim in claims):
        return ()
    by_id = {c.claim_id: c for c in claims if isinstance(c.body, PairBody) and c.rejected is None}
    ties = [fact for fact in reconciled.facts if isinstance(fact.body, PairBody)]
    homes = {_home(fact) for fact in ties for c in _claims(fact, by_id) if _is_of_register(c)}
    return tuple(line for fact in ties for line in _line(fact, _claims(fact, by_id), homes))


def _claims(fact: Fact, by_id: dict[str, Claim]) -> list[Claim]:
    return [by_id[c] for c in fact.claims if c in by_id]


def _is_of_register(claim: Claim) -> bool:
    return claim.extractor.startswith(REGISTER_EXTRACTOR)


def _home(fact: Fact) -> str:
    return fact.body.a.place_id if isinstance(fact.body, PairBody) else ""


def _line(fact: Fact, claims: Sequence[Claim], homes: set[str]) -> Iterator[RegisterLine]:
    body = fact.body
    listed = [c for c in claims if _is_of_register(c)]
    told = [c for c in claims if not _is_of_register(c) and _relation(c) is not Relation.INTENT]
    if not isinstance(body, PairBody) or not (listed or told):
        return
    dates = _finest(listed), _finest(told)
    held = _held(listed, told, dates)
    words = {"tie": f"{body.a.name}–{body.b.name}"}
    words |= {"register": _shown(dates[0], held), "reports": _shown(dates[1], held)}
    en, zh = (sentence.format(**words) for sentence in SAYS[held])
    yield RegisterLine(
        fact.fact_id, body.a.place_id, body.a.name, body.b.place_id, body.b.name, body.b.country, held,
        _home(fact) in homes, *dates, _ids(listed), _ids(told), en, zh,
    )  # fmt: skip


def _shown(date: str | None, held: Held) -> str:
    if held is Held.DATE:
        return date or "?"
    return f" ({date})" if date else ""


def _ids(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(sorted(c.claim_id for c in claims))


def _relation(claim: Claim) -> Relation | None:
    return claim.body.relation if isinstance(claim.body, PairBody) else None


def _finest(claims: Iterable[Claim]) -> str | None:
    """The finest date at which the tie was made; the surest and then the earliest of equals."""
    dated = [c for c in claims if isinstance(c.body, PairBody) and c.body.date and c.body.relation in _MADE]
    best = min(dated, key=lambda c: (-stamp(_date(c)).steps, -c.confidence, _date(c), c.claim_id), default=None)
    return _date(best) if best is not None else None


def _date(claim: Claim) -> str:
    return (claim.body.date if isinstance(claim.body, PairBody) else None) or ""


def _held(listed: Sequence[Claim], told: Sequence[Claim], dates: tuple[str | None, str | None]) -> Held:
    if not listed:
        return Held.LACKED
    if not told:
        return Held.UNSEEN
    ended = [any(_relation(c) is Relation.TERMINATED for c in group) for group in (listed, told)]
    if ended[0] != ended[1]:
        return Held.ENDED
    if dates[0] and dates[1] and not any(agree(dates[0], _date(c)) for c in told if _date(c)):
        return Held.DATE
    return Held.AGREES
