"""Numbers with their units on the half-width simplified shadow: 近30次, 256.7万美元, 二十五个, 第三大, 37.6%.

What has no unit is no quantity (years, list numbers, note marks), but for a rank that stands after its verb (排名第二). A bare 一
is an article in Chinese, not a number. Two small digits side by side (三四个) and the ends of a range (1~2名) say no one value and
are left out, and so is whatever a date has already claimed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.records.mention import Quantity
from pipeline.records.span import Span
from pipeline.text.dates import FoundDate
from pipeline.text.numerals import HAN_DIGIT, parse_number

# Every unit that a number may stand before; longer ones win over those that they begin with.
_UNITS = """个百分点 人次 人份 周年 个月 小时 分钟 世纪 平方公里 平方千米 平方米 平方英里 立方米 公里 千米 厘米 毫米 公顷 公斤 千克
美元 美金 美圆 欧元 日元 日圆 韩元 港元 港币 澳元 加元 英镑 马克 法郎 卢布 卢比 泰铢 人民币 元 大洲 标箱 架次 车次 班次 批次 例次 场次 件次
户 对 个 份 % 倍 次 名 位 家 国 项 座 所 批 种 类 届 期 场 件 只 艘 架 部 本 篇 幅 条 张 辆 台 套 间 处 块 支 组 班 列 棵 株 头
吨 克 亩 米 层 级 轮 趟 回 枚 门 册 款 首 段 堂 顿 匹 岁 年 天 周 日 省 市 县 区 州 镇 村 乡 城 方 点 代 大 人 桶 箱 袋 盒 瓶
团 队 社 校 院 厂 店 港 岛 站 郡 府 道 席 票 例 具 卷 尊 盏 枝 拨 通 幢 栋"""
# What must not follow, since it would make another word: 个性, 国际, 人民, 大学, 家庭, 成立.
_NOT_AFTER = {
    "个": "(?:[性体别案]|多[月小])", "国": "[集际务语]", "人": "[民均类才口大工物]", "大": "[学陆使]", "家": "[庭属长]", "市": "[场民长委]",
    "方": "面", "年": "[代级]", "元": "[旦首]", "日": "[本元]", "点": f"[{HAN_DIGIT}十半钟]", "道": "[路德]", "级": "[市别]",
    "区": "域", "省": "级", "州": "级", "代": "表", "次": "区域", "成": "[立为功员都]", "首": "都", "部": "分", "条": "件",
    "期": "[间刊]", "类": "型", "位": "(?:于|一体)", "对": "[外于华]", "周": "[边围]",
    "例": "[如外行会]", "通": "[道过知常商用航车水电]", "具": "[有体备]", "席": "[位卷]", "票": "[价据]", "尊": "[重敬称]",
    "卷": "[首入土]", "城": "市", "处": "于", "班": "列",
}  # fmt: skip
_UNIT = "|".join(
    f"{unit}(?!{_NOT_AFTER[unit]})" if unit in _NOT_AFTER else unit
    for unit in sorted(_UNITS.split(), key=len, reverse=True)
)
_UNIT_STARTS = (
    f"(?=[{''.join(sorted({unit[0] for unit in _UNITS.split()}))}])"  # asked before the hundred units one by one
)
_HAN = rf"[{HAN_DIGIT}十百千万亿]"
_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = rf"(?:{_ARABIC})[十百千万亿]*|{_HAN}+(?:点[{HAN_DIGIT}]+)?"
_MORE = r"(?:[多余来]|有余)"
_RANK_VERB = r"(?:排名?|位[列居]|名列|居|列|排在)"
_SPACE = r"[ \n]?"

# Shares in words: 两成七, 四成半, 三分之二, 半数.
_SHARE = (
    rf"(?P<tenths>[{HAN_DIGIT}]|\d(?:\.\d)?)成(?![立为功员都就果群长型品套语])"
    rf"(?P<more_tenths>半|[{HAN_DIGIT}](?![{HAN_DIGIT}十百个名家]))?"
    rf"|(?P<under>[二三四五六七八九十]|\d+)分之(?P<over>[{HAN_DIGIT}]|\d+)(?!个)|(?P<half>半数|(?<=[占近约过的足达到超])一半|(?<=过)半(?![年天百月个]))"
)
_STARTS = rf"(?=[0-9{HAN_DIGIT}十百千万第首半])"  # looked at first: every other character ends here; \d would take twice as long
_PATTERN = re.compile(
    rf"{_STARTS}(?:"
    rf"第{_SPACE}(?P<ord>{_NUMBER})(?:{_SPACE}{_UNIT_STARTS}(?P<ordunit>{_UNIT}))?"
    rf"|首(?P<first>[个家座批位对届次])"
    rf"|百分之(?P<cent>{_NUMBER})|{_SHARE}"
    rf"|(?:(?<=人口)|(?<=人口[约近逾超达]))(?P<people>{_HAN}*[{HAN_DIGIT}十百千](?P<many>{_MORE})?[万亿])(?!{_HAN}|{_UNIT}|{_MORE})"
    rf"|(?P<bare>\d[\d,.]*[万亿])(?=多?[，。；、）,;)])"
    rf"|(?P<num>{_NUMBER})(?P<more>{_MORE}(?P<scale>[万亿]?))?{_SPACE}{_UNIT_STARTS}(?P<unit>{_UNIT})"
    rf")"
)
_APPROXIMATE = re.compile(
    r"(?:(?<![签条合公预特节邀大制])约(?:有|为|占|达)?|大约|近|将近|接近|超|超过|逾|突破|多达|至少|"
    r"不少于|不低于|不下|不到|不足|大概|大致)[ ]?$"
)
_MAKES_APPROXIMATE = frozenset("约有为占达近超过逾破少于下到足概致")  # how all these words end
_AROUND = re.compile(r"[ ]?(?:左右|上下|以上|余|多(?![多个种样])|之多|有余)")
_RANGE_BEFORE = re.compile(r"(?:[\d一二三四五六七八九十][~～\-—–至到、]|[+×/:.]|[A-Za-z数几])$")
_BARE_SCALE = re.compile(r"[百千万亿]")
_RANKED = re.compile(rf"{_RANK_VERB}[^，。；、,;]{{0,6}}$")


def find_quantities(shadow: str, dates: Sequence[FoundDate]) -> list[Quantity]:
    """All quantities of a document's shadow text in order; none overlaps one of `dates`, which are in order too."""
    taken = _Taken(dates)
    return [made for match in _PATTERN.finditer(shadow) if not taken.at(match) and (made := _read(match)) is not None]


class _Taken:
    """Walks the dates alongside the matches: is this match part of a date?"""

    def __init__(self, dates: Sequence[FoundDate]) -> None:
        self._dates: Iterator[FoundDate] = iter(dates)
        self._date = next(self._dates, None)

    def at(self, match: re.Match[str]) -> bool:
        while self._date is not None and self._date.end <= match.start():
            self._date = next(self._dates, None)
        return self._date is not None and self._date.start < match.end()


def _read(match: re.Match[str]) -> Quantity | None:
    if match["ord"]:
        return _ordinal(match)
    if match["first"]:
        return Quantity(Span(*match.span()), Span(match.start(), match.start() + 1), 1.0, match["first"], ordinal=True)
    if match["cent"]:
        return _percentage(match)
    if match["tenths"] or match["under"] or match["half"]:
        return _share_in_words(match)
    if match["bare"] or match["people"]:
        return _without_unit(match)
    return _cardinal(match)


def _ordinal(match: re.Match[str]) -> Quantity | None:
    """第三大, 第37个; without a unit only where a verb of rank stands before (排名第二)."""
    value = _value(match["ord"])
    if value is None or (
        match["ordunit"] is None and not _RANKED.search(match.string, max(0, match.start() - 9), match.start())
    ):
        return None
    return Quantity(Span(*match.span()), Span(*match.span("ord")), value, match["ordunit"] or "", ordinal=True)


def _percentage(match: re.Match[str]) -> Quantity | None:
    value = _value(match["cent"])
    if value is None:
        return None
    return Quantity(Span(*match.span()), Span(*match.span("cent")), value, "%", _is_approximate(match))


def _share_in_words(match: re.Match[str]) -> Quantity | None:
    """两成七 is 27 %, 三分之二 66.7 %, 半数 50 %."""
    group = next(name for name in ("tenths", "over", "half") if match[name])
    value = 50.0
    if match["tenths"]:
        more = match["more_tenths"]
        value = 10 * (parse_number(match["tenths"]) or 0) + (5 if more == "半" else parse_number(more or "零") or 0)
    elif match["under"]:
        over, under = parse_number(match["over"]), parse_number(match["under"])
        if not over or not under or over >= under:
            return None
        value = round(100 * over / under, 1)
    return Quantity(Span(*match.span()), Span(*match.span(group)), value, "%", _is_approximate(match))


def _without_unit(match: re.Match[str]) -> Quantity | None:
    """人口5.7万, 人口三百余万: a large number whose unit the words before it imply."""
    group = "bare" if match["bare"] else "people"
    value = _value(match[group].replace(match["many"] or "\0", ""))
    if value is None:
        return None
    approximate = match["many"] is not None or _is_approximate(match)
    return Quantity(Span(*match.span()), Span(*match.span(group)), value, "", approximate)


def _cardinal(match: re.Match[str]) -> Quantity | None:
    words, approximate = match["num"], _is_approximate(match)
    if _RANGE_BEFORE.search(match.string, max(0, match.start() - 2), match.start()):
        return None
    if words == "一" or (_BARE_SCALE.match(words) and not (approximate and len(words) == 1)):
        return None  # an article; 百家争鸣, 千年古城 unless 近百家, 百余家
    value = _value(words)
    if value is None:
        return None
    value *= {"万": 1e4, "亿": 1e8}.get(match["scale"] or "", 1)
    return Quantity(Span(*match.span()), Span(*match.span("num")), value, match["unit"], approximate)


def _value(words: str) -> float | None:
    """The number's value; None for two Han digits side by side, which are a guess (三四十) and not a number."""
    if len(words) == 2 and all(c in HAN_DIGIT and c not in "〇零○" for c in words):
        return None
    return parse_number(words)


def _is_approximate(match: re.Match[str]) -> bool:
    if match["more"]:
        return True
    if match.string[match.start()] in "百千万" and match.string[match.start() - 1 : match.start()] == "上":
        return True
    at = match.start()
    last = match.string[max(0, at - 2) : at].rstrip(" ")[-1:]
    if last in _MAKES_APPROXIMATE and _APPROXIMATE.search(match.string, max(0, at - 4), at):
        return True
    return _AROUND.match(match.string, match.end()) is not None
