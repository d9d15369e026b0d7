"""Candidates for the models `activity` (happening or not) and `category`: what the rules drafted, and every part of a sentence they left.

A part reaches to the next semicolon or full stop; one that names no place is none. Participants, date and details of a part that only
the model takes for a happening are found by the same code as those of the rules.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.extract.ml.folded import Folds, bucket, index_of
from pipeline.extract.ml.linear import Zone
from pipeline.extract.rules.activities.clauses import Clause, Trigger, cut_clauses
from pipeline.extract.rules.activities.events import MAX_SPAN, Event
from pipeline.extract.rules.activities.extract import Page, running_text
from pipeline.extract.rules.activities.leftout import is_abroad
from pipeline.extract.rules.activities.words import lexicon
from pipeline.records.annotated import Annotated, Sentence
from pipeline.records.claim import ActivityBody, Draft
from pipeline.records.span import Span
from pipeline.records.swift import swift

ZONES = (Zone("words", 2),)
CATEGORY_ZONES = (Zone("words", 3),)
BEGIN, END = "⟨", "⟩"
_LENGTHS = (12, 20, 30, 45, 70, 110)
_ENDS = re.compile("[;；。!！?？]")
SIGNS, DATE = "ⒸⒻⓃⓉ", "Ⓣ"
MOST = 12  # drafts of one sentence that are looked at
SHORTEST = 6  # characters of a part
NO_LEAD = "hold"  # the class of a happening that no word of the list names


@swift
@dataclass(frozen=True, slots=True)
class HappeningCandidate:
    """A part of a sentence that may tell of something done: a rule's draft, or words that no rule took."""

    index: int  # of the sentence
    span: Span
    draft: Draft | None
    sample: tuple[str]


def happening_candidates(
    document: Annotated, drafts: Sequence[Draft], page: Page, folds: Folds, *, told: bool = False
) -> Iterator[HappeningCandidate]:
    """Candidates in the order of the text; `drafts` are the rules' activities of the document.

    With `told` parts that no draft touches are left out where they hold no word for something done: on the calibration documents the
    model was wrong there as often as right.
    """
    mine = sorted((d for d in drafts if isinstance(d.body, ActivityBody)), key=lambda d: d.span)
    at = 0
    for index, sentence in enumerate(document.sentences):
        if not sentence.places and (at >= len(mine) or mine[at].span.start >= sentence.span.end):
            continue  # nearly every sentence
        while at < len(mine) and mine[at].span.end <= sentence.span.start:
            at += 1
        own = [d for d in mine[at : at + MOST] if d.span.start < sentence.span.end]
        if not own and not (_is_abroad(document, index) and running_text(document, sentence)):
            continue
        for draft, span in [*((d, d.span) for d in own), *((None, part) for part in _parts(document, sentence, own))]:
            if told and draft is None and not page.triggers_in(span):
                continue
            sample = _sample(page, index, folds, span, draft is not None)
            yield HappeningCandidate(index, span, draft, sample)


def _is_abroad(document: Annotated, index: int) -> bool:
    """Does the sentence name a place, and it or the one before a place abroad?"""
    own = document.sentences[index].places
    if not own:
        return False
    before = document.sentences[index - 1].places if index else ()
    return any(map(is_abroad, own)) or any(map(is_abroad, before))


def _parts(document: Annotated, sentence: Sentence, own: Sequence[Draft]) -> Iterator[Span]:
    """Parts of the sentence that no draft touches, with a named place in them and no longer than a quote."""
    text, start = document.reading.text, sentence.span.start
    named = [place.span.start for place in sentence.places]
    for mark in [*[m.start() for m in _ENDS.finditer(text, start, sentence.span.end)], sentence.span.end]:
        begin, start = start, mark + 1
        if bisect_left(named, begin) == bisect_left(named, mark):
            continue
        words = text[begin:mark]
        first, end = begin + len(words) - len(words.lstrip()), begin + len(words.rstrip())
        if not SHORTEST <= end - first <= MAX_SPAN:
            continue
        if not own or not any(d.span.start < end and first < d.span.end for d in own):
            yield Span(first, end)


def _sample(page: Page, index: int, folds: Folds, span: Span, drafted: bool) -> tuple[str]:
    """The words of the part between its ends; behind them its flags."""
    sentence, skeleton = page.document.sentences[index], folds.skeleton(index)
    start, end = index_of(skeleton, max(span.start, sentence.span.start)), index_of(skeleton, span.end)
    words = folds.words(index)[start:end]
    dated = "d" if DATE in words else "s" if sentence.dates else "-"
    sides = "".join(sign for sign in SIGNS if sign in words)
    kind = page.document.reading.blocks[sentence.block].kind.value
    named = "".join(dict.fromkeys(_flag(trigger.name) for trigger in page.triggers_in(span)))
    flags = dated + sides + bucket(len(words), _LENGTHS).upper() + _flag(kind) + named + (_DRAFTED if drafted else "")
    return (f"{BEGIN}{words}{END}{flags}",)


def as_event(document: Annotated, one: HappeningCandidate, page: Page) -> tuple[Event, list[Clause]]:
    """The part as an event, led by its strongest word, else by its last clause; with all clauses of its sentence."""
    sentence = document.sentences[one.index]
    clauses = cut_clauses(document, sentence, page.triggers_in(sentence.span))
    part = [c for c in clauses if one.span.start <= c.span.start < one.span.end] or clauses[-1:]
    order = lexicon().order
    triggers = [t for clause in part for t in clause.triggers]
    last = part[-1].span
    lead = min(triggers, key=lambda t: (order.index(t.name), t.start), default=Trigger(NO_LEAD, last.start, last.end))
    told = [c if c.triggers else replace(c, triggers=(lead,)) for c in part]
    return Event(told, lead, {t.name for t in triggers} or {NO_LEAD}), clauses


def category_sample(one: HappeningCandidate, ruled: str) -> tuple[str]:
    """What the model `category` reads: the words, and the rules' choice."""
    return (one.sample[0].partition(END)[0] + END + (_flag(ruled) if ruled else ""),)


_DRAFTED = chr(0x300)


@cache
def _flag(name: str) -> str:
    """A private sign for a name: the same for the same name, in every run."""
    return chr(0xE000 + sum((at + 1) * ord(mark) for at, mark in enumerate(name)) % 0x1800)
