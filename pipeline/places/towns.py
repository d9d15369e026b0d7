"""Towns of China that sign ties themselves (昆山市周庄镇, 武康街道): below the county no gazetteer goes, suffix rules propose them.

A town's id holds the place it lies in, since dozens of towns share a name: `x-CN-320583-周庄`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from functools import cache

from pipeline.places.matcher import rows
from pipeline.places.sightings import PLACE, Sighting

KINDS = ("镇", "乡", "街道", "苏木")
_HOLDS = frozenset("市县区旗州盟省")
LONGEST = 4  # characters of a name without its kind
# What follows a kind is not 镇长, 乡土, 镇企.
_KIND = re.compile(r"(?:镇|乡|街道|苏木)(?![静压痛守企里土亲情音愁野下村镇贤长])")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_NOT_IN_NAMES = re.compile(
    r"[的与和及等在是了有对人民府各该全两多一二三四五六七八九十几第每这那于以到从由向为将也都还又则并同时年月总首主要最大小建立个成他本外]"
)


def towns(text: str, starts: Container[int], ends: Mapping[int, Sighting]) -> Iterator[Sighting]:
    """Towns right behind the city, county or district that they lie in; `starts` and `ends` are where names begin, and which end where."""
    for match in _KIND.finditer(text):
        for start in range(match.start() - 1, match.start() - LONGEST - 1, -1):
            above = ends.get(start)
            if above is None:
                continue
            stem = text[start : match.start()]
            if start not in starts and above.suffix[-1:] in _HOLDS and above.kind == PLACE and is_town(stem, match[0]):
                yield Sighting(start, match.end(), stem, match[0], PLACE, 0)
            break


def is_town(stem: str, kind: str) -> bool:
    """Is it a name, not a word that ends like one (乡镇, 古镇, 家乡, 主要街道)?"""
    if len(stem) == 1 and kind != "镇":
        return False
    if not _HAN.fullmatch(stem):
        return False
    return stem[-1] not in _endings().get(kind, "") and stem not in _words() and not _NOT_IN_NAMES.search(stem)


@cache
def _words() -> frozenset[str]:
    return frozenset(line["word"] for line in rows("townwords.tsv"))


@cache
def _endings() -> dict[str, str]:
    """For each kind the characters before it with which it makes a common word."""
    return {line["kind"]: line["before"] for line in rows("townends.tsv")}
