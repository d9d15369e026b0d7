"""A reading with its sentences, places, dates and quantities; what extractors work on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from pipeline.records.mention import DateMention, PlaceMention, Quantity
from pipeline.records.reading import Reading
from pipeline.records.span import Span
from pipeline.records.swift import swift

M = TypeVar("M", PlaceMention, DateMention, Quantity)


@swift
@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `block` is the index of its block in the reading. Its mentions lie within its span, in order."""

    span: Span
    block: int
    places: tuple[PlaceMention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()

    def names_abroad(self) -> bool:
        """Does it name a place abroad, below the country?"""
        return True in [place.is_foreign for place in self.places]  # half the price of any(), and asked again and again


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document ready for extraction. `document_date` is its own date (EDTF) where text or manifest gives one.

    `annual_year` is the year that a yearbook or annual report tells of, None where it is no such document.
    """

    reading: Reading
    sentences: tuple[Sentence, ...]
    document_date: str | None = None
    annual_year: int | None = None

    def within(self, mentions: tuple[M, ...], span: Span) -> tuple[M, ...]:
        """Those of `mentions` that lie in `span`."""
        return tuple(m for m in mentions if span.covers(m.span))
