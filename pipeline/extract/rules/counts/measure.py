"""What a number counts: ties, new ties, tied places, partner countries, shares, answers, things done, ranks, or other things.

Decided from the words right after the number, then from its clause, then from its sentence; the unit decides alone only where it can
mean one thing (percentages, ranks, money).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.rules.counts.clock import cue, is_decade
from pipeline.extract.rules.counts.number import Number
from pipeline.extract.rules.counts.words import pattern, says
from pipeline.records.claim import Measure

_MONEY = re.compile(
    r"(?:美元|美金|欧元|日元|日圆|美圆|韩元|港元|港币|澳元|加元|英镑|马克|法郎|卢布|卢比|泰铢|人民币|元)$"
)
_MATTER = frozenset({
    "平方公里", "平方千米", "平方米", "平方英里", "立方米", "公里", "千米", "厘米", "毫米", "公顷", "公斤", "千克",
    "克", "吨", "亩", "米", "倍", "个百分点", "成", "年", "天", "周", "个月", "小时",
    "分钟", "户",
})  # fmt: skip
_PAIRS = frozenset({"对", "组", "双"})
_ANSWERS = _PAIRS | {"份", "人份"}
_ANSWERERS = frozenset({"人", "名", "位", "家", "个", "次", "人次"})
_SEATS = frozenset({"个", "座", "处", "家"})  # of partner cities: 友城8座, 姊妹市十二处
_DEEDS = frozenset({
    "名", "位", "人", "人次", "批", "批次", "场", "场次", "次", "架次", "家", "件",
    "幅", "届", "例",
})  # fmt: skip
_RANK_UNITS = frozenset({"大", ""})
_PERSONS = frozenset(
    {"人", "人次", "名", "批", "批次", "场", "场次", "次", "架次", "件", "幅", "届"}
)  # never ties or places
_GOODS = frozenset(
    {"只", "株", "头", "对", "件", "套", "台", "箱", "册", "棵", "枚", "辆", "匹", "吨", "本", "幅", "张", "部", "条"}
)
_PAPERS = frozenset({"份", "项"})
_NEAR = 400  # characters before a passage that may say that its places are tied
_TWINNED = re.compile(r"(?:学校|院校|高校|大学|中学|小学|医院|夫妇|图书馆|博物馆|园区|企业)[^，。；,;]{0,4}$")
_WITH = re.compile(r"[与同和跟]")
_HAVE = re.compile(r"建立|结有|拥有|有了|结成|缔结|开展")
_STOPS = "，。；、：）),;:!！\n"
_MEANWHILE = re.compile(r"年间|期间|此间|其间")
_PLACE_UNIT = frozenset({"省", "市", "县", "区", "州", "镇", "城", "郡", "府"})
_LAND = re.compile(r"[ \n]?(?:不同|沿线|外国|参会|友好)?(?:国家|国(?![际家内外]))")
_SPOT = re.compile(
    r"[ \n]?(?:国外|外国|外方|中方|日方|韩方|国内|海外|地级|县级|省级|市级|区级|沿海|境外)*"
    r"(?:[^，。；,;、的]{0,3})(?:城市|省(?!级)|州|县|区(?!级)|市(?!级|镇的)|自治区|直辖市|地区)"
)
_ITEM = re.compile(r"[^，。；,;：、！？,;:!?（）()\s“”的]{0,10}")
_COUPLE = re.compile(r"[ \n]?(?:夫妇|夫妻|新人|选手|学校|师徒|母子|父子|男女|双打)")
_HEADS = re.compile(r"人口[^，。；,;]{0,6}$")
_TIE_BEFORE = re.compile(  # 正式友城仍为8座
    r"(?:友城|友好(?:交流)?(?:城市|[省州市县])|姐妹[城市]|姊妹[市城])[^，。；,;、]{0,4}?(?:计|共|有|为|达|至|到)*[约近超逾]?$"
)
_MARKS = re.compile(r"[，。；：、！？,;:!?（）()“”]")
_PAIRED = (Measure.SISTER_PAIRS, Measure.NEW_SISTER_PAIRS)
_HAS = re.compile(r"(?:各?有|各|占|也?有)?")
_PLACED = re.compile(r"[居位列占排]")  # …13个居首
_FINISHED = re.compile(r"(?:建立|缔结|结成|结为|签订|签署|签有|结交)")


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number counts, in which unit, and the words for the thing counted."""

    measure: Measure
    unit: str
    item: str


def counted(number: Number, words: str, *, in_survey: bool, before: Measure | None = None) -> Counted:
    """What `number` counts, with `before` counted last in its block; `words` is the source's own text, which names units and things."""
    quantity = number.quantity
    unit = words[number.end - len(quantity.unit) : number.end] if quantity.unit else ""
    if not unit and _HEADS.search(number.shadow, number.clause.start, number.start):
        unit = "人"
    measure = _measure(number, in_survey)
    if measure is Measure.OTHER and before in _PAIRED and _is_a_share_of_them(number):
        measure = before
    if measure is Measure.RANK and quantity.unit in _RANK_UNITS:
        unit = "位"
    return Counted(measure, "%" if quantity.unit == "%" else unit, _item(number, words))


def _is_a_share_of_them(number: Number) -> bool:
    """其中美国13个, 两县各有6个: a part of the ties counted before, told by place and number alone."""
    if number.quantity.unit not in _PAIRS | {"个"} or (
        not _ends_clause(number) and not _PLACED.match(number.shadow, number.end)
    ):
        return False
    return any(
        s.span.end <= number.start and _HAS.fullmatch(number.shadow, s.span.end, number.start) for s in number.sides
    )


def _item(number: Number, words: str) -> str:
    """The thing counted: the noun after the number, else the words before it."""
    after = _ITEM.match(number.shadow, number.end)
    if after and after[0]:
        return words[after.start() : after.end()]
    before = words[max(number.clause.start, number.start - 8) : number.start]
    return _MARKS.split(before)[-1].strip()


def _measure(number: Number, in_survey: bool) -> Measure:
    unit = number.quantity.unit
    if number.quantity.ordinal:
        return Measure.RANK
    if unit == "%":
        return Measure.SHARE
    if in_survey and (unit in _ANSWERS or _is_an_answer(number)):
        return Measure.SURVEY
    if _MONEY.search(unit) or unit in _MATTER:
        return Measure.OTHER
    return _tie_measure(number) or _deed_measure(number)


def _is_an_answer(number: Number) -> bool:
    """选“经费”的38家, 22家答“不够”, 被勾选131次: who answered, or how often."""
    return number.quantity.unit in _ANSWERERS and says("answer", number.shadow, number.clause.start, number.clause.end)


def _tie_measure(number: Number) -> Measure | None:
    """The measures of ties; None where the number counts something else."""
    shadow, at, unit = number.shadow, number.end, number.quantity.unit
    if unit in _PERSONS:
        return None
    if unit in _PAIRS:
        start = number.clause.start
        given = says("given", shadow, start, at)
        other = given or _COUPLE.match(shadow, at) or _TWINNED.search(shadow, start, number.start)
        return None if other else _flow_or_stock(number)
    if unit not in _PAIRS and says("without", shadow, at, min(number.clause.end, at + 12)):
        return Measure.OTHER
    guests = says("visitors", shadow, number.clause.start, min(number.passage.span.end, number.clause.end + 20))
    if (_LAND.match(shadow, at) or unit == "国") and not guests:
        return Measure.PARTNER_COUNTRIES if number.passage_says("tie") else None
    if guests and not _FINISHED.search(shadow, at, number.clause.end):
        return None
    if says("intent", shadow, at, number.clause.end):
        return Measure.OTHER
    is_place = unit in _PLACE_UNIT or _SPOT.match(shadow, at) is not None
    if is_place and _pairs_follow(number):
        return Measure.SISTER_PLACES
    partnered = _WITH.search(shadow, number.clause.start, number.start)
    if pattern("tie_noun").search(shadow, at, min(number.clause.end, at + 12)) and (
        partnered or not _subject(number, is_place)
    ):
        return _flow_or_stock(number)
    if is_place:
        start = max(number.passage.around.start, number.passage.span.start - _NEAR)
        return Measure.SISTER_PLACES if says("tie", shadow, start, number.passage.span.end) else None
    if unit == "个" and _ends_clause(number) and says("tie", shadow, _said_from(number), at):
        return _flow_or_stock(number)
    if unit in _SEATS and _ends_clause(number) and _TIE_BEFORE.search(shadow, number.clause.start, number.start):
        return _flow_or_stock(number)
    return None


def _subject(number: Number, is_place: bool) -> bool:
    """十三个市全部结有友城: places that have ties, not ties; 四十个友好城市 are ties."""
    return (
        is_place
        and not pattern("tie_noun").match(number.shadow, number.end)
        and _HAVE.search(number.shadow, number.end, min(number.clause.end, number.end + 14)) is not None
    )


def _said_from(number: Number) -> int:
    """From where on the words may say what is counted; a sum under a list (以上合计9个) counts what its heading says."""
    start = number.passage.span.start
    return max(0, start - _NEAR) if number.is_sum else start


def _pairs_follow(number: Number) -> bool:
    """同30个城市缔结友城45对: the ties have a number of their own."""
    later = (q.span.start for q in number.passage.quantities if q.unit == "对" and q.span.start >= number.end)
    at = next(later, number.clause.end)
    if at >= number.clause.end or pattern("tie_noun").match(number.shadow, number.end):
        return False
    return _FINISHED.search(number.shadow, number.end, at) is not None


def _ends_clause(number: Number) -> bool:
    """Nothing counted is named after the number: 西部四十个。"""
    return number.end >= number.passage.span.end or number.shadow[number.end] in _STOPS


def _flow_or_stock(number: Number) -> Measure:
    """Ties made in a period, or ties that stand: a verb of making with a date that is neither as-of nor since makes a flow."""
    shadow, start = number.shadow, number.passage.span.start
    if number.clause_says("fresh") or _of_a_decade(number):
        return Measure.NEW_SISTER_PAIRS
    if not number.clause_says("made") or says("now", shadow, start, number.start):
        return Measure.SISTER_PAIRS
    dates = [d for d in number.passage.dates if d.span.end <= number.start]
    if not dates:
        return Measure.NEW_SISTER_PAIRS if _MEANWHILE.search(shadow, start, number.start) else Measure.SISTER_PAIRS
    stands = cue(shadow, dates[-1], "asof") or cue(shadow, dates[-1], "since")
    return Measure.SISTER_PAIRS if stands else Measure.NEW_SISTER_PAIRS


def _of_a_decade(number: Number) -> bool:
    """80年代只有6对, where no 到 makes it a day that things stood on."""
    start = number.clause.start
    dates = [d for d in number.passage.dates if start <= d.span.start and d.span.end <= number.start]
    if not dates or not is_decade(dates[-1]):
        return False
    return not (cue(number.shadow, dates[-1], "asof") or cue(number.shadow, dates[-1], "since"))


def _deed_measure(number: Number) -> Measure:
    """A thing done, or something else: who came and what was signed against how large and how many there are."""
    shadow, clause = number.shadow, number.clause
    tail = min(number.passage.span.end, number.end + 16)
    if number.quantity.unit in _GOODS and says("given", shadow, clause.start, number.start):
        return Measure.OTHER
    if says("nature", shadow, max(clause.start, number.start - 8), min(clause.end, number.end + 8)):
        return Measure.OTHER
    signed = number.quantity.unit in _PAPERS and _FINISHED.search(shadow, clause.start, number.start)
    if (
        signed
        or number.quantity.unit in _DEEDS
        or says("happening", shadow, number.end, tail)
        or says("visitors", shadow, clause.start, tail)
    ):
        return Measure.ACTIVITY_COUNT
    if number.passage_says("visitors") or number.clause_says("happening"):
        return Measure.ACTIVITY_COUNT
    return Measure.OTHER
