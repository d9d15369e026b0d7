"""Stages of a development: 第二阶段（1979年至1988年）为…的增长期. The years decide where, its number or its name which one it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.rules.remarks.words import pattern
from pipeline.records.annotated import Annotated, Sentence
from pipeline.records.claim import Draft, FieldAnchor
from pipeline.records.mention import DateMention
from pipeline.records.span import Span
from pipeline.records.statements import PeriodBody
from pipeline.text.numerals import parse_number

EXTRACTOR = "rules.remarks.period"
_YEARS = re.compile(r"\d{4}/(?:\d{4}|\.\.)")
_NAMED = 40  # characters behind the years that name the stage
_OPENED = 16  # characters before the years that name or number the stage


def period_drafts(annotated: Annotated) -> Iterator[Draft]:
    """Each span of years that is said to be a stage."""
    for sentence in annotated.sentences:
        for date in sentence.dates:
            if (
                "/" in date.edtf
                and _YEARS.fullmatch(date.edtf)
                and (draft := _stage(annotated.reading.shadow, sentence, date))
            ):
                yield draft


def _stage(shadow: str, sentence: Sentence, date: DateMention) -> Draft | None:
    opened = max(sentence.span.start, date.span.start - _OPENED)
    around = shadow[opened : date.span.end + _NAMED]
    if "期" not in around and "阶段" not in around:
        return None
    before = shadow[opened : date.span.start]
    number, named = pattern("stage").search(before), pattern("named_before").search(before)
    after = pattern("named_after").match(shadow, date.span.end, sentence.span.end)
    if number is None and named is None and after is None:
        return None
    name = after["name"] if after else named["name"] if named and number is None else ""
    order = int(parse_number(number["order"]) or 0) or None if number else None
    start = opened + min((m.start() for m in (number, named) if m), default=date.span.start - opened)
    end = after.end() if after else _closed(shadow, date.span.end)
    fields = (("time", FieldAnchor(date.span)),)
    return Draft(Span(start, end), PeriodBody(date.edtf, name or None, order), EXTRACTOR, 0.9, fields)


def _closed(shadow: str, end: int) -> int:
    """With the bracket that closes the years."""
    return end + 1 if shadow[end : end + 1] in ("）", ")") else end
