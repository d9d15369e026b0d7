"""Which place lies in which, and of what level a place is: asked of the gazetteer, with regions and groups of countries."""

from __future__ import annotations

from functools import lru_cache

from pipeline.places import contains, place

CHINA = "CN"
REGION = "x-CN-"  # ids of the parts of China that have no code
UNKNOWN = "x-"  # ids of places that no gazetteer knows: x-PL-…


@lru_cache(maxsize=100_000)
def holds(whole: str, part: str) -> bool:
    """Is `part` the place `whole` itself, or in it, or (of a group) one of its members or in one?"""
    if whole == part or (whole == CHINA and part.startswith(REGION)):
        return True
    inner, outer = place(part), place(whole)
    if inner is None:
        return part.startswith(UNKNOWN) and part[2:4] == whole
    if contains(whole, inner) or inner.country == whole:
        return True
    members = outer.members if outer else ()
    return inner.country in members or part in members


def level_of(place_id: str) -> str:
    """country, adm1, adm2, city, group …; `region` and "" for what the gazetteer does not know."""
    found = place(place_id)
    return found.level if found else "region" if place_id.startswith(REGION) else ""
