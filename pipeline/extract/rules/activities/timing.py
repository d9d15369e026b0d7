"""When it was: the event's own date, else one that stands earlier in the sentence, else that of the event it goes on from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.extract.rules.activities.anniversary import moved, told_year
from pipeline.extract.rules.activities.clauses import Clause
from pipeline.extract.rules.activities.events import Event, starts_with_subject
from pipeline.records.annotated import Annotated
from pipeline.records.mention import DateMention
from pipeline.records.span import Span

# A sentence that begins so goes on with what was told before it.
_GOES_ON = re.compile(
    r"[^，,]{0,4}(?:会上|会后|会议期间|期间|随后|同时|当[天日]|同日|代表团|客人|仪式|大会|此次|这次|本次|双方|两市|两地|访问中|一行|论坛)"
)
_TIMELESS = re.compile(
    r".{0,30}?(?:目前|现在|迄今|至今|以来|年来|年间|多年|每年|每逢|历年|历届|此前|以往|过去)", re.S
)  # said of no one day
_ENUMERATED = re.compile(
    r"^.{0,30}(?:例如|比如|再如|又如)|等[。；;]?$", re.S
)  # each item of a list has its own date or none
_DURING = re.compile(r"(?:论坛|会议|大会|活动|访问|展览|峰会)期间")
_UNTIL = re.compile(r"(?:截至|截止到?|直?至|到)\s*$")
_SINCE = re.compile(r"(?:自从?|从)\s*$")
_SINCE_BEHIND = re.compile(r"\s*(?:以来|起|开始|至今)")
_NAMED_YEAR = re.compile(r"[“《「]((?:19|20)\d\d)(?![-—\d]|年代)")
_SUMMED = re.compile(r"次|累计|共|总计|批")


YEAR = 4  # characters of an EDTF year
DAY = 10  # characters of an EDTF day
SHORT_NEWS = 1500  # characters of a report that tells of one day


@dataclass(frozen=True, slots=True)
class When:
    """A date with where it stands; `carried_from` names where it was inherited from."""

    edtf: str
    span: Span
    carried_from: str | None = None


def own_date(event: Event, shadow: str, years: Mapping[str, str]) -> When | None:
    """The most exact date before the word of the happening (the nearest of them), else the first behind it."""
    found: list[tuple[Clause, DateMention]] = []
    for clause in event.clauses:
        if clause.span.start > event.lead.start and found:
            break
        found += [(clause, d) for d in clause.dates if not _in_name(clause, d) and not _in_object(d, event)][:1]
    if not found:
        return _named_year(event, shadow) or _anniversary(event, years)
    clause, date = max(reversed(found), key=lambda item: _exactness(item[1].edtf))
    edtf = _own_year(date, [d for _, d in found]) or (moved(date.edtf, years) if date.year_inherited else date.edtf)
    return When(_open_ended(edtf, date, clause, shadow), date.span)


def _own_year(date: DateMention, found: list[DateMention]) -> str | None:
    """11月5日，2021年某论坛举行: the day takes the year that the event itself names, not one from a sentence before."""
    year = next((d.edtf for d in found if len(d.edtf) == YEAR and not d.year_inherited), None)
    if year is None or not date.year_inherited:
        return None
    return "/".join(year + part[YEAR:] for part in date.edtf.split("/"))


def _exactness(edtf: str) -> int:
    """Characters of its first end: a day says more than a month, a month more than the year in 2024年友城大会."""
    return len(edtf.split("/")[0])


def _anniversary(event: Event, years: Mapping[str, str]) -> When | None:
    for clause in event.clauses if years else ():
        if found := told_year(clause.words, years):
            return When(found[0], Span(clause.span.start + found[1], clause.span.start + found[2]))
    return None


def _in_object(date: DateMention, event: Event) -> bool:
    """签订1990年交流协议 says what year the agreement is for, not when it was signed."""
    return event.lead.name == "sign" and event.lead.start < date.span.start <= event.lead.end


def _named_year(event: Event, shadow: str) -> When | None:
    """The year that begins the event's quoted name, “2015城市治理论坛”."""
    match = _NAMED_YEAR.search(shadow, event.span.start, event.span.end)
    return When(match[1], Span(*match.span(1))) if match else None


def _in_name(clause: Clause, date: DateMention) -> bool:
    before = clause.words[: date.span.start - clause.span.start]
    return before.count("“") > before.count("”") or before.count("《") > before.count("》")


def _open_ended(edtf: str, date: DateMention, clause: Clause, shadow: str) -> str:
    """至2017年12月，…有30次 is ../2017-12; 自1999年以来 is 1999/.. ."""
    before = shadow[max(0, date.span.start - 3) : date.span.start]
    if "/" in edtf:
        return edtf
    if _UNTIL.search(before) and _SUMMED.search(shadow, date.span.end, clause.span.end + 30):
        return f"../{edtf}"
    if _SINCE.search(before) and _SINCE_BEHIND.match(shadow, date.span.end):
        return f"{edtf}/.."
    return edtf


def carried_date(
    event: Event, clauses: list[Clause], last: When | None, document: Annotated, sentence: Span
) -> When | None:
    """A date that stands earlier in the sentence; else `last`, the date of the event before, where the sentence goes on from it."""
    words = document.reading.shadow[sentence.start : sentence.end]
    start = event.clauses[0].span.start
    earlier = [d for c in clauses if c.span.end <= start for d in c.dates if not _in_name(c, d)]
    if earlier and _ENUMERATED.search(words) and starts_with_subject(event.clauses[0]):
        return None
    if earlier:
        return When(earlier[-1].edtf, earlier[-1].span, "sentence")
    if last is None or any(map(_TIMELESS.match, (words, event.clauses[0].words))):
        return None
    short_news = len(document.reading.text) <= SHORT_NEWS and len(last.edtf) == DAY
    if _GOES_ON.match(words) or short_news or _DURING.search(event.clauses[0].words):
        return When(_finer(last.edtf, document.document_date), last.span, "earlier sentence")
    return None


def date_before(document: Annotated, index: int) -> When | None:
    """The last date of the sentence before, in the same block, that tells of no activity itself."""
    if index == 0:
        return None
    before = document.sentences[index - 1]
    if before.block != document.sentences[index].block or not before.dates:
        return None
    return When(before.dates[-1].edtf, before.dates[-1].span)


def _finer(edtf: str, document_date: str | None) -> str:
    """The document's own date where it says the same more exactly."""
    return document_date if document_date and document_date.startswith(edtf) else edtf


_SAME_DAY = re.compile(r"当[日天]|今[日天]")


def same_day(event: Event, document: Annotated) -> When | None:
    """当日 in a dated report whose text gives no nearer day: the document's own."""
    date = document.document_date
    match = _SAME_DAY.search(document.reading.shadow, event.span.start, event.span.end)
    if match is None or date is None or len(date) < DAY:
        return None
    return When(date, Span(match.start(), match.end()), "document date")
