"""When it was: the event's own date, else one that stands earlier in the sentence, else that of the event it goes on from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from pipeline.extract.rules.activities.anniversary import moved, told_year
from pipeline.extract.rules.activities.clauses import Clause
from pipeline.extract.rules.activities.events import Event, starts_with_subject
from pipeline.extract.rules.activities.story import Story, is_sent, told_day
from pipeline.extract.rules.activities.when import DAY, YEAR, When
from pipeline.records.annotated import Annotated
from pipeline.records.mention import DateMention
from pipeline.records.span import Span
from pipeline.text.numerals import parse_number

# A sentence that begins so goes on with what was told before it.
_GOES_ON = re.compile(
    r"[^，,]{0,4}(?:会上|会后|回赠|会议期间|期间|随后|同时|当[天日]|同日|签[约字](?:之|以)?后|席间|活动(?!家)|代表团|客人|仪式|大会|此次|这次|本次|双方|两市|两地|访问中|一行|论坛)"
)
_TIMELESS = re.compile(
    r".{0,30}?(?:目前|现在|迄今|至今|以来|年来|年间|多年|每年|每逢|历年|历届|此前|以往|过去)", re.S
)  # said of no one day
_ENUMERATED = re.compile(
    r"^.{0,30}(?:例如|比如|再如|又如)|等[。；;]?$", re.S
)  # each item of a list has its own date or none
SEVERAL = 2  # dates that make a period
_DURING = re.compile(r"(?:论坛|会议|大会|活动|访问|展览|峰会)期间")
_UNTIL = re.compile(r"(?:截至|截止到?|直?至|到)\s*$")
_SINCE = re.compile(r"(?:自从?|从)\s*$")
_SINCE_BEHIND = re.compile(r"\s*(?:以来|起|开始|至今)")
_BEFORE_THEN = re.compile(r"(?:以|之)前")  # 1990年以前每年派员来访
_BEGINNING = re.compile(r"起(?![草飞步来])")  # 1982年起
_CLOSED = re.compile(r"[,，]至((?:19|20)\d\d)年[底末]?[^,，。;；]{0,6}(?:计|共|累计|止)")  # ，至1990年计16名
_TIE_BEHIND = re.compile(r"[^)）]{0,6}(?:结好|缔结|结为|建立|结缘)")
_AND = re.compile(r"\s*[、,，和及与]\s*")
_TIMES = re.compile(r"[两二三四五六七八九十\d]次|先后|多次")
_LATER = re.compile(  # 两年后, 此后三年
    r"(?P<since>此后|其后|随后)?(?P<n>[一两二三四五六七八九十]|十[一二三四五六七八九]|\d{1,2})年(?P<on>[之以]?后)?(?=[,，内间])"
)
_NAMED_YEAR = re.compile(r"[“《「]((?:19|20)\d\d)(?![-—\d]|年代)")
_SUMMED = re.compile(r"次|累计|共|总计|批")


SHORT_NEWS = 1500  # characters of a report that tells of one day


def own_date(event: Event, story: Story) -> When | None:
    """The most exact date before the word of the happening (the nearest of them), else the first behind it."""
    shadow, years = story.shadow, story.years
    found: list[tuple[Clause, DateMention]] = []
    for clause in event.clauses:
        if clause.span.start > event.lead.start and found:
            break
        found += [(clause, d) for d in clause.dates if _is_of_event(clause, d, event, story)][:1]
    if not found:
        day = told_day(story, event.start, event.end)
        return day or _named_year(event, shadow) or _anniversary(event, years)
    clause, date = max(reversed(found), key=lambda item: _exactness(item[1].edtf))
    if period := _enumerated(clause, event, shadow):
        return period
    if day := told_day(story, date.span.start, date.span.end):
        return When(day.edtf, date.span)
    edtf = _own_year(date, [d for _, d in found]) or (moved(date.edtf, years) if date.year_inherited else date.edtf)
    return When(_open_ended(edtf, date, clause, shadow), date.span)


def _is_of_event(clause: Clause, date: DateMention, event: Event, story: Story) -> bool:
    """Not the year in a name, the year that an agreement is for, the day a report was sent or the year of a tie in brackets."""
    if date.span == story.sent or _in_name(clause, date) or _in_object(date, event):
        return False
    return not (story.shadow[date.span.start - 1] in "(（" and _TIE_BEHIND.match(story.shadow, date.span.end))


def _enumerated(clause: Clause, event: Event, shadow: str) -> When | None:
    """1983年、1986年和1989年三次到访: the time from the first to the last."""
    dates = [d for d in clause.dates if not _in_name(clause, d)]
    gaps = [shadow[a.span.end : b.span.start] for a, b in pairwise(dates)]
    same = len({len(d.edtf) for d in dates}) == 1 and "/" not in dates[0].edtf if dates else False
    if len(dates) < SEVERAL or not same or not all(map(_AND.fullmatch, gaps)):
        return None
    if not _TIMES.search(shadow, dates[-1].span.end, event.end) or dates[0].edtf >= dates[-1].edtf:
        return None
    return When(f"{dates[0].edtf}/{dates[-1].edtf}", dates[0].span.hull(dates[-1].span))


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
    match = _NAMED_YEAR.search(shadow, event.start, event.end)
    return When(match[1], Span(*match.span(1))) if match else None


def _in_name(clause: Clause, date: DateMention) -> bool:
    before = clause.words[: date.span.start - clause.span.start]
    return before.count("“") > before.count("”") or before.count("《") > before.count("》")


def _open_ended(edtf: str, date: DateMention, clause: Clause, shadow: str) -> str:
    """至2017年12月，…有30次 is ../2017-12; 自1999年以来 is 1999/.. ."""
    before = shadow[max(0, date.span.start - 3) : date.span.start]
    if "/" in edtf:
        return edtf
    if _BEFORE_THEN.match(shadow, date.span.end):
        return f"../{edtf}"
    if _UNTIL.search(before) and _SUMMED.search(shadow, date.span.end, clause.span.end + 30):
        return f"../{edtf}"
    if _BEGINNING.match(shadow, date.span.end) or (
        _SINCE.search(before) and _SINCE_BEHIND.match(shadow, date.span.end)
    ):
        until = _CLOSED.match(shadow, clause.span.end)
        return f"{edtf}/{until[1]}" if until and until[1] > edtf else f"{edtf}/.."
    return edtf


def carried_date(event: Event, clauses: list[Clause], last: When | None, story: Story, sentence: Span) -> When | None:
    """A date that stands earlier in the sentence; else `last`, the date of the event before, where the sentence goes on from it."""
    words = story.shadow[sentence.start : sentence.end]
    start = event.clauses[0].span.start
    shadow = story.shadow
    earlier = [
        d for c in clauses if c.span.end <= start for d in c.dates if not _in_name(c, d) and not is_sent(d, shadow)
    ]
    if earlier and _ENUMERATED.search(words) and starts_with_subject(event.clauses[0]):
        return None
    if earlier:
        return When(earlier[-1].edtf, earlier[-1].span, "sentence")
    if later := _later(shadow, sentence.start, event.lead.start, last):
        return later
    told = shadow[sentence.start : max(event.lead.end, start)]
    if last is None or any(map(_TIMELESS.match, (told, event.clauses[0].words))):
        return None
    short_news = len(shadow) <= SHORT_NEWS and len(last.edtf) == DAY and story.is_news(last.edtf)
    if _GOES_ON.match(words) or short_news or _DURING.search(event.clauses[0].words):
        return When(_finer(last.edtf, story.document_date), last.span, "earlier sentence")
    return None


def _later(shadow: str, start: int, end: int, last: When | None) -> When | None:
    """两年后, 此后三年: counted from the year of what was told last."""
    match = _LATER.search(shadow, start, end)
    if match is None or last is None or not last.edtf[:YEAR].isdecimal() or not (match["since"] or match["on"]):
        return None
    year, number = int(last.edtf[:YEAR]), int(parse_number(match["n"].replace("两", "二")) or 0)
    edtf = f"{year}/{year + number}" if match["since"] and not match["on"] else str(year + number)
    return When(edtf, Span(*match.span()), "earlier sentence")


def date_before(document: Annotated, index: int) -> When | None:
    """The last date of the sentence before, in the same block, that tells of no activity itself."""
    if index == 0:
        return None
    before = document.sentences[index - 1]
    if (
        before.block != document.sentences[index].block
        or not before.dates
        or is_sent(before.dates[-1], document.reading.shadow)
    ):
        return None
    return When(before.dates[-1].edtf, before.dates[-1].span)


def _finer(edtf: str, document_date: str | None) -> str:
    """The document's own date where it says the same more exactly."""
    return document_date if document_date and document_date.startswith(edtf) else edtf


_AT_TABLE = re.compile(
    r"签[约字]当[天日]|在[一-鿿]{1,3}期间|访问期间|逗留期间"
    r"|签[约字](?:之|以)?后|仪式[上后]|席间|晚[宴会]上|致[辞词](?:里|中|时)|现场"
)
_AGAIN = re.compile(r"曾|历年|历届|多次|每年|先后|以来|多年|年来|此前|迄今|至今|累计")
_SAME_DAY = re.compile(r"当[日天]")


def same_day(event: Event, document: Annotated) -> When | None:
    """当日 in a dated report whose text gives no nearer day: the document's own."""
    date = document.document_date
    match = _SAME_DAY.search(document.reading.shadow, event.start, event.end)
    if match is None or date is None or len(date) < DAY:
        return None
    return When(date, Span(match.start(), match.end()), "document date")


def of_the_day(event: Event, story: Story, sentence: Span, main: When | None) -> When | None:
    """What was said at the table where they signed is of the day that a short report tells of first."""
    if main is None or len(story.shadow) > SHORT_NEWS:
        return None
    return (
        When(main.edtf, main.span, "earlier sentence")
        if _AT_TABLE.search(story.shadow, sentence.start, event.lead.start)
        else None
    )


def date_behind(event: Event, clauses: list[Clause], story: Story) -> When | None:
    """某市长访问某市，5日与…签署: the visit is of the day that the next clause begins with."""
    if event.lead.name != "visit" or story.day is None:
        return None
    behind = next((c for c in clauses if c.span.start > event.clauses[-1].span.start), None)
    if behind is None or not behind.dates or behind.dates[0].span.start > behind.span.start:
        return None
    date = behind.dates[0]
    return When(date.edtf, date.span, "sentence") if story.is_news(date.edtf) else None


def without_date(event: Event, story: Story) -> When | None:
    """The year of an annual, for what it tells without a date; not for what happened again and again, or before."""
    words = " ".join(clause.words for clause in event.clauses)
    return None if story.annual is None or _AGAIN.search(words) else story.annual
