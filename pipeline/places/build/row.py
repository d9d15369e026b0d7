"""One place as a source tells it; sources that speak of the same place are merged on `place_id`."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Row:
    """A place with its names. `names` maps a written name to where it comes from; `guarded` ones match in clear context only."""

    place_id: str
    country: str | None
    level: str
    name_zh: str
    source: str
    name_en: str | None = None
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    parent: str | None = None
    ids: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)
    valid_from: str | None = None
    valid_to: str | None = None
    successor: str | None = None
    members: tuple[str, ...] = ()

    def absorb(self, other: Row) -> None:
        """Take what `other` knows of the same place and this row does not."""
        for key in ("name_en", "lat", "lon", "parent", "valid_from", "valid_to", "successor"):
            if getattr(self, key) is None:
                setattr(self, key, getattr(other, key))
        self.population = max(self.population, other.population)
        self.ids |= other.ids
        for name, source in other.names.items():
            self.names.setdefault(name, source)


# What may travel inside the built file (NOTICE.md has the words that must go with it).
LICENCES = {
    "geonames": "CC-BY-4.0",
    "naturalearth": "public domain",
    "cldr": "Unicode-DFS-2016",
    "babel": "Unicode-3.0",
    "i18n-iso-countries": "MIT",
    "country-coder": "ISC",
    "jionlp": "Apache-2.0",
    "cpca": "MIT",
    "own": "Apache-2.0",
}
