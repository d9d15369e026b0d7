"""Ties that are said not to be there: X省是唯一没有中Y友好城市的省份; 尚未与Y结好的省份有A、B; 至今X市没有和Y的任何城市结好.

Only what names both sides counts: a place of China that lacks the tie, and the country or place abroad that it lacks it with.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from pipeline.extract.rules.refs import place_ref
from pipeline.extract.rules.remarks.words import pattern
from pipeline.places import find_blends
from pipeline.records.annotated import Annotated, Sentence
from pipeline.records.claim import Draft, FieldAnchor, PlaceRef
from pipeline.records.mention import PlaceMention
from pipeline.records.span import Span
from pipeline.records.statements import AbsenceBody

EXTRACTOR = "rules.remarks.absence"
CHINA = "CN"
_SURE = 0.8
_ADVERBS = 12  # characters before the denial: 唯一至今尚
_END = re.compile(r"[。；！？;!?]")
_ASIDE = re.compile(r"(?:除了?|不同于|不像)[^，。；,;]{0,10}$")
Named = tuple[Span, PlaceRef]


def absence_drafts(annotated: Annotated) -> Iterator[Draft]:
    """Each sentence in which places of China are said to have no tie with a country or place abroad."""
    shadow = annotated.reading.shadow
    starts = [s.span.start for s in annotated.sentences]
    for match in pattern("absent").finditer(shadow):
        at = bisect_right(starts, match.start()) - 1
        if at >= 0 and annotated.sentences[at].span.end > match.start():
            yield from _absence(annotated, annotated.sentences[at], match)


def _absence(annotated: Annotated, sentence: Sentence, match: re.Match[str]) -> Iterator[Draft]:
    shadow, span = annotated.reading.shadow, sentence.span
    stop = pattern("pending").search(shadow, match.end(), span.end)
    end = stop.start() if stop else span.end
    before = pattern("only").search(shadow, max(span.start, match.start() - _ADVERBS), match.start())
    begun = before.start() if before else match.start()
    start = _begin(shadow, span.start, begun)
    if not pattern("denied").search(shadow, match.end(), end) or pattern("whole").search(shadow, start, end):
        return
    listed = pattern("listed").search(shadow, match.end(), end)
    homes, partners = _sides(annotated, sentence, Span(start, end))
    if not homes or not partners or bool(listed) != (homes[0][0].start > match.start()):
        return
    first = min(homes[0][0].start, partners[0][0].start, begun)
    fields = [("homes", FieldAnchor(s)) for s, _ in homes] + [("partners", FieldAnchor(s)) for s, _ in partners]
    who, whom = tuple(r for _, r in homes), tuple(r for _, r in partners)
    body = AbsenceBody(who, whom, bool(before and before["only"]))
    yield Draft(Span(first, end), body, EXTRACTOR, _SURE, tuple(fields))


def _begin(shadow: str, start: int, at: int) -> int:
    """The beginning of the part of the sentence that the denial stands in; a comma does not part subject and verb."""
    stops = [m.end() for m in _END.finditer(shadow, start, at)]
    comma = max(shadow.rfind("，", start, at), shadow.rfind(",", start, at)) + 1
    bound = stops[-1] if stops else start
    return max(bound, comma if comma > bound and at - comma > 2 else bound)


def _sides(annotated: Annotated, sentence: Sentence, part: Span) -> tuple[list[Named], list[Named]]:
    shadow = annotated.reading.shadow
    places = [p for p in sentence.places if part.covers(p.span) and not _is_aside(shadow, p)]
    homes = [(p.span, place_ref(p)) for p in places if p.is_chinese]
    partners = [(p.span, place_ref(p)) for p in places if p.country not in (None, CHINA)]
    for blend in find_blends(shadow[part.start : part.end]):
        span = Span(part.start + blend.start, part.start + blend.end)
        partners += [(span, ref) for ref in blend.places if ref.country not in (None, CHINA)]
    return sorted(homes, key=_order), sorted(partners, key=_order)


def _order(named: Named) -> tuple[Span, str]:
    return named[0], named[1].place_id


def _is_aside(shadow: str, mention: PlaceMention) -> bool:
    return _ASIDE.search(shadow, max(0, mention.span.start - 12), mention.span.start) is not None
