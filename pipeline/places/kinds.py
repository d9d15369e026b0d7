"""The kind that a name's ending claims (市, 省, 县 …) and the levels which that kind may have in this or that country."""

from __future__ import annotations

import re

# Longest first; the lookahead keeps words that only begin like a kind (市场, 州际, 县委 is a body of the 县 and may follow it).
SUFFIX = re.compile(
    r"特别行政区|特别自治[市道]|维吾尔自治区|壮族自治区|回族自治区|联邦直辖区|自治共和国|酋长国|边疆区|直辖市|广域市|特别市|自治[区州省市县旗]|都会区"
    r"|首都特?区|特区|大区|地区(?!性)|行政区|共和国|群岛"
    r"|市(?![场值价面井容况售占盈面]|民[^政族间])|省(?![会亲钱力略思察悟]|长[^江沙春治]|[级份](?![一二三]))|州(?![际立界]|长[^江沙春治])|县(?![级域长]{2}|城)"
    r"|郡(?!主)|府(?![邸第上])|道(?![路德理教义观歉]|格拉斯)|[区都](?![域间别分长会市是有能可要将被以没很已对])|町|村(?![庄民落])|镇(?![静压痛守])|岛(?!屿|内)|盟(?![友约国会主员军校])|旗(?![帜袍下舰号])"
)
UNKNOWN_SUFFIX = "市州郡县省府道町镇"

_CITY = frozenset({"city", "town"})
_ADM = frozenset({"adm1", "adm2"})
_LEVELS: dict[str, frozenset[str]] = {
    "市": _CITY | {"adm1"},
    "省": _ADM,
    "州": _ADM,
    "县": _ADM | {"county"},
    "郡": _ADM | {"county"},
    "府": _ADM,
    "道": frozenset({"adm1"}),
    "区": _ADM | {"county"},
    "都": frozenset({"adm1"}),
    "国": frozenset({"adm1", "country"}),
    "町": _CITY,
    "村": _CITY,
    "镇": _CITY,
    "岛": frozenset({"region", "adm1", "adm2", "county"}),
    "盟": frozenset({"adm2"}),
    "旗": frozenset({"county"}),
}
# A city that is also a first-level unit (直辖市, 广域市) is first asked for as a city.
FIRST: dict[str, str] = {
    "市": "city",
    "国": "adm1",
    "省": "adm1",
    "州": "adm1",
    "道": "adm1",
    "府": "adm1",
    "都": "adm1",
    "县": "adm1",
    "区": "county",
    "郡": "adm2",
}
_ONLY_IN = {"道": frozenset({"JP", "KR", "KP"}), "都": frozenset({"JP"})}  # 老街|道路 is no 老街道
_IN_CHINA = {
    "县": frozenset({"county"}),
    "州": frozenset({"adm2"}),
    "省": frozenset({"adm1"}),
    "道": frozenset[str](),
    "府": frozenset[str](),
}
UNKNOWN_LEVEL = {
    "市": "city",
    "省": "adm1",
    "州": "adm1",
    "府": "adm1",
    "道": "adm1",
    "县": "adm2",
    "郡": "adm2",
    "区": "adm1",
    "町": "town",
    "镇": "town",
    "村": "town",
    "乡": "town",
    "木": "town",
}


def unknown_level(suffix: str) -> str:
    """The level that the kind of an unknown name claims; a city without one."""
    return "town" if suffix == "街道" else UNKNOWN_LEVEL.get(suffix[-1:], "city")


def levels_of(suffix: str, country: str | None) -> frozenset[str] | None:
    """The levels that a kind may have; None without a kind, when every level may be meant."""
    if not suffix:
        return None
    last = suffix[-1]
    if country == "CN" and last in _IN_CHINA:
        return _IN_CHINA[last]
    if last in _ONLY_IN and country not in _ONLY_IN[last]:
        return frozenset()
    if suffix in ("大区", "自治区"):
        return _ADM
    return _LEVELS[last]


def split_kind(key: str) -> tuple[str, str]:
    """A key's stem and kind (罗兹, 市); the kind is empty where two characters would not be left."""
    for at in range(2, len(key)):
        match = SUFFIX.match(key, at)
        if match and match.end() == len(key):
            return key[:at], match.group()
    return key, ""
