"""Ties stated in running text.

A tie noun (友好城市, 友城 …) is a predicate; the pair is what the words before it join, what it names itself (友城某市), or the pair of the
sentence before (两市). Plans, requests and negations are kept as rejected claims with their reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.rules.pairs.context import Context, Pair
from pipeline.extract.rules.pairs.draft import pair_draft
from pipeline.extract.rules.pairs.links import find_links
from pipeline.extract.rules.pairs.predicates import Predicate, find_predicates, in_title
from pipeline.extract.rules.pairs.shapes import Finding, find_pairs
from pipeline.extract.rules.pairs.skeleton import Skeleton, Skeletons
from pipeline.extract.rules.pairs.when import tie_date
from pipeline.extract.rules.pairs.words import tie_words
from pipeline.records.annotated import Annotated, Sentence
from pipeline.records.claim import Draft, PairBody, PlaceRef, Relation


def extract_running(annotated: Annotated, sentence: Sentence, context: Context, skeletons: Skeletons) -> list[Draft]:
    """The ties that one sentence states; `context` is read, then told what the sentence named."""
    skeleton = skeletons.of(sentence)
    links = find_links(skeleton) if sentence.places else []
    drafts: list[Draft] = []
    last: tuple[Pair, ...] = context.of_entry()
    done = 0
    for predicate in find_predicates(skeleton.text):
        if not predicate.made and in_title(skeleton.text, predicate.start):
            continue
        finding = find_pairs(skeleton, links, predicate, done, context, last)
        if finding is not None:
            last = finding.pairs
            drafts += _drafts(annotated, skeleton, predicate, finding, done)
        done = predicate.end
    context.saw(sentence.places)
    if links or (last and last != context.of_entry()):
        context.pairs = last or links[-1].pairs
    return _vehicles(drafts)


def _vehicles(drafts: list[Draft]) -> list[Draft]:
    """签署备忘录,结为友好城市: the paper signed is how the tie is made, no intent of its own; its date is the tie's."""
    made = {(d.body.a, d.body.b) for d in drafts if _is_made_later(d) and isinstance(d.body, PairBody)}
    kept: list[Draft] = []
    dates: dict[tuple[PlaceRef, PlaceRef], Draft] = {}
    for draft in drafts:
        body = draft.body
        if not isinstance(body, PairBody) or (body.a, body.b) not in made:
            kept.append(draft)
        elif body.relation is Relation.INTENT:
            dates[body.a, body.b] = draft
        elif (
            body.date is None
            and (paper := dates.get((body.a, body.b)))
            and isinstance(paper.body, PairBody)
            and paper.body.date
        ):
            anchor = next(field for field in paper.fields if field[0] == "date")
            dated = replace(body, date=paper.body.date, date_basis=paper.body.date_basis)
            kept.append(replace(draft, body=dated, span=paper.span.hull(draft.span), fields=(*draft.fields, anchor)))
        else:
            kept.append(draft)
    return kept


def _is_made_later(draft: Draft) -> bool:
    """A tie that a later clause makes of the pair just named, and not a mere intent or plan."""
    if not isinstance(draft.body, PairBody) or draft.rejected is not None:
        return False
    return draft.extractor == "rules.pairs.anaphor" and draft.body.relation is not Relation.INTENT


_PAPER = re.compile(r"签[^。;]{0,14}(?:意向|备忘录)")


def _drafts(
    annotated: Annotated, skeleton: Skeleton, predicate: Predicate, finding: Finding, done: int
) -> Iterator[Draft]:
    reason = _why_not(skeleton.text, predicate, finding)
    if reason and _PAPER.search(skeleton.text[finding.start : predicate.end + 10]):  # 签下意向书,准备日后结为友好城市
        predicate, reason = replace(predicate, relation=Relation.INTENT), None
    for chinese, foreign in finding.pairs:
        when = tie_date(annotated, skeleton, predicate.start, predicate.end, finding.rule, done, foreign)
        end = max(finding.end, when.end if when else 0)
        start = min(finding.start, when.start) if when and when.start >= done else finding.start
        confidence = finding.confidence - (0.08 if when and when.basis == "derived" else 0)  # a year at best
        rule = f"rules.pairs.{finding.rule}"
        yield pair_draft(skeleton, chinese, foreign, predicate.relation, when, (start, end), rule, confidence, reason)


# 经上级批准,A与B于1985年签约: what came first was a step, and a signing with its own date follows in another clause
_DONE_SINCE = re.compile(
    r"(?:批准|批复|同意|申请|请示|建议|提议|提出|商谈|洽谈|磋商|探讨|商讨|讨论|酝酿|筹备)[^。;]{0,12}?,[^。;]*Ⓣ[^。;]*?(?:签[署订定约]|缔结|结为|正式|结成)"
)


def _why_not(text: str, predicate: Predicate, finding: Finding) -> str | None:
    """The plan, request or negation that keeps the words from stating a tie."""
    words = tie_words()
    if predicate.relation is Relation.TERMINATED:
        return None
    before = text[max(0, finding.start - 12) : predicate.start]
    before = before[max(before.rfind("。"), before.rfind(";")) + 1 :]
    after = text[predicate.end : predicate.end + 18]
    if predicate.made:
        if (match := words.plans.search(before)) and not _DONE_SINCE.search(before, match.start()):
            return f"a plan, request or approval, not the tie itself: {match[0]}"
        if match := re.match(
            rf"(?:关系|协议书?|协定)?等?(?:{words.plans_after.pattern})|.{{0,10}}进行了?(?:磋商|会谈|讨论|探讨|商谈)",
            after,
        ):
            return f"a plan, request or approval, not the tie itself: {match[0]}"
    elif match := words.plans_of_sides.search(text, finding.start, predicate.start):
        return f"a plan, request or approval, not the tie itself: {match[0]}"
    if match := words.negations.search(before[-16:]):
        return f"a tie denied: {match[0]}"
    return None


def note_pair(sentence: Sentence, context: Context, skeletons: Skeletons) -> None:
    """A sentence without a tie word still names whom 两市 will mean."""
    context.saw(sentence.places)
    both = any(p.is_chinese for p in sentence.places) and any(p.is_foreign for p in sentence.places)
    if both and (links := find_links(skeletons.of(sentence))):
        context.pairs = links[-1].pairs
