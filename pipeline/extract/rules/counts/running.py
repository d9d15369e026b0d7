"""Counts of running text: passage by passage, each number with what it counts, whose it is and of when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.rules.counts.clock import NO_TIME, Clock, When, year_told_of
from pipeline.extract.rules.counts.measure import Counted, counted
from pipeline.extract.rules.counts.naming import Naming
from pipeline.extract.rules.counts.number import Number
from pipeline.extract.rules.counts.passages import Passage, any_in, passages
from pipeline.extract.rules.counts.scope import scope_of
from pipeline.extract.rules.counts.series import items, respective
from pipeline.extract.rules.counts.sides import Sides
from pipeline.extract.rules.counts.stated import is_stated
from pipeline.extract.rules.counts.survey import Answers
from pipeline.extract.rules.counts.told import Told
from pipeline.extract.rules.counts.when import time_of
from pipeline.extract.rules.counts.words import pattern
from pipeline.records.annotated import Annotated
from pipeline.records.claim import CountBody, CountContext, Draft, FieldAnchor, Measure
from pipeline.records.reading import Reading
from pipeline.records.span import Span

EXTRACTOR = "rules.counts.text"
_BEFORE, _AFTER = 44, 14  # characters of a quote before and after its number, at most
LEAD, TAIL = 120, 40  # characters of the words around a number that its context keeps
_SEMICOLONS = ("；", ";")
_TITLE = 60  # characters: a first passage that is longer is no title


@dataclass(slots=True)
class State:
    """What the passages so far have left behind."""

    clock: Clock
    told: Told
    answers: Answers
    sentence: int = 0  # where the sentence begins that the passage is a part of, up to a full stop
    block: int = -1

    def begin(self, shadow: str, passage: Passage) -> None:
        """A passage that follows a semicolon in its block goes on with the sentence before it."""
        if passage.block != self.block or not _opens_after(shadow, passage.span.start):
            self.sentence = passage.span.start
        self.block = passage.block


def _opens_after(shadow: str, start: int) -> bool:
    """Does a semicolon stand right before?"""
    return shadow[max(0, start - 4) : start].rstrip().endswith(_SEMICOLONS)


def text_drafts(annotated: Annotated, naming: Naming) -> Iterator[Draft]:
    """All counts of running text, in order."""
    reading = annotated.reading
    asked, of_year = _starts("survey", reading.shadow), _starts("report_year", reading.shadow)
    annual = str(annotated.annual_year) if annotated.annual_year else None
    clock = Clock(annotated.document_date, of_year, annual=annual, told_of=year_told_of(annotated.document_date))
    state = State(clock, Told(naming), Answers(asked))
    for passage in passages(annotated, lambda span: naming.names_any(span) or any_in(asked, span)):
        state.clock.enter(reading.shadow, passage)
        state.answers.enter(passage)
        state.told.enter()
        if passage.order == 0 and len(passage.span) <= _TITLE:
            state.told.opening = naming.of_passage(passage)
        if passage.quantities:
            yield from _of_passage(reading, passage, naming, state)
        if state.clock.dates:
            state.clock.leave(reading.shadow, passage)
        state.told.leave(passage)


def _starts(name: str, shadow: str) -> tuple[int, ...]:
    return tuple(m.start() for m in pattern(name).finditer(shadow))


def _of_passage(reading: Reading, passage: Passage, naming: Naming, state: State) -> Iterator[Draft]:
    shadow = reading.shadow
    state.begin(shadow, passage)
    stated = [q for q in passage.quantities if is_stated(shadow, q, passage)]
    if not stated:
        return
    sides, cuts = naming.of_passage(passage), passage.cuts(shadow)
    numbers = [
        Number(shadow, passage, sides, q, passage.clause(cuts, q.span.start), q.span.start, q.span.end) for q in stated
    ]
    for number in numbers:
        yield from _of_number(reading, number, numbers, state)


def _of_number(reading: Reading, number: Number, numbers: Sequence[Number], state: State) -> Iterator[Draft]:
    thing = counted(number, reading.text, in_survey=state.answers.running, before=state.told.measured(number.passage))
    state.told.measure, state.told.block = thing.measure, number.passage.block
    scope, when = _whose_and_when(reading, number, numbers, thing, state)
    state.told.counts.append((number.clause, scope))
    for item in items(number, numbers, thing):
        named = thing if item == thing.item else replace(thing, item=item)
        yield _draft(reading, number, named, scope, when, _context(number, numbers, state.sentence))


def _whose_and_when(
    reading: Reading, number: Number, numbers: Sequence[Number], thing: Counted, state: State
) -> tuple[Sides, When]:
    """Scope and time of one number, by the survey's account where it is an answer."""
    answer = state.answers.running and thing.measure in (Measure.SURVEY, Measure.SHARE) and not _is_of_a_region(number)
    if answer and (scope := state.answers.scope(reading, number)):
        return scope, _asked_at(state)
    scope = scope_of(number, thing.measure, state.told, respective(number, numbers))
    if answer or thing.measure is Measure.SURVEY:
        return scope, _asked_at(state)
    state.clock.counted = time_of(number, thing.measure, state.clock)
    return scope, state.clock.counted


def _asked_at(state: State) -> When:
    date = state.answers.when
    return When(date.edtf, FieldAnchor(date.span, "sentence")) if date else NO_TIME


def _is_of_a_region(number: Number) -> bool:
    return any(s.level == "region" for s in number.inside())


def _context(number: Number, numbers: Sequence[Number], sentence: int) -> CountContext:
    """The words between a number and its neighbours in the passage."""
    start = max((n.end for n in numbers if n.end <= number.start), default=number.passage.span.start)
    lead = number.shadow[max(start, number.start - LEAD) : number.start]
    if start == number.passage.span.start and start != sentence:
        lead = _SEMICOLONS[0] + lead
    tail = number.shadow[number.end : min(number.clause.end, number.end + TAIL)]
    return CountContext(number.start, number.end, sentence, number.passage.section, lead, tail)


def _draft(reading: Reading, number: Number, thing: Counted, scope: Sides, when: When, context: CountContext) -> Draft:
    quantity, clause = number.quantity, number.clause
    places = tuple(s.ref for s in scope)
    body = CountBody(quantity.value, thing.unit, quantity.approximate, thing.measure, places, when.edtf, thing.item)
    fields = [("value", FieldAnchor(quantity.span))]
    fields += [("scope", FieldAnchor(s.span, None if clause.covers(s.span) else "sentence")) for s in scope]
    if when.anchor is not None:
        fields.append(("time", when.anchor))
    sure = _confidence(scope, thing)
    return Draft(_quote(reading, number), body, EXTRACTOR, sure, tuple(fields), context=context)


def _quote(reading: Reading, number: Number) -> Span:
    """The clause around the number, no longer than it takes."""
    start = max(number.clause.start, number.start - _BEFORE)
    end = max(number.end, min(number.clause.end, number.end + _AFTER))
    words = reading.text[start:end]
    return Span(start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip())))


def _confidence(scope: Sides, thing: Counted) -> float:
    """Rough until it is calibrated: less without a scope, less for what is neither tie nor answer nor share."""
    sure = 0.9 if scope else 0.7
    return round(sure - (0.15 if thing.measure in (Measure.OTHER, Measure.RANK) else 0.0), 2)
