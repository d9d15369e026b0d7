"""A side: one place that a number may be about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.records.claim import PlaceRef
from pipeline.records.span import Span
from pipeline.records.swift import swift

CHINA = "CN"
GROUPS = frozenset({"group", "region"})  # levels of several places under one name


@swift
@dataclass(frozen=True, slots=True)
class Side:
    """One place that a number may be about: `level` as of a place mention, or `nation` for 全国."""

    span: Span
    ref: PlaceRef
    level: str
    blended: bool = False

    @property
    def is_home(self) -> bool:
        """China, or a part of it."""
        return self.ref.country == CHINA

    @property
    def is_wide(self) -> bool:
        """A country or a group of countries."""
        return self.level in ("country", "group", "nation")


Sides = tuple[Side, ...]


def overlaps(span: Span, others: Sequence[Side | Span]) -> bool:
    """Does `span` share a character with one of `others`?"""
    return any(span.overlaps(o if isinstance(o, Span) else o.span) for o in others)
