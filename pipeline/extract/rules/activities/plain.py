"""A happening whose verb no list has: a dated clause that sets one side into action at the other, 某市的教练1998年在某市带出….

The shape must say it all: a date, one side as the subject, and a word of place or direction right before the other side. What speaks of
ties, of what is or lies somewhere, or of figures is left to other rules.
"""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.extract.rules.activities.clauses import Trigger
from pipeline.records.annotated import Annotated, Sentence
from pipeline.records.mention import PlaceMention

NAME = "did"  # the class of words that it counts as
BETWEEN = 24  # characters from the subject to the other side
REST = 4  # characters that the verb and its object take at least
_TOWARD = re.compile(r"[在到向给为从赴替帮]$")
_STOPS = re.compile(r"[，,。；;：:、与和同及]")
_NO_DEED = re.compile(
    r"友城|友好|姐妹|姊妹|[结缔订]|签|[是即有属距占]|位于|航[线班]|直飞|增[长加]|超过|达到|相[当似距]|[%％]|\d+对|将|拟|未|没|不"
)


def plain_deed(document: Annotated, sentence: Sentence) -> tuple[Trigger, ...]:
    """The word of direction in the first clause of that shape, as the trigger of a happening; empty where there is none."""
    if not sentence.dates or len({p.country == "CN" for p in sentence.places}) == 1:
        return ()
    shadow, places = document.reading.shadow, sentence.places
    for subject, other in pairwise(places):
        if (subject.country == "CN") != (other.country == "CN") and _acts(shadow, sentence, subject, other):
            return (Trigger(NAME, other.span.start - 1, other.span.start),)
    return ()


def _acts(shadow: str, sentence: Sentence, subject: PlaceMention, other: PlaceMention) -> bool:
    between = shadow[subject.span.end : other.span.start]
    if len(between) > BETWEEN or not _TOWARD.search(between) or any(p.level == "country" for p in (subject, other)):
        return False
    stop = _STOPS.search(shadow, other.span.end, sentence.span.end)
    end = stop.start() if stop else sentence.span.end
    if _STOPS.search(between[:-1]) or end - other.span.end < REST:
        return False
    return _NO_DEED.search(shadow, subject.span.end, end) is None and _NO_DEED.search(between) is None
