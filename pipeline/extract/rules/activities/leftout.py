"""The side that an event leaves out (来访, 两市, 来沪), looked for in what was told before it: first the sentence, then those before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.extract.rules.activities.clauses import Clause
from pipeline.extract.rules.activities.events import Event
from pipeline.extract.rules.activities.names import is_mere_name, is_quoted_home
from pipeline.records.annotated import Annotated
from pipeline.records.mention import PlaceMention

Test = Callable[[PlaceMention], bool]

NEAR = 2  # sentences in which the subject of an event that names none is looked for
LEVEL_REACH = 6  # sentences in which a partner of the same level is looked for first
LOOK_BACK = 12  # sentences in which a partner that the words ask for is looked for
BULLETS = "○●◎■□◆◇▲△★☆▪•"
STATE_REACH = 40  # sentences for a whole country

# One-character names behind a verb of motion (来沪, 在穗); those that are no part of the full name are written out.
SHORT_NAMES = {
    "沪": "上海",
    "渝": "重庆",
    "穗": "广州",
    "蓉": "成都",
    "甬": "宁波",
    "榕": "福州",
    "邕": "南宁",
    "鹏": "深圳",
    "宁": "南京",
    "闽": "福建",
    "粤": "广东",
    "桂": "桂林",
    "滇": "云南",
    "湘": "湖南",
    "鄂": "湖北",
    "赣": "江西",
    "皖": "安徽",
    "鲁": "山东",
    "豫": "河南",
    "晋": "山西",
    "冀": "河北",
    "黔": "贵州",
    "川": "四川",
    "琼": "海南",
}
_SHORT = re.compile(
    r"(?:来|赴|在|访|抵|驻|到)([沪京津渝穗蓉甬榕邕鹏苏深汉杭宁青厦连昆常锡扬济沈闽粤桂滇湘鄂赣皖鲁豫晋冀陕黔川琼浙辽吉])"
    r"(?![岛州圳海江东西南北宁波川苏明熟林])"
)
# 访日团, 日中友协: the country that the partner lies in.
COUNTRIES = {
    "日": "JP",
    "韩": "KR",
    "美": "US",
    "德": "DE",
    "法": "FR",
    "英": "GB",
    "俄": "RU",
    "澳": "AU",
    "加": "CA",
    "意": "IT",
}
_COUNTRY = re.compile(r"(?:访|赴|旅)([日韩美德法英俄澳加意])(?![本国])|([日韩美德法英俄澳加意])中友")
_STATE = re.compile(r"国务院|国家副?主席|总书记|全国人大|外交部|我\d+个省")  # who acts for the whole country
_TWO_STATES = re.compile(r"两国")
_FRIENDS = re.compile(r"友城|友好城市")
_PARTNER = re.compile(r"来访|来华|访华|两[市地国省州]|双方|对方|该[市州省县郡府]|出访|一行|代表团|互访|当地")
_HOME = re.compile(
    r"两[市地省]|双方|来访|我[市省]|我们(?=[给向同与和派寄送把将])|[给向与跟同]我们|该[市省]|全市"
    r"|(?:^|[,，])市(?:政府|领导|长|委|外办|人大)|本[市省]"
)
_SHARED = re.compile(
    r"\s*(?:也|都|均|也都|分别|为(?=[^,，]{0,24}(?:庆|纪念|祝)))"
)  # the predicate that several subjects share
# A sentence that begins so is told of those who signed or met before it.
_CONTINUES = re.compile(
    r"签[约字](?:之|以)?后|(?:签[约字])?仪式[上后]|会上|会后|席间|晚[宴会]上|当[天日]同时|同时|[此其]后"
)
_STAYED = re.compile(r"\s*(?:在|到|赴|前往)")  # 派出三名医师，在某市医院工作
ELIDES = {"hold", "join", "perform", "study", "send"}
_WHERE = re.compile(r"(?:在|赴|到|去|参加)[^，,]{0,4}$")


@dataclass(frozen=True, slots=True)
class Question:
    """An event and where it stands; `needs_both` where its verb needs two sides, `alone` where it names no place."""

    document: Annotated
    index: int
    event: Event
    clauses: list[Clause]
    words: str
    needs_both: bool
    alone: bool


def is_home(place: PlaceMention) -> bool:
    """A place of China, or China."""
    return place.country == "CN"


def is_abroad(place: PlaceMention) -> bool:
    """A place abroad, a foreign country, or a group of countries."""
    return place.country != "CN"


def left_out(ask: Question, home: bool) -> list[PlaceMention]:
    """The place of China (`home`) or the one abroad that the event leaves out; none where nothing asks for it."""
    return _home(ask) if home else _abroad(ask)


def only_country(event: Event) -> tuple[PlaceMention, ...]:
    """中国 where a body of the whole country is all that the event names."""
    named = (p for c in event.clauses for p in c.places if _is_china(p) and not is_quoted_home(p, c))
    return tuple(named)[:1]


def _home(ask: Question) -> list[PlaceMention]:
    if _STATE.search(ask.words) or _TWO_STATES.search(ask.words):
        return _far(ask, _is_china, STATE_REACH) or _ahead(ask, _is_china)
    short = _SHORT.search(ask.words)
    name = SHORT_NAMES.get(short[1], short[1]) if short else ""
    found = _near(ask, lambda p: p.is_chinese and name in p.name)
    if found or only_country(ask.event):
        return found
    if short or ask.needs_both or _HOME.search(ask.words) or _continues(ask):
        return _far(ask, _of_level(ask), LEVEL_REACH) or _far(ask, lambda p: p.is_chinese and name in p.name)
    return _far(ask, lambda p: p.is_chinese, NEAR) if ask.alone or _is_elided(ask.event) else []


def _abroad(ask: Question) -> list[PlaceMention]:
    hint = _COUNTRY.search(ask.words)
    if hint:
        country = COUNTRIES[hint[1] or hint[2]]
        return _far(ask, lambda p: p.is_foreign and p.country == country) or _of_country(ask, country)
    if _TWO_STATES.search(ask.words):
        return _near(ask, _is_foreign_state) or _far(ask, _is_foreign_state, STATE_REACH)
    found = _near(ask, _is_foreign_place) or (_near(ask, is_abroad) if _FRIENDS.search(ask.words) else [])
    found = found or _behind(ask)
    if found or not (ask.needs_both or _PARTNER.search(ask.words) or _continues(ask)):
        return found
    found = _far(ask, _is_foreign_place) or _far(ask, _is_foreign_state)
    return found or (_far(ask, is_abroad, NEAR) if _continues(ask) else [])


def _continues(ask: Question) -> bool:
    """Does the sentence go on from what was signed or held before it?"""
    start = ask.document.sentences[ask.index].span.start
    return _CONTINUES.match(ask.document.reading.shadow, start) is not None


def _of_country(ask: Question, country: str) -> list[PlaceMention]:
    def test(place: PlaceMention) -> bool:
        return place.level == "country" and place.country == country

    return _near(ask, test) or _far(ask, test, STATE_REACH) or _ahead(ask, test)


def _is_china(place: PlaceMention) -> bool:
    return place.country == "CN" and place.level == "country"


def _is_foreign_place(place: PlaceMention) -> bool:
    return place.is_foreign


def _is_foreign_state(place: PlaceMention) -> bool:
    return place.level == "country" and place.country != "CN"


def _is_elided(event: Event) -> bool:
    """Does the event say where, 在某地举办, and not who?"""
    if event.lead.name not in ELIDES:
        return False
    first = next((p for c in event.clauses for p in c.places), None)
    if first is None or first.span.start > event.lead.start:
        return first is not None
    clause = next(c for c in event.clauses if first in c.places)
    return bool(_WHERE.search(clause.words[: first.span.start - clause.span.start]))


def _of_level(ask: Question) -> Test:
    """A province is the partner of a state abroad, before any city that stands nearer."""
    if not any(p.level == "adm1" and p.is_foreign for c in ask.event.clauses for p in c.places):
        return lambda place: False
    return lambda place: place.level == "adm1" and place.is_chinese


def _near(ask: Question, test: Test) -> list[PlaceMention]:
    """The nearest place that stands earlier in the sentence and passes."""
    start = ask.event.clauses[0].span.start
    earlier = (p for c in reversed(ask.clauses) if c.span.start < start for p in c.places)
    return _first(ask, test, earlier)


def _behind(ask: Question) -> list[PlaceMention]:
    """A place abroad later in the sentence, where the predicate is shared or only 友城 is said."""
    for clause in (c for c in ask.clauses if c.span.start > ask.event.clauses[-1].span.start):
        stayed = ask.event.lead.name == "send" and _STAYED.match(clause.words)
        shared = stayed or _SHARED.match(clause.words) or _FRIENDS.search(ask.words) or _FRIENDS.search(clause.words)
        found = _first(ask, is_abroad, iter(clause.places)) if shared else []
        if found:
            return found
    return []


def _far(ask: Question, test: Test, reach: int = LOOK_BACK) -> list[PlaceMention]:
    """The place that passes in the nearest sentence before; within a sentence its first, the subject."""
    sentences = ask.document.sentences
    before = range(ask.index - 1, max(first_told(ask.document, ask.index), ask.index - reach) - 1, -1)
    return _first(ask, test, (p for index in before for p in sentences[index].places))


def first_told(document: Annotated, index: int) -> int:
    """The first sentence that this one may go on from: an item of a bulletin (○…) goes on from none before it."""
    block = document.sentences[index].block
    if document.reading.shadow[document.reading.blocks[block].span.start] not in BULLETS:
        return 0
    while index and document.sentences[index - 1].block == block:
        index -= 1
    return index


def _ahead(ask: Question, test: Test) -> list[PlaceMention]:
    """The next place behind that passes: a country that the document names only later."""
    ahead = ask.document.sentences[ask.index : ask.index + STATE_REACH]
    return _first(ask, test, (p for sentence in ahead for p in sentence.places))


def _first(ask: Question, test: Test, places: Iterator[PlaceMention]) -> list[PlaceMention]:
    shadow = ask.document.reading.shadow
    return next(([place] for place in places if test(place) and not is_mere_name(place, shadow)), [])
