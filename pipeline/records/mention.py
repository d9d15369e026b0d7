"""What annotation finds in the clean text: places, dates, quantities, each with its characters."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records.span import Span
from pipeline.records.swift import swift

UNKNOWN_SCORE = 0.3  # of a name that no gazetteer knows, or that may mean several places


@swift
@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A named place. `span` covers country or province written before it (波兰罗兹市); `core` only the name itself (罗兹市)."""

    span: Span
    core: Span
    text: str  # as written, span whole
    place_id: str  # gazetteer id, or x-PL-… for a place that no gazetteer knows
    name: str  # the name itself as written, simplified: 罗兹市
    name_en: str | None
    country: str | None  # ISO 3166-1 alpha-2; None for groups of countries
    level: str  # country, adm1, adm2, city, county, town, region, group
    score: float
    reason: str
    candidates: tuple[str, ...] = ()  # of a name that is linked to none: the ids of the places it may mean, best first

    @property
    def is_linked(self) -> bool:
        """Does the name lead to a place of the gazetteer, or to one that a person has settled?"""
        return self.score > UNKNOWN_SCORE or not self.place_id.startswith("x-")

    @property
    def is_chinese(self) -> bool:
        """A subnational place of China (Hong Kong, Macao and Taiwan with their fixed ids included)."""
        return self.country == "CN" and self.level not in ("country", "group")

    @property
    def is_foreign(self) -> bool:
        """A subnational place abroad."""
        return self.country is not None and self.country != "CN" and self.level not in ("country", "group")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or period as EDTF, never finer than the text; `basis` is stated, or derived where it was worked out (同年, 次年)."""

    span: Span
    edtf: str
    basis: str = "stated"
    year_inherited: bool = False  # the year stands in an earlier date


@swift
@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: 近30次 is 30.0, 次, approximate. `span` covers number and unit, `number` only the number."""

    span: Span
    number: Span
    value: float
    unit: str  # as written, "" where none stands
    approximate: bool = False
    ordinal: bool = False  # 第37个, 首个, 第二大


@dataclass(frozen=True, slots=True)
class UnlinkedPlace:
    """A place that a document names and that no gazetteer id could be given, with why, and how often the document names it."""

    place_id: str  # x-PL-皮亚塞赤诺
    name: str
    country: str | None
    level: str
    reason: str
    candidates: tuple[str, ...]
    spellings: tuple[str, ...]  # as written
    mentions: int
