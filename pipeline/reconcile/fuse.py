"""Claims to facts: claims with one fact id are one fact; where they differ, one value is kept and the others lose with a reason.

Nothing depends on the order of the claims or on the name of a file: every choice ends in a total order of the values themselves.
A fact's id comes from its claims' keys alone; what other documents say can change weights, and through them a disputed value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from pipeline.reconcile.activities import fuse_activity
from pipeline.reconcile.ballot import PRIOR
from pipeline.reconcile.counts import count_statements, fuse_count
from pipeline.reconcile.dating import Weights
from pipeline.reconcile.docket import Issue, Judgements
from pipeline.reconcile.frozen import FrozenWeights
from pipeline.reconcile.history import with_histories
from pipeline.reconcile.pairs import fuse_pair, pair_statements
from pipeline.reconcile.series import series_of
from pipeline.reconcile.statements import fuse_statement, statement_dates
from pipeline.reconcile.weigh import Case, surest
from pipeline.reconcile.weighing import Outcome, Weighing
from pipeline.reconcile.witnesses import Witnesses, leaders
from pipeline.reconcile.words import Words
from pipeline.reconcile.works import Works, find_works
from pipeline.records.claim import ActivityBody, Claim, CountBody, DocumentBody, PairBody
from pipeline.records.fact import Conflict, Fact, Reconciled
from pipeline.records.judgement import Judgement
from pipeline.records.source import Bibliography
from pipeline.records.works import Document, SourceWeight

Groups = Mapping[str, tuple[Claim, ...]]  # claims by fact id, each in the order of their ids


def reconcile(
    claims: Iterable[Claim],
    documents: Sequence[Document] = (),
    *,
    judgements: Iterable[Judgement] = (),
    weights: FrozenWeights | None = None,
) -> Reconciled:
    """Facts and conflicts of all published claims, each sorted by id; rejected claims support nothing.

    `documents` says which of them are one witness; what it does not name is a witness of its own. `weights` are taken instead of
    learning them.
    """
    decided = Judgements(judgements)
    groups = _groups(claims, decided)
    works = _works(groups, documents, weights)
    witnesses = Witnesses(works, (claim for group in groups.values() for claim in group))
    for group in groups.values():
        witnesses.compare(group)
    dates, plain = _issues(groups, decided)
    weighing = Weighing(dates, plain, witnesses)
    known = _frozen(witnesses, weights) if weights else weighing.learn()
    witnesses.leader = known.group[: len(witnesses)].tolist()
    outcomes = weighing.decide(known)
    facts, conflicts = _fuse_all(groups, witnesses, outcomes, known)
    series = series_of(facts, groups, _dates(groups, documents))
    return Reconciled(facts, conflicts, series, works.works, works.copies, _source_weights(works, witnesses, known))


def _groups(claims: Iterable[Claim], decided: Judgements) -> Groups:
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.fact_id is not None and not decided.rejects(claim):
            groups[claim.fact_id].append(claim)
    return {key: tuple(sorted(groups[key], key=lambda c: c.claim_id)) for key in sorted(groups)}


def _works(groups: Groups, documents: Sequence[Document], frozen: FrozenWeights | None) -> Works:
    """The works of the corpus; those of frozen weights are settled, and so are the copies between them."""
    said = {line[0]: line[1] for group in groups.values() if (line := _line(group))}
    if frozen is None:
        return find_works(documents, said)
    fixed = {digest: weight.work for digest, weight in frozen.documents.items()}
    found = find_works(documents, said, fixed)
    known = set(fixed.values())
    fresh = (copy for copy in found.copies if not {copy.one, copy.other} <= known)
    here = {work.work_id for work in found.works}
    kept = (copy for copy in frozen.copies if {copy.one, copy.other} <= here)
    copies = tuple(sorted({*fresh, *kept}, key=lambda c: (c.one, c.other)))
    return Works(found.works, {**fixed, **found.of}, copies)


def _line(group: Sequence[Claim]) -> tuple[str, Bibliography] | None:
    """What a document's title page says of it, by its surest reading."""
    body = surest(group).body
    return (group[0].document_digest, body.bibliography) if isinstance(body, DocumentBody) else None


def _dates(groups: Groups, documents: Sequence[Document]) -> dict[str, str]:
    """The date of each document that has one: of its manifest's line, else as it says itself."""
    said = {line[0]: line[1] for group in groups.values() if (line := _line(group))}
    said |= {d.digest: d.bibliography for d in documents if d.bibliography}
    return {digest: line.date for digest, line in said.items() if line.date}


def _issues(groups: Groups, decided: Judgements) -> tuple[list[Issue], list[Issue]]:
    """Issues of dates, and issues of plain values."""
    dates, plain = [], []
    for fact_id, group in groups.items():
        body = group[0].body
        said = pair_statements(group) if isinstance(body, PairBody) else statement_dates(group)
        dates += [decided.apply(fact_id, field, statements) for field, statements in sorted(said.items())]
        if isinstance(body, CountBody):
            plain += [decided.apply(fact_id, field, said) for field, said in count_statements(group).items()]
    return dates, plain


def _frozen(witnesses: Witnesses, weights: FrozenWeights) -> Weights:
    """The file's weights by witness; one that it does not know weighs as at first sight."""
    by_work = {weight.work: weight for weight in weights.documents.values()}
    known = [by_work.get(work) for work in witnesses.ids]
    accuracy = [weight.accuracy if weight else PRIOR for weight in known]
    group = leaders({weight.work: weight.group for weight in known if weight}, witnesses.ids)
    judged = [weight.judged if weight else 0 for weight in known]
    return Weights(
        np.asarray([*accuracy, PRIOR], dtype=np.float64),
        np.asarray([*judged, 0], dtype=np.int64),
        np.asarray([*group, len(group)], dtype=np.int64),
    )


def _fuse_all(
    groups: Groups, witnesses: Witnesses, outcomes: Mapping[tuple[str, str], Outcome], known: Weights
) -> tuple[tuple[Fact, ...], tuple[Conflict, ...]]:
    by_fact: dict[str, dict[str, Outcome]] = defaultdict(dict)
    for (fact_id, field), outcome in outcomes.items():
        by_fact[fact_id][field] = outcome
    accuracy = dict(enumerate(known.accuracy.tolist()))
    facts: list[Fact] = []
    conflicts: list[Conflict] = []
    for fact_id, group in groups.items():
        fact, lost = _fuse(Case(fact_id, group, witnesses, by_fact[fact_id], accuracy))
        facts.append(fact)
        conflicts += lost
    return with_histories(facts), tuple(sorted(conflicts, key=lambda c: c.conflict_id))


def _fuse(case: Case) -> tuple[Fact, Sequence[Conflict]]:
    body = case.claims[0].body
    if isinstance(body, PairBody):
        return fuse_pair(case)
    if isinstance(body, CountBody):
        return fuse_count(case)
    if isinstance(body, ActivityBody):
        return fuse_activity(case)
    if not isinstance(body, DocumentBody):
        return fuse_statement(case)
    read = len(case.claims)
    reason = Words(
        f"the surest of {read} readings of the title page" if read > 1 else "the only reading of the title page",
        f"题名页 {read} 种读法中最可信者" if read > 1 else "题名页的唯一读法",
    )
    return case.fact(surest(case.claims).body, reason), ()


def _source_weights(works: Works, witnesses: Witnesses, known: Weights) -> tuple[SourceWeight, ...]:
    """What each document weighs, by its digest."""
    accuracy, judged = known.accuracy.tolist(), known.judged.tolist()
    rows = []
    for work in works.works:
        at = witnesses.number[work.work_id]
        group = witnesses.ids[witnesses.leader[at]]
        rows += [SourceWeight(d, work.work_id, accuracy[at], judged[at], group) for d in work.documents]
    return tuple(sorted(rows, key=lambda row: row.document))
