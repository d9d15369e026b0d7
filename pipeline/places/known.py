"""The first walk: what a document itself makes clear of its names, wherever it says so (波兰滨海省, 芷江县; 肯·利文斯通)."""

from __future__ import annotations

import re

from pipeline.places.link import Candidate, candidates, in_country, link_name
from pipeline.places.sightings import NATION, PLACE, Sighting, nation

_DOTTED = re.compile(r"·([\u4e00-\u9fff]{2,8})")


def behind_dots(shadow: str) -> frozenset[str]:
    """What may be a person's last name: the two to eight characters behind a dot."""
    names = [match[1] for match in _DOTTED.finditer(shadow)] if "·" in shadow else []
    return frozenset(name[:length] for name in names for length in range(2, len(name) + 1))


def named_with_country(seen: list[Sighting]) -> dict[str, Candidate | str]:
    """Name (罗兹市) and stem (罗兹) → the place that the document says it is, or the country of a name that no gazetteer has.

    A name that the document has in two countries (英国伯明翰市, 美国伯明翰市) is not known by this.
    """
    known: dict[str, Candidate | str | None] = {}
    before: Sighting | None = None
    for sighting in seen:
        if sighting.kind == PLACE and before is not None and before.kind == NATION and before.end == sighting.start:
            code = nation(before)
            found = candidates(sighting.stem, sighting.suffix)
            inside = next((c for c in found if in_country(c.place, code)), None)
            if (inside and sighting.guard < 2) or (sighting.suffix and code != "CN"):
                _remember(known, sighting, inside or code)
        elif sighting.kind == PLACE and sighting.suffix and sighting.guard == 1:
            answer = link_name(sighting.stem, sighting.suffix)
            if answer.best is not None:
                _remember(known, sighting, answer.best)
        before = sighting
    return {name: what for name, what in known.items() if what is not None}


def _remember(known: dict[str, Candidate | str | None], sighting: Sighting, what: Candidate | str) -> None:
    for name in {sighting.stem, sighting.stem + sighting.suffix}:
        if _country(known.setdefault(name, what)) != _country(what):
            known[name] = None


def _country(what: Candidate | str | None) -> str | None:
    return what.place.country if isinstance(what, Candidate) else what
