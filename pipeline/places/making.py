"""Mentions from sightings: of the place that was chosen, or with a typed id where no gazetteer has the name."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.places.kinds import unknown_level
from pipeline.places.link import Candidate, alike
from pipeline.places.sightings import Sighting
from pipeline.records.mention import UNKNOWN_SCORE, PlaceMention
from pipeline.records.span import Span

UNHEARD = "no gazetteer knows it"
MOST = 5  # candidates kept
NOWHERE = "XX"  # user-assigned in ISO 3166: a place whose country is not known


class Maker:
    """Makes the mentions of one document from its clean text and the shadow of it; `proposed` has a model's scores by offset."""

    def __init__(self, text: str, shadow: str, proposed: Mapping[int, float]) -> None:
        self.text, self.shadow, self.proposed = text, shadow, proposed
        self.typed = False  # whether a mention with a typed id was made

    def linked(
        self, sighting: Sighting, best: Candidate, more: str = "", *, score: float = 0.0, start: int | None = None
    ) -> PlaceMention:
        """A mention of the place chosen; `more` adds to its reason, `score` and `start` replace the candidate's and the name's."""
        where = best.place
        core = Span(sighting.start, sighting.end)
        span = core if start is None or start == core.start else Span(start, core.end)
        return PlaceMention(
            span, core, self.text[span.start : span.end], where.place_id, self.shadow[core.start : core.end], where.name_en,
            where.country, where.level, score or best.score, best.reason + more,
        )  # fmt: skip

    def unknown(
        self,
        sighting: Sighting,
        country: str | None,
        found: tuple[Candidate, ...] = (),
        reason: str = "",
        *,
        start: int | None = None,
        within: str = "",
    ) -> PlaceMention:
        """The place of that country which is written a little otherwise, else a typed id, the same with and without the kind.

        `found` are places elsewhere, or too many, of that name; `within` is the id of the place that a town lies in.
        """
        like = alike(sighting.stem, sighting.suffix, country) if country else None
        if like is not None:
            return self.linked(sighting, like, start=start)
        self.typed = True
        if not found and sighting.start in self.proposed:
            reason = f"{UNHEARD}, a model proposes it ({self.proposed[sighting.start]:.2f})"
        stem = sighting.stem.replace("·", "").replace("-", "")
        core = Span(sighting.start, sighting.end)
        span = core if start is None else Span(start, core.end)
        place_id = "-".join(filter(None, ("x", country or NOWHERE, within, stem)))
        return PlaceMention(
            span, core, self.text[span.start : span.end], place_id, self.shadow[core.start : core.end], None,
            country or NOWHERE, unknown_level(sighting.suffix), UNKNOWN_SCORE,
            reason or _why(found, country), tuple(c.place.place_id for c in found[:MOST]),
        )  # fmt: skip


def _why(found: tuple[Candidate, ...], country: str | None) -> str:
    if not found:
        return UNHEARD
    elsewhere = ", ".join(sorted({c.place.country or NOWHERE for c in found}))
    return f"known in {elsewhere}, not in {country or NOWHERE}"
