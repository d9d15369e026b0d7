"""The places of a document that lead to no gazetteer id, each once, with its reason: what a person may settle in `places.csv`."""

from __future__ import annotations

from collections import Counter, defaultdict

from pipeline.records.annotated import Annotated
from pipeline.records.mention import PlaceMention, UnlinkedPlace


def unlinked_places(annotated: Annotated) -> tuple[UnlinkedPlace, ...]:
    """Every unlinked place of the document by its id; name, level and reason are those that come most often."""
    found: dict[str, list[PlaceMention]] = defaultdict(list)
    for sentence in annotated.sentences:
        for mention in sentence.places:
            if not mention.is_linked:
                found[mention.place_id].append(mention)
    return tuple(_unlinked(place_id, mentions) for place_id, mentions in sorted(found.items()))


def _unlinked(place_id: str, mentions: list[PlaceMention]) -> UnlinkedPlace:
    return UnlinkedPlace(
        place_id,
        _most([m.name for m in mentions]),
        mentions[0].country,
        _most([m.level for m in mentions]),
        _most([m.reason for m in mentions]),
        next((m.candidates for m in mentions if m.candidates), ()),
        tuple(sorted({m.text for m in mentions})),
        len(mentions),
    )


def _most(values: list[str]) -> str:
    """The most frequent, of these the longest."""
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], -len(value), value))
