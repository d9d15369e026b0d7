"""The numbers that reports state, looked up by what they count and whose they are; ties that are said not to be there are a zero.

Of several numbers the one of the day asked for is taken, else the latest; a number of the whole before one that a rule narrows. What
stands beside it stays in the release's tables `series` and `counts`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.publish.facttables import JOINT
from pipeline.publish.study.choice import Choice
from pipeline.publish.study.ties import of_document

if TYPE_CHECKING:
    from pipeline.publish.opened import Release

Scope = frozenset[str]
_ONE_LEVEL = re.compile("各?(区|县|区县|镇|乡镇)")  # 14个 of 区: a level, though no rule says so


@dataclass(frozen=True, slots=True)
class Stated:
    """A number with the facts that it rests on; `first` and `last` bound the time that it speaks of."""

    value: float
    as_of: str
    first: str | None
    last: str | None
    rule: str
    item: str
    fact_ids: tuple[str, ...]

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and last year that it speaks of, None where it has no dates."""
        return (int(self.first[:4]), int(self.last[:4])) if self.first and self.last else None


_SERIES = """SELECT s.measure, s.scope_ids, s.value, s.as_of, s.as_of_first, s.as_of_last, coalesce(s.rule, ''), coalesce(c.item, ''),
  s.fact_id FROM series s JOIN counts c USING (fact_id) WHERE s.measure = 'sister_pairs' {only}"""
_COUNTS = """SELECT measure, scope_ids, value, time, time_first, time_last, '', coalesce(item, ''), fact_id FROM counts
  WHERE measure IN ('new_sister_pairs', 'share') AND scope_ids <> '' {only}"""


class StatedNumbers:
    """All numbers of a release (of one document where the choice says so), up to the day of the choice."""

    def __init__(self, release: Release, choice: Choice) -> None:
        self._at: dict[tuple[str, Scope], list[Stated]] = defaultdict(list)
        only, values = of_document(release, choice.document)
        for query in (_SERIES, _COUNTS):
            rows = release.sql(
                query.format(only=only.replace("fact_id IN", "s.fact_id IN") if query is _SERIES else only), values
            )
            for row in rows.itertuples(index=False, name=None):
                self._add(row, choice.last_day)
        self._absent(release, only, values)
        for numbers in self._at.values():
            numbers.sort(key=lambda s: (s.last or "", len(s.as_of), s.fact_ids))

    def _add(self, row: tuple[object, ...], last_day: str | None) -> None:
        measure, scope, value, *rest = row
        as_of, first, last, rule, item, fact_id = (x if isinstance(x, str) else "" for x in rest)
        if last_day and last and last > last_day:
            return
        if not rule and measure == "sister_pairs" and _ONE_LEVEL.fullmatch(item):
            rule = "level county"
        said = Stated(float(str(value)), as_of, first or None, last or None, rule, item, (fact_id,))
        self._at[str(measure), frozenset(str(scope).split(JOINT))].append(said)

    def _absent(self, release: Release, only: str, values: tuple[str, ...]) -> None:
        """Each place that is said to have no tie with a partner has none; a number of the same scope says so better."""
        if "absences" not in release.tables:
            return
        query = f"SELECT fact_id, home_ids, partner_ids FROM absences WHERE true {only} ORDER BY fact_id"
        for fact_id, homes, partners in release.sql(query, values).itertuples(index=False, name=None):
            for home in str(homes).split(JOINT):
                for partner in str(partners).split(JOINT):
                    key = "sister_pairs", frozenset((home, partner))
                    if key not in self._at:
                        self._at[key].append(Stated(0.0, "", None, None, "", "", (str(fact_id),)))

    def at(
        self, scope: Scope, *, near: str = "", rule: str = "", item: str = "", measure: str = "sister_pairs"
    ) -> Stated | None:
        """The number of a scope: that of the day `near`, else the latest. Without a rule one of a part is taken where no other is."""
        found = [s for s in self._at.get((measure, scope), ()) if s.rule == rule and (not item or item in s.item)]
        if not found and not rule:
            found = [s for s in self._at.get((measure, scope), ()) if s.rule.startswith("part ")]
        return next((s for s in reversed(found) if near and s.as_of == near), found[-1] if found else None)

    def of_times(self, scope: Scope, measure: str = "new_sister_pairs") -> list[Stated]:
        """All numbers of a scope that speak of known years, in the order of time."""
        dated = [s for s in self._at.get((measure, scope), ()) if s.years]
        return sorted(dated, key=lambda s: (s.first or "", s.last or "", s.fact_ids))

    def scopes(self, measure: str = "sister_pairs") -> Iterator[Scope]:
        """All scopes that a number is stated for, in a fixed order."""
        yield from sorted((scope for m, scope in self._at if m == measure), key=sorted)
