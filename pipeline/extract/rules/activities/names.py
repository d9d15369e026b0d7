"""Place names that only stand in the name of something else: an office, a person, a body, a time zone, a festival."""

from __future__ import annotations

import re

from pipeline.extract.rules.activities.clauses import Clause
from pipeline.records.mention import PlaceMention

_WATER_BEHIND = re.compile(r"[之畔沿岸滨边]|海[滨岸]")  # 地中海畔
_DISASTER_BEHIND = re.compile(r"大?(?:地震|海啸|飓风|洪灾|大战|侵略)")  # 东日本大地震
_OFFICE_BEHIND = re.compile(r"总领|大使|使馆|领事|代办")  # 驻某地总领事
_TIME_BEHIND = "时间"  # 北京时间
_BODY_BEHIND = re.compile(r"人民对外友|国际友[好城]|市长协会|[日晚早晨时商]报|驻|外交部")  # of a country: 中国…协会
_BEARER_BEFORE = re.compile(
    r"(?:会长|[市省州县区]长|知事|议长|主席|团长|主任|书记|部长|总理|总统|教授|校长|院长|队长|大使|先生|记者)$"
)
_SHORT = 3  # characters: longer names are no family names
_GROUP_BEHIND = re.compile(r"经合|经济合作组织|论坛|开发银行|基础设施|运动会|锦标赛")  # of a group: 亚洲…论坛


def is_mere_name(place: PlaceMention, shadow: str) -> bool:
    """Does the place only name an office, a body or a time zone?"""
    end = place.span.end
    if shadow[place.span.start - 1 : place.span.start] == "驻" and _OFFICE_BEHIND.match(shadow, end):
        return True
    if place.level == "country":
        return any(p.match(shadow, end) for p in (_BODY_BEHIND, _DISASTER_BEHIND))
    if place.level == "region" and place.text.endswith(("海", "洋", "河", "江")) and _WATER_BEHIND.match(shadow, end):
        return True
    if place.country is None and _GROUP_BEHIND.match(shadow, end):
        return True
    if len(place.span) <= _SHORT and _BEARER_BEFORE.search(shadow, max(0, place.span.start - 3), place.span.start):
        return True  # 会长吉川某: a person
    return shadow.startswith(_TIME_BEHIND, end)


def is_quoted_home(place: PlaceMention, clause: Clause) -> bool:
    """“中国文化周”: the country in a name does not take part."""
    before = clause.words[: place.span.start - clause.span.start]
    return place.country == "CN" and place.level == "country" and before.count("“") > before.count("”")
