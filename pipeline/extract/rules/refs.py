"""From a mention to the place that a claim names."""

from __future__ import annotations

from pipeline.records.claim import PlaceRef
from pipeline.records.mention import PlaceMention


def place_ref(mention: PlaceMention, name: str | None = None) -> PlaceRef:
    """The place as claims name it: its own words in the text, without the country or province written before them.

    `name` is another name than that of the mention.
    """
    core = mention.text[mention.core.start - mention.span.start : mention.core.end - mention.span.start]
    return PlaceRef(core, mention.place_id, name or mention.name, mention.name_en, mention.country)
