"""Facts split and merged by a reviewer: which claims go to which fact, told by what the claims say and never by a fact's id.

An id is made by rules that may change; the claims that a reviewer saw are found again by their words, and the facts meant are those
that these claims support today.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pipeline.ids import stable_id
from pipeline.records.claim import Claim
from pipeline.store.ledger.entry import Act
from pipeline.store.ledger.standing import Match, State


def by_entry(matches: Sequence[Match]) -> list[list[Match]]:
    """The matches of each split and merge that stands, oldest entry first."""
    groups: dict[str, list[Match]] = defaultdict(list)
    for one in matches:
        if one.state is State.STANDS and one.entry.act in (Act.SPLIT, Act.MERGE):
            groups[one.entry.entry_id].append(one)
    return list(groups.values())


def moves(group: Sequence[Match], claims: Mapping[str, Claim], made: Mapping[str, str]) -> dict[str, str]:
    """The new fact of each claim that a split or merge moves; nothing where the run has it so already.

    `made` leads from a claim that was corrected to the corrected one.
    """
    entry = group[0].entry
    if entry.act is Act.SPLIT:
        return _split(_meant(group, claims, made), claims, sorted(one.key for one in entry.about))
    first = [one for one in group if one.subject.fact_id == entry.fact_id]
    other = [one for one in group if one.subject.fact_id != entry.fact_id]
    return _merge(_meant(first, claims, made), _meant(other, claims, made), claims)


def _meant(group: Iterable[Match], claims: Mapping[str, Claim], made: Mapping[str, str]) -> list[Claim]:
    """The published claims that answer to these readings, corrected ones in their new form."""
    ids = {made.get(found.claim_id, found.claim_id) for one in group for found in one.found if found.claim_id}
    return [claims[claim_id] for claim_id in sorted(ids) if claim_id in claims and claims[claim_id].fact_id]


def _split(apart: Sequence[Claim], claims: Mapping[str, Claim], keys: Sequence[str]) -> dict[str, str]:
    """The claims to part from the others of their fact; a claim whose fact holds none but them is parted already."""
    ids = {claim.claim_id for claim in apart}
    shared = {claim.fact_id for claim in claims.values() if claim.fact_id and claim.claim_id not in ids}
    return {
        claim.claim_id: stable_id(claim.fact_id.partition("-")[0], claim.fact_id, "split", *keys)
        for claim in apart
        if claim.fact_id in shared and claim.fact_id
    }


def _merge(first: Sequence[Claim], other: Sequence[Claim], claims: Mapping[str, Claim]) -> dict[str, str]:
    """All claims of the facts that the second side supports, for the fact that most of the first side support."""
    facts = Counter(claim.fact_id for claim in first if claim.fact_id)
    if not facts:
        return {}
    target = min(facts, key=lambda fact_id: (-facts[fact_id], fact_id))
    gone = {claim.fact_id for claim in (*first, *other)} - {target}
    return {claim.claim_id: target for claim in claims.values() if claim.fact_id in gone}
