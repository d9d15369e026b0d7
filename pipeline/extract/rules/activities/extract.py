"""Activities of a document: sentences with a word of a happening are cut into events, and each must show that it was done."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.rules.activities.category import categorise
from pipeline.extract.rules.activities.clauses import Clause, Trigger, cut_clauses
from pipeline.extract.rules.activities.details import anchors, describe, detail_spans
from pipeline.extract.rules.activities.events import Event, group_events
from pipeline.extract.rules.activities.happening import (
    ENOUGH,
    MOST_OF_PLACES,
    evidence,
    evidence_of_places,
    is_cancelled,
)
from pipeline.extract.rules.activities.leftout import first_told, is_abroad, is_home
from pipeline.extract.rules.activities.participants import Party, find_party
from pipeline.extract.rules.activities.plain import plain_deed
from pipeline.extract.rules.activities.story import Story, is_to_come, read_story
from pipeline.extract.rules.activities.timing import (
    SHORT_NEWS,
    carried_date,
    date_before,
    date_behind,
    of_the_day,
    own_date,
    same_day,
    without_date,
)
from pipeline.extract.rules.activities.when import When
from pipeline.extract.rules.activities.words import Lexicon, lexicon
from pipeline.extract.rules.refs import place_ref
from pipeline.records.annotated import Annotated, Sentence
from pipeline.records.claim import ActivityBody, Draft
from pipeline.records.reading import BlockKind
from pipeline.records.span import Span

EXTRACTOR = "rules.activities.clause"
KINDS = (BlockKind.PARA, BlockKind.LIST, BlockKind.ABSTRACT)
NEEDS_BOTH = {"sign", "visit", "meet", "give", "treat"}
INTERNATIONAL = re.compile(
    r"国际|友城|友协|友好(?!杯)|世界|全球|对外|外宾|亚太|峰会|海外|[国海]外|外国|[亚欧美非]洲|访华|来华"
)
DOMESTIC = re.compile(r"对口|帮扶|扶贫|东西部[^，,]{0,4}协作|劳务协作|城市群|都市圈|省会会商")  # among places of China
OF_CHINA = re.compile(r"友城|友好城市|友好[省州港学医]|姐妹|姊妹|两[市省]|来华|访华|中方|我[国省市们]|华[人侨商]")
NEAR_CHINA = 8  # sentences of the same paragraph in which a place of China may stand
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
class Page:
    """A document with what is asked of it once: its words of happenings and what its dates go by."""

    document: Annotated
    lexicon: Lexicon
    triggers: list[Trigger]
    starts: list[int]
    story: Story
    date_reach: int  # sentences over which a date is carried

    def triggers_in(self, span: Span) -> list[Trigger]:
        """The words of happenings that begin in the span."""
        return self.triggers[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]


def extract_activities(document: Annotated, page: Page | None = None) -> list[Draft]:
    """Every activity of the running text, in the order of the text; `page` where it was opened already."""
    page = page or open_page(document)
    drafts: list[Draft] = []
    last: tuple[int, When] | None = None
    main: When | None = None  # the day of what the report tells of first
    for index, sentence in enumerate(document.sentences):
        first, end = bisect_left(page.starts, sentence.span.start), bisect_left(page.starts, sentence.span.end)
        triggers = page.triggers[first:end] or plain_deed(document, sentence)
        if not triggers or not running_text(document, sentence):
            continue
        carried = last and last[0] >= max(index - page.date_reach, first_told(document, index))
        near = last[1] if last and carried else date_before(document, index)
        for draft, when in _of_sentence(page, index, triggers, near, main):
            drafts.append(draft)
            main = main or _main(page.story, when)
            last = (index, when) if when else last
    return drafts


def open_page(document: Annotated) -> Page:
    """The document with its words of happenings found and its dates read."""
    words, shadow = lexicon(), document.reading.shadow
    blocks = ((block.span.start, block.span.end) for block in document.reading.blocks if block.kind in KINDS)
    triggers = [Trigger(m.lastgroup or "", m.start(), m.end()) for m in words.trigger.find(shadow, blocks)]
    reach = NEWS_LOOK_BACK if len(shadow) <= SHORT_NEWS else LOOK_BACK
    return Page(document, words, triggers, [t.start for t in triggers], read_story(document), reach)


def running_text(document: Annotated, sentence: Sentence) -> bool:
    """Prose; a short line without a full stop is a headline, which the report tells again below."""
    block = document.reading.blocks[sentence.block]
    if block.kind not in KINDS:
        return False
    if len(block.span) > HEADLINE or document.reading.shadow[block.span.end - 1] in "。!?;)":
        return True
    return bool(sentence.dates) and sentence.dates[0].span.start - sentence.span.start <= OPENING


def _of_sentence(
    page: Page, index: int, triggers: Sequence[Trigger], near: When | None, main: When | None
) -> Iterator[tuple[Draft, When | None]]:
    document, sentence = page.document, page.document.sentences[index]
    clauses = cut_clauses(document, sentence, triggers)
    for event in group_events(clauses, page.lexicon):
        if is_cancelled(event.clauses, _behind(clauses, event), page.lexicon):
            continue
        when = date_of(page, event, clauses, near, sentence, main)
        if is_to_come(when, page.story):
            continue
        before = document.reading.shadow[sentence.span.start : event.start]
        proof = evidence(event.clauses, event.lead, _dated(when), before, page.lexicon)
        if proof + MOST_OF_PLACES < ENOUGH:
            continue
        party = find_party(document, index, event, clauses, event.lead.name in NEEDS_BOTH)
        draft = _draft(page, index, event, party, when, proof + evidence_of_places(_sides(party)))
        if draft:
            near = when or near
            yield draft, when


def date_of(
    page: Page, event: Event, clauses: list[Clause], near: When | None, sentence: Sentence, main: When | None
) -> When | None:
    """When an event was: its own date, one told before it, that of the day or of the document; None where nothing says."""
    document = page.document
    return (
        own_date(event, page.story)
        or of_the_day(event, page.story, sentence.span, main)
        or carried_date(event, clauses, near, page.story, sentence.span)
        or same_day(event, document)
        or date_behind(event, clauses, page.story)
        or without_date(event, page.story)
    )


def _behind(clauses: list[Clause], event: Event) -> str:
    """The clause right behind the event where it tells of nothing new."""
    clause = next((c for c in clauses if c.span.start > event.clauses[-1].span.start), None)
    return clause.words if clause and not clause.dates else ""


def _main(story: Story, when: When | None) -> When | None:
    return when if when and story.day and story.is_news(when.edtf) else None


def _dated(when: When | None) -> str:
    """Which key of the table of evidence the date is."""
    if when is None:
        return ""
    return "date_carried" if when.carried_from else "dated"


def _draft(page: Page, index: int, event: Event, party: Party, when: When | None, proof: float) -> Draft | None:
    document = page.document
    if proof < ENOUGH or not party.all or not is_international(document, index, event, party):
        return None
    category, lead = categorise(event, page.lexicon)
    if category is None:
        return None
    spans = detail_spans(document, event)
    details = describe(document, event, party, spans)
    body = ActivityBody(category, tuple(map(place_ref, party.all)), when.edtf if when else None, **details)
    confidence = min(MOST, BASE + PER_PROOF * proof + PER_LEAD * lead)
    return Draft(event.span, body, EXTRACTOR, round(confidence, 3), anchors(event, party, when, spans))


def _sides(party: Party) -> int:
    return int(any(map(is_home, party.all))) + int(any(map(is_abroad, party.all)))


def _is_of_home(document: Annotated) -> bool:
    """Does the title name a place of China? What the report tells of is that place's then."""
    first = document.sentences[0]
    is_title = document.reading.blocks[first.block].kind is BlockKind.TITLE
    return is_title and any(map(is_home, first.places))


def _tells_of_china(document: Annotated, index: int) -> bool:
    """Does the paragraph name a place of China, or ties? What states abroad do among themselves is no matter of ours."""
    block = document.sentences[index].block
    span = document.reading.blocks[block].span
    near = (s for s in document.sentences[max(0, index - NEAR_CHINA) : index + NEAR_CHINA] if s.block == block)
    if any(is_home(place) for sentence in near for place in sentence.places):
        return True
    return OF_CHINA.search(document.reading.shadow, span.start, span.end) is not None


def is_international(document: Annotated, index: int, event: Event, party: Party) -> bool:
    """A place abroad and China have to do with it, or the words say that it was international."""
    if any(map(is_abroad, party.all)):
        if any(map(is_home, party.all)) or _tells_of_china(document, index):
            return True
        return event.lead.name != "sign" and _is_of_home(document)
    if DOMESTIC.search(document.reading.shadow, event.start, event.end):
        return False
    reach = VISIT_REACH if event.lead.name in NEEDS_BOTH else REACH
    told = document.sentences[first_told(document, index)].span.start
    words = document.reading.shadow[max(told, event.start - reach) : event.end]
    return INTERNATIONAL.search(words) is not None
