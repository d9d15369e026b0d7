"""A place as claims name it; every kind of claim holds some."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records.swift import swift


@swift
@dataclass(frozen=True, slots=True)
class PlaceRef:
    """A place as a claim names it: the words of the text, and what they were linked to."""

    text: str
    place_id: str
    name: str
    name_en: str | None
    country: str | None
