"""What the dates of a report go by: the day it was sent or printed, the year of an annual, the years that anniversaries give.

A report whose first line is 某地6月22日电 means that day by 今天 and 昨晚, whatever day it was printed; the day itself is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.extract.rules.activities.anniversary import report_years
from pipeline.extract.rules.activities.when import DAY, YEAR, When
from pipeline.records.annotated import Annotated
from pipeline.records.mention import DateMention
from pipeline.records.span import Span

FRESH = timedelta(days=30)  # what a report calls news
FIRST = 6  # sentences in which a dateline stands
TITLE_REACH = 400  # characters in which an annual names its year
_SENT = re.compile(r"(?:专)?[电讯](?![影视话报子台脑气信])")
_DAYS = {"今": 0, "昨": -1}
_DAY_WORD = re.compile(r"[今昨][天日晚晨早夜]|[今昨](?=[在与同和])")


@dataclass(frozen=True, slots=True)
class Story:
    """What a document's dates go by; `day` is the day that 今天 means, `annual` the year of all that has no date."""

    shadow: str
    day: str | None
    sent: Span | None
    annual: When | None
    years: Mapping[str, str]
    document_date: str | None

    def is_news(self, edtf: str) -> bool:
        """Is it a day at most so many days before the report? Only such a day is carried on in a report of one day."""
        if self.day is None:
            return self.annual is None
        first, last = edtf.split("/")[0], edtf.split("/")[-1]
        if {len(first), len(last)} != {DAY} or not (first[:YEAR] + last[:YEAR]).isdecimal():
            return False
        day = date.fromisoformat(self.day)
        return timedelta() <= day - date.fromisoformat(last) and day - date.fromisoformat(first) <= FRESH


def read_story(document: Annotated) -> Story:
    """The story of a document, read once."""
    shadow = document.reading.shadow
    sent = _sent(document)
    printed = document.document_date if document.document_date and len(document.document_date) == DAY else None
    day = sent.edtf if sent and len(sent.edtf) == DAY and "X" not in sent.edtf else printed
    annual = _annual(document)
    return Story(shadow, day, sent.span if sent else None, annual, report_years(shadow), document.document_date)


def _sent(document: Annotated) -> DateMention | None:
    """The date of a dateline, 新华社某地6月22日电."""
    shadow = document.reading.shadow
    for sentence in document.sentences[:FIRST]:
        for mention in sentence.dates:
            if is_sent(mention, shadow):
                return mention
    return None


def is_sent(mention: DateMention, shadow: str) -> bool:
    """Is it the day of a dateline, 6月22日电?"""
    return _SENT.match(shadow, mention.span.end) is not None


def _annual(document: Annotated) -> When | None:
    year = document.annual_year
    if year is None:
        return None
    at = next((at for y in (year, year + 1) if (at := document.reading.shadow.find(str(y), 0, TITLE_REACH)) >= 0), None)
    return None if at is None else When(str(year), Span(at, at + len(str(year))), "title")


def told_day(story: Story, start: int, end: int) -> When | None:
    """The day that 今天 or 昨晚 between these offsets means."""
    match = _DAY_WORD.search(story.shadow, start, end) if story.day else None
    if match is None or story.day is None:
        return None
    day = date.fromisoformat(story.day) + timedelta(days=_DAYS[match[0][0]])
    return When(day.isoformat(), Span(*match.span()), "document date")


def is_to_come(when: When | None, story: Story) -> bool:
    """Does it lie after the report itself? Only sharp dates can tell."""
    own, first = story.document_date or "", when.edtf.split("/")[0] if when else ""
    if len(own) < DAY or not first or "X" in first:
        return False
    return first > own[: len(first)]
