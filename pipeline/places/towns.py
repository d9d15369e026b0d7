"""Towns of China that sign ties themselves (昆山市周庄镇, 武康街道): below the county no gazetteer goes, suffix rules propose them.

A town's id holds the place it lies in, since dozens of towns share a name: `x-CN-320583-周庄`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import cache

from pipeline.places.matcher import rows
from pipeline.places.sightings import PLACE, Sighting

KINDS = ("镇", "乡", "街道", "苏木")
_HOLDS = frozenset("市县区旗州盟省")
# The lazy name ends at the first kind; what may follow is no 镇长's office, no 乡土, no 镇企.
_TOWN = re.compile(r"([\u4e00-\u9fff]{1,4}?)(镇|乡|街道|苏木)(?![静压痛守企里土亲情音愁野下村镇贤])")
_NOT_IN_NAMES = re.compile(
    r"[的与和及等在是了有对人民府各该全两多一二三四五六七八九十几第每这那于以到从由向为将也都还又则并同时年月总首主要最大小建立个成他本外]"
)


def towns(text: str, seen: list[Sighting], starts: Container[int]) -> Iterator[Sighting]:
    """Towns right behind the city, county or district that they lie in."""
    for above in seen:
        if above.kind != PLACE or above.suffix[-1:] not in _HOLDS or above.end in starts:
            continue
        match = _TOWN.match(text, above.end)
        if match is not None and is_town(match[1], match[2]):
            yield Sighting(match.start(), match.end(), match[1], match[2], PLACE, 0)


def is_town(stem: str, kind: str) -> bool:
    """Is it a name, not a word that ends like one (乡镇, 古镇, 家乡, 主要街道)?"""
    if len(stem) == 1 and kind != "镇":
        return False
    return stem[-1] not in _endings().get(kind, "") and stem not in _words() and not _NOT_IN_NAMES.search(stem)


@cache
def _words() -> frozenset[str]:
    return frozenset(line["word"] for line in rows("townwords.tsv"))


@cache
def _endings() -> dict[str, str]:
    """For each kind the characters before it with which it makes a common word."""
    return {line["kind"]: line["before"] for line in rows("townends.tsv")}
