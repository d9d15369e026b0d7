"""Ties by the Chinese side: provinces, regions of provinces, levels."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pipeline.errors import UsageError
from pipeline.places.gazetteer import place
from pipeline.publish.study.breakdown import Cell, Part, breakdown, near_day, sum_of
from pipeline.publish.study.ground import Ground
from pipeline.publish.study.stated import Stated
from pipeline.publish.study.study import Study
from pipeline.publish.study.ties import Tie, above
from pipeline.publish.study.words import Words, data, text

_KIND = re.compile("(地区|省份|省区|省市|沿海地区|各省|省|区域)$")  # 东部省份, 东部地区: both 东部
_MADE = "x-CN-"  # ids that are made from a name


def province_of(place_id: str) -> str | None:
    """The province-level unit that a place lies in or is; None for a place that no province is known of."""
    for one in (place_id, *above(place_id)):
        where = place(one)
        if where is not None and where.country == "CN" and where.level == "adm1":
            return one
        if len(one) == 6 and one.isdecimal() and one.endswith("0000"):
            return one
    return None


def by_province(ground: Ground) -> Study:
    """Ties by province of the Chinese side, with the region it lies in by the scheme: all provinces that are named or stated."""
    regions = {p: r for r in scheme_of(ground)["region"] for p in r["provinces"].split()}
    ties = _by_province(ground.ties)
    stated = dict(_stated_provinces(ground))
    parts = []
    for key in {*ties, *stated}:
        region = regions.get(key)
        words = Words(region["zh"], region["en"]) if region else Words("–", "–")
        extra: dict[str, Cell] = {"region_zh": (words.zh, ()), "region_en": (words.en, ())}
        parts.append(Part(key, shown(ground, key), ties.get(key, ()), stated.get(key), extra))
    order = [*regions, *sorted({p.key for p in parts} - set(regions))]
    parts.sort(key=lambda p: order.index(p.key))
    total = ground.total(near_day(parts))
    remark = scheme_remark(scheme_of(ground))
    return breakdown(
        "by-province", parts, ground.setting, total=total, ties=ground.ties, concentrated=True, remarks=[remark]
    )


def shown(ground: Ground, place_id: str) -> Words:
    """A Chinese place's names as the release shows them."""
    where = place(place_id)
    if where is None:
        return text("unknown_province") if place_id == "?" else Words(place_id, place_id)
    return Words(ground.setting.shown(where, "zh"), ground.setting.shown(where, "en"))


def _by_province(ties: Iterable[Tie]) -> dict[str, list[Tie]]:
    found: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        found[province_of(tie.a) or "?"].append(tie)
    return found


def _other(ground: Ground) -> frozenset[str]:
    return frozenset((ground.choice.within,)) if ground.choice.within else frozenset()


def _stated_provinces(ground: Ground) -> Iterator[tuple[str, Stated]]:
    other = _other(ground)
    for scope in ground.numbers.scopes():
        home = scope - other
        if other <= scope and len(home) == 1 and province_of(next(iter(home))) in home:
            (key,) = home
            found = ground.numbers.at(scope, near=ground.near)
            if found is not None:
                yield key, found


def scheme_of(ground: Ground) -> dict[str, Any]:
    """The division asked for; else the four-way one where reports state a number for the north-east, and the three-way one.

    Raises `UsageError` for a division that the data does not have.
    """
    schemes = {one["key"]: one for one in data("regions")["scheme"]}
    wanted = ground.choice.scheme or ("four" if _stated_of(ground, schemes["four"]["region"][-1]) else "three")
    if wanted not in schemes:
        raise UsageError(f"no division '{wanted}', only {', '.join(schemes)}")
    return dict(schemes[wanted])


def scheme_remark(scheme: dict[str, Any]) -> Words:
    """Which division it is."""
    return text("scheme", zh=scheme["zh"], en=scheme["en"])


def by_region(ground: Ground) -> Study:
    """Ties by region of China, beside the number that is stated for the region, and the sum of what is stated for its provinces.

    A region's own number is taken under the division that the reports use: 东部 of a text that counts 东北 by itself is not 东部 of a
    text that does not. `stated_percent` is a share that reports state in words.
    """
    scheme = scheme_of(ground)
    provinces, stated = _by_province(ground.ties), dict(_stated_provinces(ground))
    parts = []
    for region in scheme["region"]:
        inside = region["provinces"].split()
        sums = [stated[p] for p in inside if p in stated]
        ids = tuple(i for s in sums for i in s.fact_ids)
        share = _stated_of(ground, region, "share")
        extra: dict[str, Cell] = {
            "provinces_stated": (sum(s.value for s in sums) if sums else None, ids),
            "provinces_counted": (len(sums), ids),
            "stated_percent": (share.value, share.fact_ids) if share else (None, ()),
        }
        ties = [tie for p in inside for tie in provinces.get(p, ())]
        own = _stated_of(ground, region) if _same_division(ground, scheme) else None
        parts.append(Part(region["key"], Words(region["zh"], region["en"]), ties, own, extra))
    outside = [
        t
        for p, some in provinces.items()
        if all(p not in r["provinces"].split() for r in scheme["region"])
        for t in some
    ]
    if outside:
        parts.append(Part("?", text("no_region"), outside, None, dict.fromkeys(parts[0].extra, (None, ()))))
    near = near_day(parts)
    total = ground.total(near)
    if total is None or total.as_of != near:
        total = sum_of([part for part in parts if part.key != "?"]) or total
    return breakdown("by-region", parts, ground.setting, total=total, ties=ground.ties, remarks=[scheme_remark(scheme)])


def _same_division(ground: Ground, scheme: dict[str, Any]) -> bool:
    """Do the reports divide as this scheme does? A number for the north-east says that they count four regions."""
    northeast = next(s for s in data("regions")["scheme"] if s["key"] == "four")["region"][-1]
    return (_stated_of(ground, northeast) is not None) == bool(scheme["key"] == "four")


def _stated_of(ground: Ground, region: dict[str, Any], measure: str = "sister_pairs") -> Stated | None:
    other = _other(ground)
    for scope in ground.numbers.scopes(measure):
        home = scope - other
        if other <= scope and len(home) == 1 and _is(next(iter(home)), region):
            return ground.numbers.at(scope, near=ground.near, measure=measure)
    return None


def _is(place_id: str, region: dict[str, Any]) -> bool:
    ids: list[str] = region["ids"]
    names: list[str] = region["names"]
    if not place_id.startswith(_MADE):
        return place_id in ids
    name = place_id.removeprefix(_MADE).removeprefix("中国")
    return name in names or _KIND.sub("", name) in names


def kind_of(place_id: str) -> str:
    """The level of a Chinese place: province, municipality, subprovincial, prefecture, county-city, district, county, zone …"""
    known = data("levels")
    if place_id in known["municipalities"].split():
        return "municipality"
    if place_id in known["subprovincial"].split():
        return "subprovincial"
    if place_id in ("CN-HK", "CN-MO"):
        return "sar"
    if len(place_id) == 6 and place_id.isdecimal():
        return _by_code(place_id)
    return "province" if place_id == "CN-TW" else "zone" if place(place_id) is not None else "unknown"


def _by_code(code: str) -> str:
    if code.endswith("0000"):
        return "province"
    if code.endswith("00"):
        return "prefecture"
    where = place(code)
    end = where.name_zh[-1:] if where else ""
    return {"区": "district", "市": "county-city", "": "unknown"}.get(end, "county")


def foreign_kind(place_id: str) -> str:
    """The level of a place abroad as the gazetteer has it; unknown for one that it does not know."""
    where = place(place_id)
    return where.level if where is not None and where.level in data("levels")["foreign"] else "unknown"


def by_level(ground: Ground) -> Study:
    """Ties by the level of the Chinese side, with the levels of the other side as columns.

    Scheme `tier` (the default) has the rows that reports count by, of which one holds two others; `kind` each kind of place, `foreign`
    the levels of the other side. Raises `UsageError` for another scheme.
    """
    scheme = ground.choice.scheme or "tier"
    if scheme not in ("tier", "kind", "foreign"):
        raise UsageError(f"no scheme '{scheme}', only tier, kind, foreign")
    known = data("levels")
    if scheme == "tier":
        parts = [_tier(ground, tier) for tier in known["tier"]]
    else:
        level = kind_of if scheme == "kind" else foreign_kind
        names = known["kinds" if scheme == "kind" else "foreign"]
        rows = {key: [t for t in ground.ties if level(t.a if scheme == "kind" else t.b) == key] for key in names}
        parts = [Part(key, Words(*names[key]), ties, None, _across(ties)) for key, ties in rows.items() if ties]
    remarks = [text("tiers")] if scheme == "tier" else []
    total = ground.total(near_day(parts))
    return breakdown("by-level", parts, ground.setting, total=total, ties=ground.ties, remarks=remarks)


def _tier(ground: Ground, tier: dict[str, Any]) -> Part:
    ties = [tie for tie in ground.ties if kind_of(tie.a) in tier["kinds"]]
    stated = None
    if rule := tier.get("rule"):
        stated = ground.numbers.at(ground.choice.scope, near=ground.near, rule=rule, item=tier.get("item", ""))
        if stated and not tier.get("item") and any(t.get("item", "\0") in stated.item for t in data("levels")["tier"]):
            stated = None  # the number of another tier under the same rule
    return Part(tier["key"], Words(tier["zh"], tier["en"]), ties, stated, _across(ties))


def _across(ties: Sequence[Tie]) -> dict[str, Cell]:
    """How many of a row's ties lie with each level of the other side."""
    found: dict[str, Cell] = {}
    for level in data("levels")["foreign"]:
        ids = tuple(tie.fact_id for tie in ties if foreign_kind(tie.b) == level)
        found[f"to_{level}"] = (len(ids), ids)
    return found
