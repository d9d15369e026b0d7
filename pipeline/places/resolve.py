"""One name, asked alone: the answer of `youcheng places`, with candidates and reasons."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.places.gazetteer import Place
from pipeline.places.kinds import split_kind
from pipeline.places.link import Candidate, candidates, in_country, link, same_sound
from pipeline.text.script import shadow


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a name leads to; `place` is None where no one place can be named, `candidates` then says between which."""

    name: str
    place: Place | None
    score: float
    reason: str
    candidates: tuple[Candidate, ...]

    def as_json(self) -> dict[str, object]:
        """The object that `youcheng places --from` prints."""
        found = self.place
        return {
            "name": self.name,
            "place_id": found.place_id if found else None,
            "ids": list(found.ids) if found else [],
            "keys": found.keys if found else {},
            "country": found.country if found else None,
            "level": found.level if found else None,
            "name_zh": found.name_zh if found else None,
            "name_en": found.name_en if found else None,
            "lat": found.lat if found else None,
            "lon": found.lon if found else None,
            "score": self.score,
            "reason": self.reason,
            "candidates": [
                {"place_id": c.place.place_id, "name_zh": c.place.name_zh, "name_en": c.place.name_en, "country": c.place.country,
                 "level": c.place.level, "score": c.score, "reason": c.reason}
                for c in self.candidates[:5]
            ],
        }  # fmt: skip


def lookup(name: str, country: str | None = None) -> list[Candidate]:
    """Every place that a name may mean, best first; `country` (ISO 3166-1 alpha-2) leaves out all others."""
    stem, suffix = split_kind(_key(name))
    found = candidates(stem, suffix) or candidates(_key(name), "")
    return [c for c in found if country is None or in_country(c.place, country)]


def resolve(name: str, country: str | None = None) -> Resolution:
    """The one place that a name means, in `country` where that is known (ISO 3166-1 alpha-2); `place` is None where it is not clear."""
    answer = link(tuple(lookup(name, country)), only=country, show=True)
    best = answer.best
    if best is None and country and not answer.candidates:
        best = same_sound(*split_kind(_key(name)), country)
    return Resolution(
        name,
        best.place if best else None,
        best.score if best else 0.0,
        best.reason if best else answer.reason,
        answer.candidates,
    )


def _key(name: str) -> str:
    return "".join(shadow(name).split())
