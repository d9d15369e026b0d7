"""A sentence with its places and dates folded to one sign each, so that patterns speak of shapes, not of names.

`杭州市与日本岐阜市于1979年结好` becomes `Ⓒ与Ⓕ于Ⓣ结好`. Signs: Ⓒ a Chinese place below the country, Ⓕ a foreign one, Ⓝ a country
or group, Ⓣ a date. `at` leads from the skeleton back to the clean text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.records.annotated import Annotated, Sentence
from pipeline.records.mention import DateMention, PlaceMention
from pipeline.records.swift import swift

CHINESE, FOREIGN, NATION, TIME = "Ⓒ", "Ⓕ", "Ⓝ", "Ⓣ"


@swift
@dataclass(frozen=True, slots=True)
class Skeleton:
    """The folded sentence; `places` and `dates` by the index of their sign."""

    text: str
    places: dict[int, PlaceMention]
    dates: dict[int, DateMention]
    starts: tuple[int, ...]  # skeleton index at which each piece begins
    origins: tuple[int, ...]  # clean offset at which that piece begins

    def at(self, index: int) -> int:
        """The clean offset of skeleton index `index`."""
        piece = bisect_right(self.starts, index) - 1
        return self.origins[piece] + index - self.starts[piece]

    def places_in(self, start: int, end: int) -> list[tuple[int, PlaceMention]]:
        """Places whose sign lies in the half-open range, with its index."""
        return [(i, place) for i, place in self.places.items() if start <= i < end]

    def dates_in(self, start: int, end: int) -> list[tuple[int, DateMention]]:
        """Dates whose sign lies in the half-open range, with its index."""
        return [(i, date) for i, date in self.dates.items() if start <= i < end]


class Skeletons:
    """The skeletons of a document's sentences, each folded once, whichever extractor asks first."""

    def __init__(self, document: Annotated) -> None:
        self._shadow = document.reading.shadow
        self._kept: dict[int, Skeleton] = {}

    def of(self, sentence: Sentence) -> Skeleton:
        """The skeleton of a sentence of the document."""
        found = self._kept.get(sentence.span.start)
        if found is None:
            found = self._kept[sentence.span.start] = fold(sentence, self._shadow)
        return found


def sign_of(place: PlaceMention) -> str:
    """The sign that stands for a place."""
    if place.is_chinese:
        return CHINESE
    return FOREIGN if place.is_foreign else NATION


def fold(sentence: Sentence, shadow: str) -> Skeleton:
    """The skeleton of a sentence; `shadow` is the document's shadow text."""
    marks: Sequence[PlaceMention | DateMention] = sentence.places or sentence.dates
    if sentence.places and sentence.dates:
        marks = sorted([*sentence.places, *sentence.dates], key=lambda m: m.span.start)
    parts: list[str] = []
    starts, origins = [0], [sentence.span.start]
    places: dict[int, PlaceMention] = {}
    dates: dict[int, DateMention] = {}
    at, length = sentence.span.start, 0
    for mark in marks:
        if mark.span.start < at:
            continue
        parts.append(shadow[at : mark.span.start])
        length += mark.span.start - at
        if isinstance(mark, DateMention):
            dates[length] = mark
            sign = TIME
        else:
            places[length] = mark
            sign = sign_of(mark)
        starts.append(length)
        origins.append(mark.span.start)
        parts.append(sign)
        length += 1
        at = mark.span.end
        starts.append(length)
        origins.append(at)
    parts.append(shadow[at : sentence.span.end])
    return Skeleton("".join(parts), places, dates, tuple(starts), tuple(origins))
