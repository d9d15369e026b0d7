"""Which clauses of a sentence tell of one activity: a new date, a new subject, a signing or another named event begins the next."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.extract.rules.activities.clauses import Clause, Trigger
from pipeline.extract.rules.activities.words import Lexicon
from pipeline.records.span import Span

MAX_SPAN = 150  # characters of a quote
MAX_CLAUSES = 4
PURPOSE = {"join", "hold", "perform", "study"}  # behind a visit these say what it was for

# A clause that begins so goes on telling of the same event: 来自五国的师生参加了…
_GOES_ON = re.compile(
    r"\s*(?:来自|由|其中|包括|吸引|主题|也?都|均|也|双方|两市|两地|代表团|客人|团长|一行|成员|与会|并(?!非)|还|又|期间)"
)
_QUOTE = re.compile(r"[“「『《]")
_SUMS_UP = re.compile(r"\s*(?:截至|截止|至|到)\d{4}年")  # 至2017年底，互访已有二十次: the sum of what was told
_WITH = re.compile(r"[与同和跟]|友城|友好|姐妹|姊妹|两[市地省国]|双方|落户|投产|授予|获")
ATTENDING = {"join", "attend"}  # behind what was held these only say who came
_PURPOSE_FIRST = re.compile(r"\s*(?:为(?!期|首)|为了|旨在|以期|携手|进一步)")  # 为增进友谊，: no part of what was done
_ATTENDS = re.compile(r"到会|参会|与会|到场")  # 三国派员到会: who came to what was held
_SPEECH = re.compile(r"\s*[“「『\"].{0,200}我")
_CEREMONY = re.compile(r"签约仪式|签字仪式|签署仪式")
_BEFORE_SUBJECT = re.compile(r"\s*(?:而|但|如|例如|比如|再如|又如|同时|此外|另外|其中?|后|当年|时任|原|该|中国)?\s*")


@dataclass(slots=True)
class Event:
    """The clauses of one activity and the word that shows it."""

    clauses: list[Clause]
    lead: Trigger
    names: set[str] = field(default_factory=set)

    @property
    def words(self) -> tuple[str, str]:
        """The words of the happening and of what it was for (来到某市，参加…大会), and those of clauses that only go on."""
        at = next(n for n, clause in enumerate(self.clauses) if self.lead in clause.triggers)
        later = [c for c in self.clauses[at + 1 :] if not any(t.name in PURPOSE for t in c.triggers)]
        head = [c for c in self.clauses if c not in later]
        return " ".join(c.words for c in head), " ".join(c.words for c in later)

    @property
    def start(self) -> int:
        """Where the first clause begins."""
        return self.clauses[0].span.start

    @property
    def end(self) -> int:
        """Where the last clause ends."""
        return self.clauses[-1].span.end

    @property
    def span(self) -> Span:
        """From the first clause to the last, within the limit."""
        return Span(self.start, self.end)


def group_events(clauses: list[Clause], lexicon: Lexicon) -> list[Event]:
    """The activities of a sentence in order; clauses before the first happening of one belong to it."""
    events: list[Event] = []
    waiting: list[Clause] = []
    for clause in clauses:
        lead = _lead(clause, lexicon)
        if lead is None:
            waiting.append(clause)
            continue
        sums = bool(waiting) and bool(_SUMS_UP.match(waiting[-1].words))
        if events and not _brings_date(waiting) and (sums or not _begins(clause, lead, events[-1], lexicon)):
            _extend(events[-1], waiting, clause)
        else:
            events.append(Event([*_near(waiting, clause), clause], lead, {t.name for t in clause.triggers}))
        waiting = []
    return events


def _brings_date(waiting: list[Clause]) -> bool:
    """Does a clause without a happening bring a date for the next?"""
    return any(clause.dates and not _SUMS_UP.match(clause.words) for clause in waiting)


def _lead(clause: Clause, lexicon: Lexicon) -> Trigger | None:
    """The clause's strongest word outside quotes: of the highest class, the last of that class counts as its verb."""
    if _SPEECH.match(clause.words):
        return None  # somebody speaks
    outside = [t for t in clause.triggers if not _in_quotes(clause, t)]
    found = outside or ([] if len(clause.words) > 60 else list(clause.triggers[:1]))
    if not found:
        return None
    return min(found, key=lambda t: (lexicon.order.index(t.name), t.start))


def _in_quotes(clause: Clause, trigger: Trigger) -> bool:
    before = clause.words[: trigger.start - clause.span.start]
    if not _QUOTE.search(before):
        return False
    return max(before.rfind("“"), before.rfind("《"), before.rfind("「")) > max(
        before.rfind("”"), before.rfind("》"), before.rfind("」")
    )


def _begins(clause: Clause, lead: Trigger, before: Event, lexicon: Lexicon) -> bool:
    if clause.dates and not _in_name(clause):
        return not _SUMS_UP.match(clause.words)
    breaks = lexicon.happenings[lead.name].breaks and lead.name not in before.names
    if breaks and _WITH.search(clause.words) and not _CEREMONY.search(before.clauses[-1].words):
        return True
    attends = lead.name in ATTENDING or _ATTENDS.search(clause.words)
    if _GOES_ON.match(clause.words) or (attends and before.lead.name == "hold"):
        return False
    if _QUOTE.search(clause.words) and any(_QUOTE.search(c.words) for c in before.clauses):
        return True
    return starts_with_subject(clause)


def _in_name(clause: Clause) -> bool:
    """Do all its dates stand within a quoted name, “2015友城夏令营”?"""
    quote = clause.words.find("“")
    return quote >= 0 and all(date.span.start - clause.span.start > quote for date in clause.dates)


def starts_with_subject(clause: Clause) -> bool:
    """Does the clause begin with a place, as what acts in it?"""
    for place in clause.places:
        at = place.span.start - clause.span.start
        if _BEFORE_SUBJECT.fullmatch(clause.words[:at]):
            return True
    return False


def _near(waiting: list[Clause], clause: Clause) -> list[Clause]:
    """The clauses right before that fit into a quote."""
    kept: list[Clause] = []
    for before in reversed(waiting):
        if clause.span.end - before.span.start > MAX_SPAN or len(kept) == MAX_CLAUSES:
            break
        kept.insert(0, before)
    while kept and (not (kept[0].dates or kept[0].places) or _PURPOSE_FIRST.match(kept[0].words)):
        kept.pop(0)
    return kept


def _extend(event: Event, waiting: list[Clause], clause: Clause) -> None:
    """Take a clause in, as long as the quote stays short."""
    event.names |= {t.name for t in clause.triggers}
    if clause.span.end - event.clauses[0].span.start <= MAX_SPAN and len(event.clauses) < MAX_CLAUSES:
        event.clauses += [*waiting, clause]
