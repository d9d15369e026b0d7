"""The table of places that no gazetteer id could be given: what a run could not link, why, and between which places it stood."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pipeline.places import Candidate, place, sounding_like
from pipeline.publish.facttables import JOINT, Row
from pipeline.records.claim import Claim, PairBody
from pipeline.records.mention import UnlinkedPlace

COLUMNS = "place_id name country level reason candidates spellings mentions:int documents:int document_names claims:int"
Found = tuple[str, UnlinkedPlace]  # the document's name, and a place that it names


def unlinked_rows(found: Iterable[Found], claims: Mapping[str, int]) -> Iterator[Row]:
    """One row a place over all documents, by its id; `claims` says how many kept claims name an id."""
    by_id: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        by_id[one[1].place_id].append(one)
    for place_id, uses in sorted(by_id.items()):
        yield (place_id, *_said(uses), claims.get(place_id, 0))


def unlinked_records(found: Iterable[Found]) -> list[dict[str, object]]:
    """The same places for a run's report: each with its name, country, level, reason, candidates and where it stands."""
    names = [column.partition(":")[0] for column in COLUMNS.split()]
    return [dict(zip(names[:-1], row[:-1], strict=True)) for row in unlinked_rows(found, {})]


def pair_places(claims: Iterable[Claim], nowhere: Iterable[Found]) -> dict[str, int]:
    """How many places the kept pair claims name, two each, and how many of these are linked."""
    typed = {unlinked.place_id for _, unlinked in nowhere}
    pairs = [claim.body for claim in claims if isinstance(claim.body, PairBody) and not claim.rejected]
    sides = [side.place_id for body in pairs for side in (body.a, body.b)]
    return {"named": len(sides), "linked": sum(side not in typed for side in sides)}


def _said(uses: list[Found]) -> Row:
    """What the documents say of one place; its name, level and reason are those of most mentions."""
    every = [unlinked for _, unlinked in uses]
    names = sorted({document for document, _ in uses})
    candidates = next((u.candidates for u in every if u.candidates), ())
    name = _most((u.name, u.mentions) for u in every)
    heard = () if _one_in(every[0].country, candidates) else sounding_like(name, every[0].country)
    spellings = sorted({spelling for u in every for spelling in u.spellings})
    return (
        name,
        every[0].country,
        _most((u.level, u.mentions) for u in every),
        _most((u.reason, u.mentions) for u in every),
        JOINT.join([*map(_in_words, candidates), *map(_as_heard, heard)]) or None,
        JOINT.join(spellings),
        sum(u.mentions for u in every),
        len(uses),
        JOINT.join(names),
    )


def _one_in(country: str | None, candidates: Iterable[str]) -> bool:
    """Is one of the candidates in the country that the documents name?"""
    return any(known is not None and known.country == country for known in map(place, candidates))


def _as_heard(candidate: Candidate) -> str:
    """A candidate by its sound with its mark and its chance: `geonames:762423 Piaseczno PL (transliterated 0.89)`."""
    return f"{_in_words(candidate.place.place_id)} (transliterated {candidate.score:.2f})"


def _most(weighed: Iterable[tuple[str, int]]) -> str:
    counted: Counter[str] = Counter()
    for value, weight in weighed:
        counted[value] += weight
    return min(counted, key=lambda value: (-counted[value], -len(value), value))


def _in_words(place_id: str) -> str:
    """`geonames:3621849 San José CR`: an id means nothing to who is to choose."""
    known = place(place_id)
    return " ".join(filter(None, (place_id, known.name_en or known.name_zh, known.country))) if known else place_id
