"""Who took part: the places that the event's clauses name, and the side that they leave out."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.rules.activities.clauses import Clause
from pipeline.extract.rules.activities.events import Event
from pipeline.extract.rules.activities.leftout import Question, is_abroad, is_home, left_out, only_country
from pipeline.extract.rules.activities.names import is_mere_name, is_quoted_home
from pipeline.records.annotated import Annotated
from pipeline.records.mention import PlaceMention

BETWEEN = 2  # countries abroad whose places are each other's partners


@dataclass(frozen=True, slots=True)
class Party:
    """The places that took part; `carried` are those that other clauses or sentences name."""

    places: tuple[PlaceMention, ...]
    carried: tuple[PlaceMention, ...] = ()

    @property
    def all(self) -> tuple[PlaceMention, ...]:
        """Own places first."""
        return self.places + self.carried


def own_places(clauses: list[Clause], shadow: str) -> list[PlaceMention]:
    """The places that the clauses name, each once, without those that only stand in an office or a body's name."""
    found: dict[str, PlaceMention] = {}
    for clause in clauses:
        for place in clause.places:
            if not is_mere_name(place, shadow) and not is_quoted_home(place, clause):
                found.setdefault(place.place_id, place)
    return _without_home_country(list(found.values()))


def _without_home_country(places: list[PlaceMention]) -> list[PlaceMention]:
    """中国（广西） took part as 广西."""
    if not any(p.is_chinese for p in places):
        return places
    return [p for p in places if not (p.country == "CN" and p.level == "country")]


def _among_themselves(event: Event, own: list[PlaceMention]) -> bool:
    """Two countries abroad are each other's partners, and a gift from one Chinese place to another is no foreign affair."""
    abroad = {p.country for p in own if is_abroad(p)}
    return len(abroad) >= BETWEEN or (event.lead.name == "give" and not abroad and len(own) >= BETWEEN)


def find_party(document: Annotated, index: int, event: Event, clauses: list[Clause], needs_both: bool) -> Party:
    """The event's places with the sides that it leaves out; `needs_both` where its verb needs two (来访, 签署)."""
    shadow = document.reading.shadow
    own = own_places([c for c in event.clauses if c.triggers], shadow)
    words = " ".join(clause.words for clause in event.clauses)
    needs_both = needs_both and not _among_themselves(event, own)
    waiting = own_places([c for c in event.clauses if not c.triggers], shadow)
    ask = Question(document, index, event, clauses, words, needs_both, not own)
    carried: list[PlaceMention] = []
    for side in (is_home, is_abroad):
        if any(map(side, own)):
            continue
        if named := [place for place in waiting if side(place)]:
            own += named
        else:
            carried += left_out(ask, side is is_home)
    return Party(tuple(own or (() if carried else only_country(event))), tuple(carried))
