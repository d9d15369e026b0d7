"""The decisions of a ledger in a run: claims put aside or read anew by a reviewer's word, before anything is reconciled.

Nothing is overwritten. A claim that was rejected stays, with the reviewer's reason; so does one that was corrected, and the corrected
reading stands beside it as a claim of its own, signed `review.correct`, at the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.ids import stable_id
from pipeline.publish.claims import body_record
from pipeline.records.claim import Claim, DocumentBody
from pipeline.records.judgement import Judgement, JudgementLine, Verdict
from pipeline.records.keys import fact_key, home_of
from pipeline.records.reading import Reading
from pipeline.records.result import DocumentResult
from pipeline.records.source import Source
from pipeline.records.works import Work
from pipeline.review.adding import added
from pipeline.review.lines import judgement_lines
from pipeline.review.moving import by_entry, moves
from pipeline.review.values import corrected
from pipeline.store.ledger import find_ledger
from pipeline.store.ledger.entry import Act, Entry, Subject, canonical, read_entry
from pipeline.store.ledger.standing import Match, State, match, standing, twins

CORRECTED = "review.correct"
Homes = Mapping[str, str]  # by digest: what keeps the vague claims of a document to it


@dataclass(frozen=True, slots=True)
class Decided:
    """All entries of a ledger in their order, and the last hash of its chain; None where it has none."""

    entries: tuple[Entry, ...] = ()
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """The claims of a run after its ledger, what reconciliation must know beside them, and how each decision stands."""

    claims: tuple[Claim, ...]
    judgements: tuple[Judgement, ...] = ()
    matches: tuple[Match, ...] = ()
    became: Mapping[tuple[str, str], str] = field(
        default_factory=dict
    )  # (entry, claim) → the fact it supports after it
    seen: tuple[Subject, ...] = ()

    def lines(self, works: Iterable[Work]) -> tuple[JudgementLine, ...]:
        """The rows of the table `judgements`, offers on twin documents among them."""
        of = {digest: work.work_id for work in works for digest in work.documents}
        return judgement_lines((*self.matches, *twins(self.matches, self.seen, of)), self.became)


def subject_of(claim: Claim) -> Subject:
    """A claim as the ledger knows it."""
    return Subject(
        claim.document_digest, claim.document, claim.type, claim.quote, body_record(claim.body), claim.claim_id, claim.fact_id
    )  # fmt: skip


def judge(results: Sequence[DocumentResult], entries: Sequence[Entry], read: Callable[[Source], Reading]) -> Judged:
    """The claims of `results` after the decisions of a ledger; `read` is asked for the documents that claims were added to."""
    claims = [claim for result in results for claim in result.claims]
    decided = standing(entries)
    if not decided:
        return Judged(tuple(claims))
    sources = {result.source.digest: result.source for result in results if result.trouble is None}
    desk = _Desk(claims, _homes(claims))
    adds = match([entry for entry in decided if entry.act is Act.ADD], (), sources)
    more = [desk.add(one, sources, read) if one.state is State.STANDS else one for one in adds]
    made = (found for one in more for found in one.found)
    seen = *(subject_of(claim) for claim in claims if claim.rejected is None), *made
    matches = match([entry for entry in decided if entry.act is not Act.ADD], seen, sources)
    for one in matches:
        desk.decide(one)
    moved = desk.moved(matches)
    return Judged(moved, tuple(desk.judgements), (*matches, *more), desk.became, seen)


def read_ledger(folder: Path, named: str | None) -> Decided:
    """The ledger of an output folder (`named`: another); nothing where there is none yet.

    Raises `LedgerBroken` where it cannot be read or its chain does not hold: a run never leaves a reviewer's word out silently.
    """
    where = find_ledger(folder, named)
    if where is None:
        return Decided()
    from pipeline.store.ledger.ledger import Ledger, check_chain

    with Ledger.open(where) as ledger:
        links = ledger.links()
    check_chain(links)
    return Decided(tuple(read_entry(link.body) for link in links), links[-1].hash if links else None)


def _homes(claims: Iterable[Claim]) -> Homes:
    homes: dict[str, str] = {}
    for claim in claims:
        if isinstance(claim.body, DocumentBody) and claim.rejected is None:
            homes.setdefault(claim.document_digest, home_of(claim.document_digest, claim.body.bibliography))
    return homes


class _Desk:
    """The claims of a run while decisions are worked into them."""

    def __init__(self, claims: Sequence[Claim], homes: Homes) -> None:
        self.claims = {claim.claim_id: claim for claim in claims}
        self.homes = homes
        self.judgements: list[Judgement] = []
        self.became: dict[tuple[str, str], str] = {}
        self.made: dict[str, Claim] = {}  # by the claim that it corrects

    def decide(self, one: Match) -> None:
        """Work one decision in that stands and is about readings."""
        if one.state is not State.STANDS:
            return
        entry = one.entry
        if entry.act is Act.CORRECT and entry.fact_id:
            self.judgements.append(Judgement(entry.fact_id, entry.field, Verdict.CORRECT, entry.value, entry.at))
            return
        for claim_id in (found.claim_id for found in one.found if found.claim_id):
            if entry.act is Act.REJECT:
                self._put_aside(claim_id, "rejected by a reviewer" + _reason(entry))
            elif entry.act is Act.ACCEPT:
                self.judgements.append(Judgement(claim_id, None, Verdict.ACCEPT, None, entry.at))
            elif entry.act is Act.CORRECT:
                self._correct(claim_id, entry)

    def _put_aside(self, claim_id: str, why: str) -> None:
        self.claims[claim_id] = replace(self.claims[claim_id], rejected=why, fact_id=None)

    def _correct(self, claim_id: str, entry: Entry) -> None:
        """The reading as corrected so far, with one more field set right."""
        old = self.claims[claim_id]
        base = self.made.get(claim_id, old)
        body = corrected(base.body, entry.field or "", entry.value or "")
        home = self.homes.get(old.document_digest, old.document_digest)
        home = old.document_digest if isinstance(body, DocumentBody) else home
        new_id = stable_id("c", old.claim_id, CORRECTED, canonical(body_record(body)))
        fact_id = fact_key(body, home, old.quote)
        self.made[claim_id] = replace(
            base, claim_id=new_id, fact_id=fact_id, body=body, extractor=CORRECTED, confidence=1.0, rejected=None
        )
        said = old.rejected + "; " if old.rejected and old.rejected.startswith("corrected by") else ""
        self._put_aside(claim_id, f"{said}corrected by a reviewer ({entry.field}: {entry.value})" + _reason(entry))
        self.became[entry.entry_id, claim_id] = fact_id

    def add(self, one: Match, sources: Mapping[str, Source], read: Callable[[Source], Reading]) -> Match:
        """The decision with the claim that it made; an orphan where its words are not found."""
        digest = one.subject.digest
        try:
            claim = added(one.entry, read(sources[digest]), self.homes.get(digest, digest))
        except UsageError as error:
            claim = error.message
        if isinstance(claim, str):
            return replace(one, state=State.ORPHANED, why=claim)
        self.claims.setdefault(claim.claim_id, claim)
        if claim.rejected is not None:
            return replace(one, state=State.ORPHANED, why=claim.rejected)
        self.judgements.append(Judgement(claim.claim_id, None, Verdict.ACCEPT, None, one.entry.at))
        return replace(one, found=(subject_of(claim),))

    def moved(self, matches: Sequence[Match]) -> tuple[Claim, ...]:
        """All claims, those of facts that were split or merged under their new fact."""
        self.judgements += [Judgement(c.claim_id, None, Verdict.ACCEPT) for c in self.made.values()]
        claims = {**self.claims, **{claim.claim_id: claim for claim in self.made.values()}}
        for group in by_entry(matches):
            for claim_id, fact_id in moves(
                group, claims, {old: new.claim_id for old, new in self.made.items()}
            ).items():
                claims[claim_id] = replace(claims[claim_id], fact_id=fact_id)
                self.became[group[0].entry.entry_id, claim_id] = fact_id
        return tuple(claims.values())


def _reason(entry: Entry) -> str:
    return f": {entry.why}" if entry.why else ""
