"""The ties that a table counts: formal ones that stand, each with where its sides lie and when it was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import UsageError
from pipeline.places import Territories, territories
from pipeline.places.gazetteer import place
from pipeline.publish.bounds import date_bounds
from pipeline.publish.facttables import JOINT
from pipeline.publish.study.choice import Choice, countries_within

if TYPE_CHECKING:
    from pipeline.publish.opened import Release


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie that stands; `first` and `last` bound the day on which it was made, None where no source dates it."""

    fact_id: str
    a: str
    a_name: str
    b: str
    b_name: str
    b_name_en: str | None
    b_country: str | None
    first: str | None
    last: str | None

    @property
    def year(self) -> int | None:
        """The year in which it was made, None where its date is vaguer than a year."""
        known = self.first and self.last and self.first[:4] == self.last[:4]
        return int(self.first[:4]) if known and self.first else None

    def made_within(self, first: int, last: int) -> bool:
        """Was it made in these years for certain?"""
        if not self.first or not self.last:
            return False
        return first <= int(self.first[:4]) and int(self.last[:4]) <= last


UNKNOWN = "XX"  # the country of a place that no gazetteer knows
_TIES = """SELECT fact_id, a_place_id, a_name, b_place_id, b_name, b_name_en, b_country, since FROM pairs
WHERE relation = 'sister' {only} ORDER BY fact_id"""


def ties_of(release: Release, choice: Choice) -> list[Tie]:
    """The formal ties that stand and belong to the choice. Raises `UsageError` for a document that the release does not have."""
    only, values = of_document(release, choice.document)
    rows = release.sql(_TIES.format(only=only), values).itertuples(index=False, name=None)
    ties = (_tie(row) for row in rows)
    return [tie for tie in ties if _belongs(tie, choice)]


def _tie(row: tuple[object, ...]) -> Tie:
    *said, since = (value if isinstance(value, str) else None for value in row)
    fact_id, a, a_name, b, b_name, b_name_en, country = said
    b_country = None if country == UNKNOWN else country
    return Tie(fact_id or "", a or "", a_name or "", b or "", b_name or "", b_name_en, b_country, *date_bounds(since))


def _belongs(tie: Tie, choice: Choice) -> bool:
    if choice.last_day and tie.first and tie.first > choice.last_day:
        return False
    if choice.home and choice.home not in ("CN", tie.a, *above(tie.a)):
        return False
    return not choice.within or tie.b_country in countries_within(choice.within)


def above(place_id: str) -> tuple[str, ...]:
    """The places that hold this one; by its code where the gazetteer does not know it."""
    where = place(place_id)
    if where is not None:
        return where.parents
    return (f"{place_id[:2]}0000", "CN") if len(place_id) == 6 and place_id.isdecimal() else ()


def of_document(release: Release, document: str | None) -> tuple[str, tuple[str, ...]]:
    """A condition of SQL that leaves a document's facts alone, with its values; nothing where no document is named.

    Raises `UsageError` for a document that the release does not have.
    """
    if document is None:
        return "", ()
    only = "AND fact_id IN (SELECT fact_id FROM claims WHERE document_digest = ?)"
    return only, (digest_of(release, document),)


def digest_of(release: Release, document: str) -> str:
    """The digest of a document by its name or digest. Raises `UsageError` where there is none, or more than one of that name."""
    query = "SELECT DISTINCT document_digest FROM documents WHERE document = ? OR document_digest = ?"
    found = release.sql(query, (document, document))["document_digest"].tolist()
    if len(found) != 1:
        raise UsageError(f"{len(found)} documents are called '{document}'")
    return str(found[0])


def setting_of(release: Release) -> Territories:
    """How the release shows and counts Hong Kong, Macao and Taiwan."""
    said = release.report.get("territories") or {}
    return territories(str(said.get("label", "plain")), ",".join(said.get("counted") or ()) or "none")


def counts_nationally(tie: Tie, setting: Territories) -> bool:
    """Does a tie enter totals over China? One of a place without a known home does: it is named, and no other."""
    where = place(tie.a)
    return where is None or where.country != "CN" or setting.counts(where)


def joined(fact_ids: list[str] | tuple[str, ...]) -> str:
    """Fact ids as one cell has them: each once, in order."""
    return JOINT.join(dict.fromkeys(fact_ids))
