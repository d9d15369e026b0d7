"""Activities of a document: sentences with a word of a happening are cut into events, and each must show that it was done."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.extract.rules.activities.anniversary import report_years
from pipeline.extract.rules.activities.category import categorise
from pipeline.extract.rules.activities.clauses import Trigger, cut_clauses
from pipeline.extract.rules.activities.details import anchors, describe
from pipeline.extract.rules.activities.events import Event, group_events
from pipeline.extract.rules.activities.happening import ENOUGH, MOST_OF_PLACES, evidence, evidence_of_places
from pipeline.extract.rules.activities.leftout import is_abroad, is_home
from pipeline.extract.rules.activities.participants import Party, find_party
from pipeline.extract.rules.activities.timing import SHORT_NEWS, When, carried_date, date_before, own_date, same_day
from pipeline.extract.rules.activities.words import Lexicon, lexicon
from pipeline.extract.rules.refs import place_ref
from pipeline.records.annotated import Annotated, Sentence
from pipeline.records.claim import ActivityBody, Draft
from pipeline.records.reading import BlockKind

EXTRACTOR = "rules.activities.clause"
KINDS = (BlockKind.PARA, BlockKind.LIST, BlockKind.ABSTRACT)
NEEDS_BOTH = {"sign", "visit", "meet"}
INTERNATIONAL = re.compile(
    r"国际|友城|友协|友好|世界|全球|对外|外宾|亚太|峰会|海外|[国海]外|外国|[亚欧美非]洲|访华|来华"
)
HEADLINE = 40  # characters
OPENING = 3  # characters before a date that opens a line
REACH = 60  # characters before an event in which a word may say that it is international
VISIT_REACH = 200  # a visit speaks of its partner further off
LOOK_BACK = 3  # sentences over which a date is carried
NEWS_LOOK_BACK = 10  # … in a report of one day
BASE, PER_PROOF, PER_LEAD, MOST = (
    0.35,
    0.06,
    0.2,
    0.95,
)  # confidence before calibration: from evidence and the category's lead


@dataclass(frozen=True, slots=True)
class _Page:
    """A document with what is asked of it once: its words of happenings and the years that anniversaries give."""

    document: Annotated
    lexicon: Lexicon
    triggers: list[Trigger]
    starts: list[int]
    years: Mapping[str, str]
    date_reach: int  # sentences over which a date is carried


def extract_activities(document: Annotated) -> list[Draft]:
    """Every activity of the running text, in the order of the text."""
    page = _open(document)
    drafts: list[Draft] = []
    last: tuple[int, When] | None = None
    for index, sentence in enumerate(document.sentences):
        first, end = bisect_left(page.starts, sentence.span.start), bisect_left(page.starts, sentence.span.end)
        if first == end or not _is_running_text(document, sentence):
            continue
        near = last[1] if last and index - last[0] <= page.date_reach else date_before(document, index)
        for draft, when in _of_sentence(page, index, page.triggers[first:end], near):
            drafts.append(draft)
            last = (index, when) if when else last
    return drafts


def _open(document: Annotated) -> _Page:
    words, shadow = lexicon(), document.reading.shadow
    triggers = [Trigger(m.lastgroup or "", m.start(), m.end()) for m in words.trigger.finditer(shadow)]
    reach = NEWS_LOOK_BACK if len(shadow) <= SHORT_NEWS else LOOK_BACK
    return _Page(document, words, triggers, [t.start for t in triggers], report_years(shadow), reach)


def _is_running_text(document: Annotated, sentence: Sentence) -> bool:
    """Prose; a short line without a full stop is a headline, which the report tells again below."""
    block = document.reading.blocks[sentence.block]
    if block.kind not in KINDS:
        return False
    if len(block.span) > HEADLINE or document.reading.shadow[block.span.end - 1] in "。!?;)":
        return True
    return bool(sentence.dates) and sentence.dates[0].span.start - sentence.span.start <= OPENING


def _of_sentence(
    page: _Page, index: int, triggers: list[Trigger], near: When | None
) -> Iterator[tuple[Draft, When | None]]:
    document, sentence = page.document, page.document.sentences[index]
    clauses = cut_clauses(document, sentence, triggers)
    for event in group_events(clauses, page.lexicon):
        own = own_date(event, document.reading.shadow, page.years)
        when = own or carried_date(event, clauses, near, document, sentence.span) or same_day(event, document)
        before = document.reading.shadow[sentence.span.start : event.span.start]
        proof = evidence(event.clauses, event.lead, _dated(when), before, page.lexicon)
        if proof + MOST_OF_PLACES < ENOUGH:
            continue
        party = find_party(document, index, event, clauses, event.lead.name in NEEDS_BOTH)
        draft = _draft(page, event, party, when, proof + evidence_of_places(_sides(party)))
        if draft:
            near = when or near
            yield draft, when


def _dated(when: When | None) -> str:
    """Which key of the table of evidence the date is."""
    if when is None:
        return ""
    return "date_carried" if when.carried_from else "dated"


def _draft(page: _Page, event: Event, party: Party, when: When | None, proof: float) -> Draft | None:
    document = page.document
    if proof < ENOUGH or not party.all or not _is_international(document, event, party):
        return None
    category, lead = categorise(event, page.lexicon)
    if category is None:
        return None
    details = describe(document, event, party)
    body = ActivityBody(category, tuple(map(place_ref, party.all)), when.edtf if when else None, **details)
    confidence = min(MOST, BASE + PER_PROOF * proof + PER_LEAD * lead)
    return Draft(event.span, body, EXTRACTOR, round(confidence, 3), anchors(document, event, party, when))


def _sides(party: Party) -> int:
    return int(any(map(is_home, party.all))) + int(any(map(is_abroad, party.all)))


def _is_international(document: Annotated, event: Event, party: Party) -> bool:
    """A place abroad takes part, or the words say that it was international."""
    if any(map(is_abroad, party.all)):
        return True
    reach = VISIT_REACH if event.lead.name in NEEDS_BOTH else REACH
    words = document.reading.shadow[max(0, event.span.start - reach) : event.span.end]
    return INTERNATIONAL.search(words) is not None
