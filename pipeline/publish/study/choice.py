"""What a table is asked about: whose ties, with whom, from which document, as of when."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import UsageError
from pipeline.places.gazetteer import place
from pipeline.publish.bounds import date_bounds
from pipeline.publish.study.words import data


@dataclass(frozen=True, slots=True)
class Choice:
    """`home` and `within` are place ids: the Chinese side, and the country, group or continent of the other side.

    `document` is a document's name or digest, `as_of` an EDTF date: later ties and later numbers are left out. `scheme` chooses
    among a table's divisions, `places` are those that a table sets side by side.
    """

    home: str | None = None
    within: str | None = None
    document: str | None = None
    as_of: str | None = None
    scheme: str | None = None
    places: tuple[str, ...] = ()

    @property
    def last_day(self) -> str | None:
        """The last day of `as_of`. Raises `UsageError` for what is no date."""
        if self.as_of is None:
            return None
        last = date_bounds(self.as_of)[1]
        if last is None:
            raise UsageError(f"'{self.as_of}' is no date such as 2017, 2017-12 or 2017-12-07")
        return last

    @property
    def home_scope(self) -> tuple[str, ...]:
        """The ids by which reports state a number of the Chinese side."""
        return (self.home or "CN",)

    @property
    def scope(self) -> frozenset[str]:
        """The ids by which reports state a number of the whole choice."""
        return frozenset((*self.home_scope, *((self.within,) if self.within else ())))


def countries_within(place_id: str) -> frozenset[str]:
    """The countries of a group, continent or region, or the country itself. Raises `UsageError` where no members are known."""
    where = place(place_id)
    if where is not None and where.level == "country":
        return frozenset((place_id,))
    found = frozenset(where.members) if where is not None else frozenset()
    found |= _m49(place_id)
    if not found:
        raise UsageError(f"'{place_id}' is no country, and no group or region whose members are known")
    return found


def _m49(region: str) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for one in data("m49")["region"]:
        if one["id"] == region:
            found |= frozenset(one["countries"].split())
            for part in one.get("regions", "").split():
                found |= _m49(part)
        elif one["within"] == region and "regions" not in one:
            found |= _m49(one["id"])
    return found
