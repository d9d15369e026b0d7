"""Units of China down to the county with GB/T 2260 codes (jionlp), coordinates (cpca), ids (GeoNames, Natural Earth), former names."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pypinyin import lazy_pinyin

from pipeline.places.build.geonames import City, han_names
from pipeline.places.build.row import Row
from pipeline.places.build.spelling import stem
from pipeline.places.build.units import natural_earth
from pipeline.text.script import shadow

MUNICIPALITIES = {"110000", "120000", "310000", "500000"}
FIXED = {"710000": "CN-TW", "810000": "CN-HK", "820000": "CN-MO"}
NEAR = 0.7  # degrees: a GeoNames city this near with the same name is the same place


def rows(packages: Path, cities: list[City]) -> Iterator[Row]:
    """Every province, prefecture and county, children after parents."""
    points = _points(packages / "cpca/cpca/resources/adcodes.csv")
    known = _geonames(cities)
    provinces = {p["iso_3166_2"]: p for p in natural_earth(packages) if p["iso_a2"] == "CN"}
    seen = set()
    for name, code, short in _units(packages / "jionlp/jionlp/dictionary/china_location.zip"):
        if code in seen or (code.startswith("7") and code != "710000"):
            continue
        seen.add(code)
        row = _row(name, code, short)
        row.lat, row.lon = points.get(code, (None, None))
        _identify(row, known)
        _province_ids(row, provinces)
        yield row


def _units(path: Path) -> Iterator[tuple[str, str, str]]:
    text = zipfile.ZipFile(path).read("china_location.txt").decode("utf-8")
    for line in text.splitlines():
        parts = line.strip("\t").split("\t")
        if len(parts) == 3 and parts[1].isdecimal() and len(line) - len(line.lstrip("\t")) <= 2:
            yield parts[0], parts[1], parts[2]


def _row(name: str, code: str, short: str) -> Row:
    place_id = FIXED.get(code, code)
    rest = stem(name) or short
    return Row(
        place_id=place_id,
        country="CN",
        level=level(name, code),
        name_zh=name,
        source="jionlp",
        name_en="".join(lazy_pinyin(short if len(short) > 1 else name)).capitalize(),
        parent=parent(code),
        ids={code, place_id},
        names=dict.fromkeys((name, short, rest), "jionlp"),
    )


def level(name: str, code: str) -> str:
    """The level of a unit from its code and the kind in its name."""
    if code.endswith("0000"):
        return "adm1"
    if name.endswith("市"):
        return "city"
    return "adm2" if code.endswith("00") else "county"


def parent(code: str) -> str:
    """The id of the unit above."""
    if code.endswith("0000"):
        return "CN"
    above = code[:2] + "0000" if code.endswith("00") or code[:2] + "0000" in MUNICIPALITIES else code[:4] + "00"
    return FIXED.get(above, above)


def _points(path: Path) -> dict[str, tuple[float, float]]:
    lines = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    return {
        r["adcode"][:6]: (round(float(r["latitude"]), 4), round(float(r["longitude"]), 4))
        for r in lines
        if r["adcode"].endswith("000000") and r["latitude"]
    }


def _geonames(cities: list[City]) -> dict[str, list[City]]:
    known = defaultdict(list)
    for city in cities:
        if city["countrycode"] in ("CN", "HK", "MO"):
            for key in {stem(shadow(n)) or shadow(n) for n in han_names(city)}:
                known[key].append(city)
    return known


def _identify(row: Row, known: dict[str, list[City]]) -> None:
    """Give a Chinese city or county GeoNames' id and English name where one lies there under that name."""
    if row.lat is None or row.lon is None or (row.place_id.endswith("0000") and row.place_id not in MUNICIPALITIES):
        return
    near = [
        city
        for key in {stem(row.name_zh) or row.name_zh}
        for city in known.get(key, ())
        if abs(city["latitude"] - row.lat) < NEAR and abs(city["longitude"] - row.lon) < NEAR
    ]
    if near:
        city = max(near, key=lambda c: c["population"])
        row.population = city["population"]
        if row.level == "city" or row.place_id in MUNICIPALITIES:
            row.ids.add(f"geonames:{city['geonameid']}")
            row.name_en = city["name"]


PROVINCE_CODES = {
    "11": "BJ", "12": "TJ", "13": "HE", "14": "SX", "15": "NM", "21": "LN", "22": "JL", "23": "HL", "31": "SH", "32": "JS",
    "33": "ZJ", "34": "AH", "35": "FJ", "36": "JX", "37": "SD", "41": "HA", "42": "HB", "43": "HN", "44": "GD", "45": "GX",
    "46": "HI", "50": "CQ", "51": "SC", "52": "GZ", "53": "YN", "54": "XZ", "61": "SN", "62": "GS", "63": "QH", "64": "NX",
    "65": "XJ", "71": "TW", "81": "HK", "82": "MO",
}  # fmt: skip
PROVINCE_NAMES = {
    "陕西省": "Shaanxi", "内蒙古自治区": "Inner Mongolia", "西藏自治区": "Tibet", "香港特别行政区": "Hong Kong", "澳门特别行政区": "Macao",
    "台湾省": "Taiwan", "广西壮族自治区": "Guangxi", "新疆维吾尔自治区": "Xinjiang", "宁夏回族自治区": "Ningxia",
}  # fmt: skip
NATURAL_EARTH_CODES = {"HE": "CN-13", "NM": "CN-15"}


def _province_ids(row: Row, provinces: dict[str, dict[str, object]]) -> None:
    code = next((i for i in row.ids if i.endswith("0000")), None)
    if code is None:
        return
    letters = PROVINCE_CODES[code[:2]]
    row.ids.add(f"CN-{letters}")
    row.name_en = PROVINCE_NAMES.get(row.name_zh, row.name_en)
    unit = provinces.get(f"CN-{code[:2]}") or provinces.get(f"CN-{letters}")
    if unit and unit["wikidataid"]:
        row.ids.add(str(unit["wikidataid"]))


def former_names(path: Path) -> Iterator[tuple[str, str, str]]:
    """(former full name, name that it has now, day of the change) for units that were renamed."""
    for line in path.read_text(encoding="utf-8").splitlines():
        old, _, new = line.partition("=>")
        day, _, *before = old.split("\t")
        after = new.split("\t")
        if len(before) >= 2 and after[-1] and before[-2] != after[-1]:
            yield before[-2], after[-1], day
