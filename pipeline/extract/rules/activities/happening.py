"""Was something done? Evidence for and against, from the clauses of one event; the weights stand in one table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.rules.activities.clauses import Clause, Trigger
from pipeline.extract.rules.activities.words import Lexicon

WEIGHTS = {  # of what is no word: the words' own weights stand in `data/activities.toml`
    "dated": 2.0,  # 2016年3月, …
    "date_carried": 1.0,  # the date stands in an earlier clause or sentence
    "event": 0.5,  # 洽谈会
    "both_sides": 1.0,  # a place at home and one abroad
    "place": 0.5,
    "attribute": -1.5,  # 在某市成立的企业: said of the noun behind it, no date, no name
    "detail": -1.5,  # 客人参观了…: how what was told of before went on
    "attendance": -3.0,  # 市长出席仪式并致辞: who was at what was told of before
    "no_place": -1.0,  # undated, and every place is carried over
}
ENOUGH = 3.0
COUNTED = {"visit", "send", "hold", "settle", "sign"}  # what a year's statistics add up
REPEATED = 0.5  # what each further word against it weighs, as a share of the first
MOST_OF_PLACES = WEIGHTS["both_sides"] + WEIGHTS["place"]

_ATTRIBUTE = re.compile(r"的(?!则|是)(?![“《「])")
_DONE = re.compile(r"了|曾|已|先后")
_POINTS_BACK = re.compile(r"两[市地省国州]|双方|来访|来华|该[市省州]")
_DETAIL = re.compile(r"(?:客人|代表团|团长|一行|来宾|外宾)[^，,]{0,6}(?:参观|游览|考察|观看)")
_ATTENDANCE = re.compile(r"出席(?:了)?(?:活动|仪式|签[字约]仪式|开幕式|会议|大会|论坛|视频会|招待会)?(?:并|$)")
_ORGANISERS = re.compile(
    r"\s*(?:[此本该这]次)?(?:活动|会议|论坛|大会|展览|比赛|仪式)由"
)  # 活动由某市主办: who held what was told


def evidence_of_places(sides: int) -> float:
    """What the places add: `sides` is 2 where one lies in China and one abroad, 1 where only one side is named."""
    return MOST_OF_PLACES if sides > 1 else WEIGHTS["place"] * sides


def evidence(event: list[Clause], lead: Trigger, dated: str, before: str, lexicon: Lexicon) -> float:
    """How much the words speak for a happening; with the places, `ENOUGH` is enough.

    `dated` is a key of the table or empty, `before` what the sentence says before the event.
    """
    words = " ".join(clause.words for clause in event)
    head = next(clause for clause in event if lead in clause.triggers)
    total = lexicon.happenings[lead.name].evidence + sum(_denied(head, lead, lexicon))
    total += _counted(head, lead, lexicon) + (WEIGHTS[dated] if dated else _undated(event, head, lead))
    if dated != "dated":
        total += _told_on(event, head) + _governed(event, head, before, lexicon)
    if total < ENOUGH - MOST_OF_PLACES - lexicon.most_of_signs - WEIGHTS["event"]:
        return total  # no sign could make up for it
    total += WEIGHTS["event"] * bool(lexicon.event.search(words))
    return total + sum([weight for weight, pattern in lexicon.signs if pattern.search(words)])


def _counted(head: Clause, lead: Trigger, lexicon: Lexicon) -> float:
    """What a clause loses that adds up: 全年接待来访团组64批 is a figure, and no one happening."""
    weight, pattern = lexicon.counted
    return weight if lead.name in COUNTED and pattern.search(head.words) else 0.0


def is_cancelled(event: list[Clause], behind: str, lexicon: Lexicon) -> bool:
    """Did nothing come of it? `behind` is what the sentence says right after the event."""
    return lexicon.cancelled.search(" ".join(clause.words for clause in event) + "," + behind) is not None


def _undated(event: list[Clause], head: Clause, lead: Trigger) -> float:
    """What an event without a date loses by being an attribute, or by naming no place."""
    total = WEIGHTS["attribute"] * _is_attribute(head, lead)
    if not any(clause.places for clause in event) and not _POINTS_BACK.search(head.words):
        total += WEIGHTS["no_place"]
    return total


def _told_on(event: list[Clause], head: Clause) -> float:
    """What it loses by going on with what was told before."""
    total = WEIGHTS["detail"] * bool(_DETAIL.match(event[0].words))
    return total + WEIGHTS["attendance"] * bool(_ATTENDANCE.search(head.words) or _ORGANISERS.match(head.words))


def _governed(event: list[Clause], head: Clause, before: str, lexicon: Lexicon) -> float:
    """What it loses where a wish or a plan earlier in the sentence governs it: 希望两市扩大合作，举办更多活动."""
    if _DONE.search(head.words):
        return 0.0
    weight, governing = lexicon.denied_before
    led_by = before + ",".join(clause.words for clause in event[: event.index(head)])
    return weight * bool(governing.search(unquoted(led_by)))


def _is_attribute(clause: Clause, lead: Trigger) -> bool:
    return bool(_ATTRIBUTE.match(clause.words, lead.end - clause.span.start))


def _denied(clause: Clause, lead: Trigger, lexicon: Lexicon) -> Iterator[float]:
    """What the words before and right behind the happening take away."""
    at = lead.start - clause.span.start
    before = unquoted(clause.words[:at])
    for weight, pattern in lexicon.denials:
        found = len(set(pattern.findall(before)))
        if found:
            yield weight * (1 + REPEATED * (found - 1))
    weight, pattern = lexicon.denied_after
    if pattern.match(clause.words, lead.end - clause.span.start):
        yield weight


_OPENS = re.compile(r"[“「『《]")
_QUOTED = re.compile(r"[“「『][^”」』]*(?:[”」』]|$)|《[^》]*(?:》|$)")


def unquoted(words: str) -> str:
    """The words without what stands in quotes: a name says nothing about what was done."""
    return _QUOTED.sub("", words) if _OPENS.search(words) else words
