"""By which rule a number is counted: what part of the whole, which side, whose definition, before or after which event.

Numbers under different rules stand beside each other: 60 ties of provinces do not contradict 160 ties, nor a Japanese count a Chinese
one, nor the number before a signing the one after it. Rules are told from the words right before the number and from its quote.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.records.claim import CountBody, Measure

# Rule and the words that show it, searched in the words around the number; those that stand for many words keep the words too.
_RULES = tuple(
    (name, re.compile(words))
    for name, words in (
        ("rate", "年均|平均|月均|每年|每月|人均|每个|各"),  # 年均2对; 其余九国各1对: one of several, not their sum
        ("share", "占"),  # 签订以后的8对占六成
        ("level province", "省级|州级|省份一级"),  # 其中省级60对
        ("level city", "地级|设区|副省级|市级"),  # 设区市一级213对
        ("level county", "县级|区级|镇级|省以下"),  # 县级99对
        ("kind exchange", "合作关系|交流"),  # 另有友好交流关系370对
        ("kind intent", "意向"),
        ("extreme", "最多|最少"),
        ("listed", "表中|所列|下列|上述|名单|较早|最早|首批|前述|该批"),  # 表中15对出自12国: of a list, not of all
        ("part", "其中|其余|另有|此外|以外|两项|三项|只有|仅有"),
        ("period", "以前|以后|之前|之后|年代|前后"),
        ("side own", "中方"),
        ("side other", "外方|对方"),
        ("side both", "双方"),
        ("level", "层面"),
    )
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年?(?!\d)")
# Whose count it is, in the quote: each country's organisations have a definition of their own.
_BY = re.compile(
    r"(?:据|根据|按|依)(?P<who>[^，。；,;]{1,16}?)(?:的)?(?:统计|口径|标准|数据)"
    r"|(?P<side>日方|韩方|美方|德方|法方|俄方|英方|外方|中方)(?:的)?(?:统计|口径|数据)"
)
_USUAL = re.compile("全国友协|对外友好协会|外交部|外事办|本文|笔者|课题组|官网|网站")  # whose count is the usual one
# On one day before and after an event (a signing on that very day).
_PHASES = (
    ("before", re.compile("(?:签字|签约|签署|结好|签订|缔结)(?:仪式)?(?:之)?前")),
    ("after", re.compile("(?:签字|签约|签署|结好|签订|缔结)(?:仪式)?(?:之)?后")),
)
_OTHER_SIDE = re.compile("国家的|国的|外方|对方|海外")  # 与136个国家的520个省 …: places abroad
_OWN = ("中方", "我方")
_SIDE = re.compile("中方|我方|外方|对方|国外|海外")  # 12个中方城市和30个外方城市: the nearest word says it
_BASE = re.compile(r"[^\d，。]{0,5}中(?:有|的|，)")  # 18个区中有5个: of so many
_NEAR = re.compile(r"[^，。；、（）()：:]{1,8}$")  # the words right before the number
_KIND = re.compile("省|州|城市|市|县|区|道|府")  # what kind of places is counted


@dataclass(frozen=True, slots=True)
class CountRule:
    """`rule`: what is counted and by whom, empty for the whole by the usual definition. `phase`: before or after an event of the day."""

    rule: str = ""
    phase: str = ""


def counting_rule(body: CountBody, quote: str = "") -> CountRule:
    """The rule of a count of a series, from its item and its quote."""
    words = "".join(quote.split())
    parts = [*_whose(words), *_part(body, words)]
    phase = next((name for name, pattern in _PHASES if pattern.search(words)), "")
    return CountRule("; ".join(parts), phase)


def _whose(words: str) -> list[str]:
    match = _BY.search(words)
    if not match or _USUAL.search(match.group(0)):
        return []
    return ["by " + (match.group("who") or match.group("side"))]


def _part(body: CountBody, words: str) -> list[str]:
    """The named rule with the words that narrow the number; places are of a kind (省, 市) and of a side."""
    before = words[: max(0, words.rfind(f"{body.value:g}"))]
    if body.measure is Measure.SISTER_PLACES:
        kind = _KIND.search(body.item)
        base = ["base"] if _BASE.match(body.item) else []
        return [_side(body.item, before), *base, kind.group(0) if kind else body.item]
    near = _NEAR.search(before)
    said = body.item + (near.group(0) if near else "")
    named = [name for name, pattern in _RULES if pattern.search(said)]
    exact = [name for name in named if name.startswith(("level ", "kind ", "side "))]
    vague = [name for name in named if name not in exact and not (exact and name in ("part", "level"))]
    if named:
        return [*exact, f"{vague[0]} {body.item}"] if vague else exact
    year = _YEAR.search(body.item)
    return [f"of {year.group(1)}"] if year and body.time and not body.time.startswith(year.group(1)) else []


def _side(item: str, before: str) -> str:
    """Whose places are counted: as the words at the number say, else those before it."""
    named = _SIDE.search(item)
    if named:
        return "side own" if named.group(0) in _OWN else "side other"
    return "side other" if _OTHER_SIDE.search(before) else "side own"
