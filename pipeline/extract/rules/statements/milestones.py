"""The steps of a tie: proposed, approved, signed, texts exchanged, renewed, suspended, resumed, ended; each with its own date and maker.

Only the signing, or the exchange of the signed texts, makes a tie (that is the pair's date); every other step is a milestone and dates
no pair. The step is read clause by clause on the folded sentence (places and dates as one sign each); which tie it is a step of, the
sentence says, or the ones before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.rules.pairs.skeleton import Skeleton, fold
from pipeline.extract.rules.pairs.words import tie_words
from pipeline.extract.rules.statements.draft import fields_of
from pipeline.extract.rules.statements.sides import Sides, Ties
from pipeline.extract.rules.statements.words import pattern, wordings
from pipeline.records.annotated import Annotated, Sentence
from pipeline.records.claim import Draft, PairBody, Relation
from pipeline.records.mention import DateMention
from pipeline.records.reading import BlockKind
from pipeline.records.span import Span
from pipeline.records.statements import MilestoneBody, Stage

KINDS = (BlockKind.PARA, BlockKind.LIST, BlockKind.ABSTRACT, BlockKind.NOTE, BlockKind.TITLE, BlockKind.HEADING)
PAPERS = (Stage.SIGNED, Stage.INTENT, Stage.RENEWED)
OWN, TOLD = 0.82, 0.7  # confidence: the pair stands in the sentence, in an earlier one
UNDATED = 0.1  # less for a step without a date
_CLAUSE = re.compile(r"[^,。;:!?]+")
_STAGE_OF = {Relation.TERMINATED: Stage.ENDED, Relation.INTENT: Stage.INTENT}
ABOUT_BEFORE = 2  # sentences back that may say that it is about a tie


@dataclass(frozen=True, slots=True)
class _Step:
    """A step in a clause: its stage, the clause and the words of the step as ranges of the skeleton."""

    stage: Stage
    clause: tuple[int, int]
    words: tuple[int, int]


def extract_milestones(annotated: Annotated, candidates: list[int], ties: Ties) -> list[Draft]:
    """Drafts of all steps in the order of the text; a step denied or still to come is a rejected one."""
    drafts = [draft for index in candidates for draft in _of_sentence(annotated, index, ties)]
    return [*drafts, *_of_pairs(drafts, ties)]


def _of_pairs(told: list[Draft], ties: Ties) -> Iterator[Draft]:
    """The end of a tie, or a paper of intent, that a list or table states as the pair's own relation, where no sentence told it."""
    known = {(*_pair(d), d.body.stage) for d in told if isinstance(d.body, MilestoneBody)}
    for draft in ties.kept():
        body = draft.body
        stage = _STAGE_OF.get(body.relation) if isinstance(body, PairBody) else None
        if stage and isinstance(body, PairBody) and (*_pair(draft), stage) not in known:
            step = MilestoneBody(body.a, body.b, stage, body.date)
            confidence = min(OWN, draft.confidence) - (0 if body.date else UNDATED)
            yield Draft(draft.span, step, "rules.milestones.pair", round(confidence, 3), draft.fields)


def _pair(draft: Draft) -> tuple[str, str]:
    body = draft.body
    return (body.a.place_id, body.b.place_id) if isinstance(body, PairBody | MilestoneBody) else ("", "")


def _of_sentence(annotated: Annotated, index: int, ties: Ties) -> Iterator[Draft]:
    sentence = annotated.sentences[index]
    if annotated.reading.blocks[sentence.block].kind not in KINDS or not ties.may_know(index):
        return
    if not _is_of_a_tie(annotated, index, ties):
        return
    skeleton = fold(sentence, annotated.reading.shadow)
    if tie_words().others.search(skeleton.text):
        return
    done: set[tuple[Stage, str]] = set()
    about = pattern("milestones", "tie").search(skeleton.text) is not None or bool(ties.kept_in(index))
    for step in _steps(skeleton):
        if step.stage in PAPERS and not about:
            continue  # 投资说明会上签约: a paper in a sentence that is not about ties
        near = Span(skeleton.at(step.clause[0]), max(skeleton.at(step.clause[1] - 1), skeleton.at(step.clause[0])) + 1)
        for sides in _sides(ties, index, near, step):
            draft = _draft(annotated, sentence, skeleton, step, sides)
            key = (step.stage, f"{sides[1].ref.place_id} {getattr(draft.body, 'date', None)}")
            if key not in done:
                done.add(key)
                yield draft


def _is_of_a_tie(annotated: Annotated, index: int, ties: Ties) -> bool:
    """Does the sentence state a pair or name a tie, or one of the two before it in its paragraph?"""
    shadow, sentence = annotated.reading.shadow, annotated.sentences[index]
    for at in range(index, max(-1, index - 1 - ABOUT_BEFORE), -1):
        one = annotated.sentences[at]
        if one.block == sentence.block and pattern("milestones", "tie").search(shadow, one.span.start, one.span.end):
            return True
    return bool(ties.told_in(sentence.span))


def _sides(ties: Ties, index: int, near: Span, step: _Step) -> list[Sides]:
    """The pair of the step; a signing in a sentence that states several pairs is one of each."""
    one = ties.of(index, near)
    if one is not None:
        return [one]
    return ties.kept_in(index) if step.stage in (Stage.SIGNED, Stage.INTENT, Stage.ENDED) else []


def _steps(skeleton: Skeleton) -> Iterator[_Step]:
    """One step a clause: the first stage whose words it holds, in the order of the file."""
    for clause in _CLAUSE.finditer(skeleton.text):
        for row in wordings("milestones", "stage"):
            if match := row.pattern.search(skeleton.text, *clause.span()):
                if not _is_another_paper(clause[0], Stage(row.value)):
                    yield _Step(Stage(row.value), clause.span(), match.span())
                break


def _is_another_paper(clause: str, stage: Stage) -> bool:
    """A paper was signed, and it is not about the tie: 签订供水合作协议."""
    if stage not in (Stage.SIGNED, Stage.INTENT) or tie_words().any_noun.search(clause):
        return False
    return pattern("milestones", "other_paper").search(clause) is not None


def _draft(annotated: Annotated, sentence: Sentence, skeleton: Skeleton, step: _Step, sides: Sides) -> Draft:
    date, by = _date(skeleton, step), _by(skeleton, step)
    start, end = step.clause
    words = Span(skeleton.at(step.words[0]), skeleton.at(step.words[1] - 1) + 1)
    own = all(sentence.span.covers(side.span) for side in sides)
    span = words
    for part in (*(side.span for side in sides), date.span if date else words, by or words):
        span = span.hull(part) if sentence.span.covers(part) else span
    body = MilestoneBody(
        sides[0].ref, sides[1].ref, step.stage, _edtf(date), annotated.reading.words(by) if by else None
    )
    fields = fields_of(span, a=sides[0].span, b=sides[1].span, stage=words, date=date.span if date else None, by=by)
    reason = _why_not(skeleton.text[start:end], step.words[0] - start, step.words[1] - start, step.stage)
    confidence = (OWN if own else TOLD) - (0 if date else UNDATED)
    return Draft(span, body, "rules.milestones.clause", round(confidence, 3), fields, reason)


def _edtf(date: DateMention | None) -> str | None:
    return date.edtf.removesuffix("/..") if date else None


def _date(skeleton: Skeleton, step: _Step) -> DateMention | None:
    """The date of the step's clause, before its words if there; else the last one of the sentence before the clause."""
    own = [(at, date) for at, date in skeleton.dates_in(*step.clause) if _is_one_time(date)]
    before = [date for at, date in own if at < step.words[1]] or [date for _, date in own]
    if before:
        return before[-1]
    earlier = [(at, date) for at, date in skeleton.dates_in(0, step.clause[0]) if _is_one_time(date)]
    return earlier[-1][1] if earlier else None


def _is_one_time(date: DateMention) -> bool:
    """A day, month or year, or the days of one visit; no span of years."""
    first, _, last = date.edtf.removesuffix("/..").partition("/")
    return not last or (first[:7] == last[:7] and len(first) > len("1979-03"))


def _by(skeleton: Skeleton, step: _Step) -> Span | None:
    """Who took the step: the office or body named in its clause before its words."""
    found = list(pattern("milestones", "by").finditer(skeleton.text, step.clause[0], step.words[1]))
    if not found:
        return None
    start, end = found[0].span("by")
    return Span(skeleton.at(start), skeleton.at(end - 1) + 1)


def _why_not(clause: str, start: int, end: int, stage: Stage) -> str | None:
    """The words that deny the step or leave it to the future."""
    if match := pattern("milestones", "denied").search(clause, max(0, start - 8), end):
        return f"a step denied: {match[0]}"
    later = "planned" if stage is Stage.PROPOSED else "to_come"
    if match := pattern("milestones", later).search(clause, 0, start):
        return f"a step still to come: {match[0]}"
    return None
