"""Ties that only the models see: signed `ml.tie`, where no rule has said anything of the two places.

`tie` says whether the words tie them, `relation` how; the second is asked only where the first is sure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from pipeline.extract.ml.folded import Folds
from pipeline.extract.ml.linear import LinearModel
from pipeline.extract.ml.tiecandidates import TieCandidate, tie_candidates
from pipeline.extract.rules.pairs.draft import draft_of
from pipeline.extract.rules.pairs.when import When, bracketed
from pipeline.records.annotated import Annotated
from pipeline.records.claim import Draft, PairBody, Relation
from pipeline.records.span import Span

EXTRACTOR = "ml.tie"
NONE, TIED = "none", "tied"
_CLAUSE_END = re.compile(r"[^,，。;；\n]{0,24}")
_JUBILEE = re.compile(r"\s*(?:周年|週年)")
Asked = tuple[TieCandidate, float]


def ask_ties(document: Annotated, model: LinearModel, folds: Folds) -> list[Asked]:
    """Every candidate pair with the probability that the words tie it."""
    found = list(tie_candidates(document, folds))
    return list(zip(found, model.chances([one.sample for one in found], TIED), strict=True))


def assess_pairs(drafts: Sequence[Draft], asked: Sequence[Asked]) -> dict[int, float]:
    """For drafts (by index) of pairs that the model was asked about at the same words: the probability of some tie."""
    said: dict[tuple[str, str], list[tuple[Span, float]]] = {}
    for one, probability in asked:
        said.setdefault(_key(one), []).append((one.sentence.span, probability))
    found: dict[int, float] = {}
    for number, draft in enumerate(drafts):
        if isinstance(draft.body, PairBody):
            here = said.get((draft.body.a.place_id, draft.body.b.place_id), [])
            near = [p for at, p in here if at.start < draft.span.end and draft.span.start < at.end]
            if near:
                found[number] = max(near)
    return found


def new_ties(
    drafts: Sequence[Draft], asked: Sequence[Asked], model: LinearModel, relation: LinearModel
) -> Iterator[Draft]:
    """Ties of pairs that no rule has kept or rejected; of one pair the likeliest sentence, of one mention the likeliest Chinese side.

    A place abroad that a rule has tied in the same sentence is tied already: who stands near it there is somebody else's partner.
    """
    ruled = [d for d in drafts if isinstance(d.body, PairBody)]
    known = {_sides(d) for d in ruled}
    sure = [(one, p) for one, p in asked if p >= model.accept and _key(one) not in known and not _is_taken(one, ruled)]
    for one, probability in _likeliest(_likeliest(sure, lambda one: one.foreign.span), _key):
        yield _draft(one, Relation(relation.best(one.sample)[0]), probability)


def _likeliest(asked: Sequence[Asked], key: Callable[[TieCandidate], object]) -> list[Asked]:
    """Of those with one key the likeliest, of equals the first."""
    best: dict[object, Asked] = {}
    for one, probability in asked:
        if probability > best.get(key(one), (one, 0.0))[1]:
            best[key(one)] = one, probability
    return list(best.values())


def _is_taken(one: TieCandidate, ruled: Sequence[Draft]) -> bool:
    at = one.sentence.span
    here = (d for d in ruled if d.rejected is None and d.span.start < at.end and at.start < d.span.end)
    return any(one.foreign.place_id in _sides(d) for d in here)


def _sides(draft: Draft) -> tuple[str, str]:
    body = draft.body
    return (body.a.place_id, body.b.place_id) if isinstance(body, PairBody) else ("", "")


def _key(one: TieCandidate) -> tuple[str, str]:
    return one.chinese.place_id, one.foreign.place_id


def _draft(one: TieCandidate, relation: Relation, probability: float) -> Draft:
    when = _date(one)
    marks = [one.foreign.span, *([one.chinese.span] if one.at[0] >= 0 else []), *([when.span] if when else [])]
    start, end = min(span.start for span in marks), max(span.end for span in marks)
    rest = one.sentence.span.end - end
    tail = _CLAUSE_END.match(one.skeleton.text, max(one.at))
    if tail and not (set("ⒸⒻⓉ") & set(tail[0][1:])) and end == one.foreign.span.end:
        end += min(rest, len(tail[0]) - 1)
    draft = draft_of(Span(start, end), one.chinese, one.foreign, relation, when, EXTRACTOR, probability)
    return draft.weighed(round(probability, 4), probability)


def _date(one: TieCandidate) -> When | None:
    """The date in brackets, the one last named before the partner or first behind it with no other partner between."""
    if own := bracketed(one.skeleton, one.foreign):
        return own
    text, at = one.skeleton.text, one.at[1]
    before = text.rfind("Ⓕ", 0, at) + 1
    ahead = text.find("Ⓕ", at + 1)
    for index in [*reversed([i for i in one.skeleton.dates if before <= i < at]), *_behind(one, at, ahead)]:
        date = one.skeleton.dates[index]
        if "/" not in date.edtf and not _JUBILEE.match(text, index + 1):
            return When(date.edtf, date.basis, date.span, index, index + 1)
    return None


def _behind(one: TieCandidate, at: int, ahead: int) -> list[int]:
    return [i for i in one.skeleton.dates if at < i and (ahead < 0 or i < ahead)]
