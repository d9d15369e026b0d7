"""One name, asked alone: the answer of `youcheng places`, with candidates and reasons."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.places.find import find_places
from pipeline.places.gazetteer import Place, place
from pipeline.places.kinds import split_kind
from pipeline.places.link import Candidate, alike, candidates, in_country, link
from pipeline.places.soundings import soundings
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
    """The one place that a name means, in `country` where that is known (ISO 3166-1 alpha-2); `place` is None where it is not clear.

    For a name that no list has the candidates are those that it sounds like (`soundings`), marked; none of them is the answer.
    """
    answer = link(tuple(lookup(name, country)), only=country, show=True)
    if not answer.candidates and (inner := _inside(name, country)):
        return inner
    best = answer.best
    if best is None and country and not answer.candidates:
        best = alike(*split_kind(_key(name)), country)
    return Resolution(
        name,
        best.place if best else None,
        best.score if best else 0.0,
        best.reason if best else answer.reason,
        answer.candidates if best or answer.candidates else soundings(*split_kind(_key(name)), country),
    )


def _inside(name: str, country: str | None) -> Resolution | None:
    """波兰罗兹市, 紐西蘭奧克蘭市: a name with its country or province before it is read as in a text, where it is one place whole."""
    key = _key(name)
    mentions = find_places(key, key)
    if len(mentions) != 1 or mentions[0].span.end - mentions[0].span.start != len(key) or not mentions[0].is_linked:
        return None
    mention, where = mentions[0], place(mentions[0].place_id)
    if where is None or mention.span == mention.core or (country and not in_country(where, country)):
        return None
    return Resolution(
        name, where, mention.score, mention.reason, (Candidate(where, 0.0, mention.reason, mention.score),)
    )


def _key(name: str) -> str:
    return "".join(shadow(name).split())
