"""The country that stands right beside a name: in brackets behind it (奥克兰(美), 庞贝市(意大利)) or in the next cell of its row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from pipeline.places.matcher import rows
from pipeline.places.sightings import NATION, Sighting, nation

_BEHIND = frozenset("),;:、0123456789\0 ")
_LEFT = frozenset("|\t\n ")
_RIGHT = frozenset("|\t\n \0")
_GAP = " \t|"


@dataclass(frozen=True, slots=True)
class Beside:
    """Countries (ISO 3166-1 alpha-2) by where a name ends that they stand behind, and where one begins that they stand before."""

    behind: dict[int, tuple[str, ...]] = field(default_factory=dict)
    cells_end: dict[int, str] = field(default_factory=dict)
    cells_start: dict[int, str] = field(default_factory=dict)

    def of(self, sighting: Sighting) -> tuple[str, ...]:
        """The countries that stand beside a sighting; more than one where a sign has several meanings."""
        found = self.behind.get(sighting.end)
        if found is not None:
            return found
        cell = self.cells_end.get(sighting.end) or self.cells_start.get(sighting.start)
        return (cell,) if cell else ()


def beside(text: str, seen: list[Sighting]) -> Beside:
    """All countries of a shadow text that stand beside a name."""
    found = Beside()
    for sighting in seen:
        if sighting.kind != NATION:
            continue
        left, right = text[sighting.start - 1 : sighting.start], text[sighting.end : sighting.end + 1]
        if left == "(" and right in _BEHIND:
            found.behind[sighting.start - 1] = (nation(sighting),)
        elif left in _LEFT and (not right or right in _RIGHT):
            _cell(text, sighting, found)
    for match in _signs()[0].finditer(text):
        if "\u4e00" <= text[match.start() - 1] <= "\u9fff":
            found.behind.setdefault(match.start(), _signs()[1][match[1]])
    return found


def _cell(text: str, sighting: Sighting, found: Beside) -> None:
    """A country that is a whole cell speaks for the cell before it and the cell behind it, on its own line."""
    code = nation(sighting)
    if code == "CN":
        return
    start, end = sighting.start, sighting.end
    while start and text[start - 1] in _GAP:
        start -= 1
    while end < len(text) and text[end] in _GAP:
        end += 1
    if start < sighting.start:
        found.cells_end[start] = code
    if end > sighting.end:
        found.cells_start[end] = code


@cache
def _signs() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    meant = {line["sign"]: tuple(line["countries"].split()) for line in rows("signs.tsv")}
    return re.compile(rf"\(([{''.join(meant)}])(?=[),;、0-9\0])"), meant
