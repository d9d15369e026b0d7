"""Which numbers are statements about the world, and which only order the text, date it or name something.

Policy, in words. A count is a number with something counted that a reader could look up or add up: ties, places, countries, people,
firms, goods, meetings, money, shares, ranks, answers. Left out are: numbers that order the author's thoughts (three stages, four
suggestions), number an event (the fifth forum), measure how long ago or how long (forty years on, an anniversary; a stated duration
of an event stays), point back at a number (these 12 pairs), sum up a list that was just spelled out (A, B and C, three cities), stand
inside a title or a short quoted slogan, or are an article rather than a number (一个, 两国). Firsts and superlatives without a
number are ranks that the text does not number, and are left out too.
"""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.extract.rules.counts.passages import Passage
from pipeline.extract.rules.counts.words import pattern
from pipeline.records.mention import Quantity
from pipeline.records.span import Span

_NEVER = frozenset({
    "周年", "届", "期", "世纪", "岁", "大", "大洲", "方", "点", "款", "代", "级",
    "层", "日", "首", "段", "章", "节", "方面", "班", "列", "堂", "村", "港",
    "岛", "站", "道", "队",
})  # fmt: skip
_TIME = frozenset({
    "年", "天", "周", "个月", "月", "小时", "分钟",
})  # fmt: skip
_PLACES = frozenset({
    "省", "市", "县", "区", "州", "镇", "乡", "城", "国", "郡", "府",
})  # fmt: skip
_RANKS = frozenset({"大", "位", "名", ""})
_NUMBERED = frozenset({"个", "对", "座", "家"})  # 第37个友城: a rank, if a tie is what is numbered
_HAN_SMALL = re.compile(r"[两二三四五六七八九十]")
_GROUPS = frozenset({"group", "region"})
_WEAK = frozenset({"个", "种", "类", "项", "条", "套", "张", "块", "只"})
_SOLID = re.compile(
    r"(?:[^，。；,;、的]{0,5})(?:城市|国家|省|市|县|州|区|友城|代表团|项目|企业|公司|学校|高校|大学|机构|团|组织|中心|基地|"
    r"航班|航线|协会|展位|奖)"
)
_TITLE = re.compile(r"《[^》]*》")
_TITLE_MARK, _QUOTE_MARK = "《", "“"
_SLOGAN = re.compile(r"“[^”“]{1,14}”")
_QUESTION = re.compile(r"“[^”“]{1,60}”(?=[^，。,]{0,8}(?:问题|一问|选项))")
_VAGUE_TWO = frozenset({"个", "人", "种", "类", "座", "家"})  # 两个城市间 is any two; 新增友城两个 is a number
_STOP = re.compile(r"[，。；、,;）)]")
_BOUND = re.compile(r"(?:超过|大于|多于|少于|不足|低于|达到)$")
_LIST_FOLLOWS = re.compile(r"[^，。；,;]{0,10}(?:分别(?:是|为)|依次(?:是|为)|即|[:：])")
_HANDFUL = 10  # larger numbers are statements, wherever they point
_OF = re.compile(r"的?")
_SPREAD = re.compile(r"(?:共|达|有|涉及|覆盖|遍及|遍布|来自|分属|分居|分布(?:在|于)|等)[^，。；,;、]{0,3}$")
_FIRM = re.compile(r"(?!还|都|也|均|不|已|曾)[^，。；,;、的]{0,5}(?:企业|公司|学校|高校|大学|机构|医院|工厂)")
_TIED = re.compile(r"(?:都|均|已)?(?:有|结有|建立|缔结|结成|开展)[^，。；,;]{0,8}(?:友城|友好|往来|结好|交流)")
_PLANNED = re.compile(r"(?:力争|争取|届时|有望|预计)[^。；;]{0,24}$")  # no number yet
_ASKED = {  # units that need a word for what they count: 开行46列, 手术二十例; never 举两例
    "列": re.compile(r"班列|列车|开行"),
    "例": re.compile(r"手术|病|患|诊|治"),
}
_LISTED = re.compile(r"[、和与及]")
_SINCE = re.compile(r"[多余]?年?来|以来")


def is_stated(shadow: str, quantity: Quantity, passage: Passage) -> bool:
    """Is this number a statement of its own, by the policy of this module?"""
    before = shadow[max(0, quantity.span.start - 6) : quantity.span.start]
    if pattern("anaphora").search(before) or _is_in_a_name(shadow, quantity, passage):
        return False
    if quantity.ordinal:
        return _is_rank(shadow, quantity, passage)
    if quantity.unit in _TIME:
        return _is_told_duration(shadow, quantity)
    if _PLANNED.search(shadow, passage.span.start, quantity.span.start):
        return False
    if quantity.unit in _ASKED:
        return _ASKED[quantity.unit].search(shadow, passage.span.start, quantity.span.end + 4) is not None
    if quantity.unit == "国":
        return _is_enumerated(shadow, quantity, passage)
    if quantity.unit == "期" and shadow[quantity.span.start - 1 : quantity.span.start] == "班":
        return True  # 培训班2期; but no issue of a journal
    return quantity.unit not in _NEVER and _counts_something(shadow, quantity, passage)


def _is_in_a_name(shadow: str, quantity: Quantity, passage: Passage) -> bool:
    """Inside a title, a slogan, a question that is asked, or the name of a group of countries."""
    for mark, form in ((_TITLE_MARK, _TITLE), (_QUOTE_MARK, _SLOGAN), (_QUOTE_MARK, _QUESTION)):
        if shadow.find(mark, passage.span.start, quantity.span.start) < 0:
            continue
        for match in form.finditer(shadow, passage.span.start, passage.span.end):
            if match.start() <= quantity.span.start and quantity.span.end <= match.end():
                return True
    start = quantity.span.start
    last = None
    for place in passage.places:
        if place.span.start > start:
            break
        last = place
    if last and (start < last.span.end or (last.span.end == start and last.level in _GROUPS and quantity.unit == "国")):
        return not any(q.span.start == quantity.span.end and q.unit in {"个", "座"} for q in passage.quantities)
    return False


def _is_rank(shadow: str, quantity: Quantity, passage: Passage) -> bool:
    before = shadow[max(0, quantity.span.start - 6) : quantity.span.start]
    if pattern("anaphora", "ranked").search(before):
        return False  # 多是所在国的第二大城市: no one place is ranked
    if quantity.value < 1 or shadow[quantity.number.start] == "首":
        return False
    if quantity.unit in _RANKS:
        return shadow[quantity.span.start : quantity.span.start + 2] != "第一" or quantity.unit in {"大", "位"}
    if quantity.unit not in _NUMBERED or quantity.value < 2:
        return False
    return (
        pattern("tie_noun").search(shadow, quantity.span.end, min(passage.span.end, quantity.span.end + 10)) is not None
    )


def _is_told_duration(shadow: str, quantity: Quantity) -> bool:
    before = shadow[max(0, quantity.span.start - 16) : quantity.span.start]
    if pattern("duration").search(before):
        return True
    return bool(pattern("tie_age").search(before) and _SINCE.match(shadow, quantity.span.end))


def _is_enumerated(shadow: str, quantity: Quantity, passage: Passage) -> bool:
    """与东盟10国30个城市, 遍及12国, 同16国的35个城市: the countries are counted, not just called by their number."""
    if any(
        q.span.start - quantity.span.end in (0, 1) and _OF.fullmatch(shadow, quantity.span.end, q.span.start)
        for q in passage.quantities
    ):
        return True
    plain = shadow[quantity.number.start] in "0123456789" or quantity.value > 10
    if plain and _TIED.match(shadow, quantity.span.end):
        return True
    return plain and _SPREAD.search(shadow, max(0, quantity.span.start - 6), quantity.span.start) is not None


def _counts_something(shadow: str, quantity: Quantity, passage: Passage) -> bool:
    after, before = quantity.span.end, shadow[max(0, quantity.span.start - 3) : quantity.span.start]
    if before.endswith("前") or (_BOUND.search(before) and shadow[after : after + 1] == "的"):
        return False  # 前三个, 超过百对的省份: a selection
    if _points_away(shadow, quantity, passage):
        return False
    if quantity.unit in _WEAK and pattern("abstract").match(shadow, after):
        return False
    small = _HAN_SMALL.fullmatch(shadow[quantity.number.start : quantity.number.end]) is not None
    if not small:
        return True
    if quantity.unit in _PLACES or (
        quantity.value == 2
        and quantity.unit in _VAGUE_TWO
        and not (_STOP.match(shadow, after) or (quantity.unit == "家" and _FIRM.match(shadow, after)))
    ):
        return False
    if quantity.unit in _WEAK and not (_SOLID.match(shadow, after) or _STOP.match(shadow, after)):
        return False
    return not _LIST_FOLLOWS.match(shadow, after) and not _sums_up_a_list(shadow, quantity, passage)


def _points_away(shadow: str, quantity: Quantity, passage: Passage) -> bool:
    """四对友城的往来见下表: the table has the numbers."""
    small = quantity.value <= _HANDFUL
    return (
        small
        and pattern("pointer").search(shadow, quantity.span.end, min(passage.span.end, quantity.span.end + 24))
        is not None
    )


def _sums_up_a_list(shadow: str, quantity: Quantity, passage: Passage) -> bool:
    """苏州、无锡、常州三个城市: the places before are as many as the number says."""
    before = [p for p in passage.places if p.span.end <= quantity.span.start]
    if not before or quantity.span.start - before[-1].span.end > 1 or quantity.value > len(before):
        return False
    listed = before[-int(quantity.value) :]
    gaps = (Span(a.span.end, b.span.start) for a, b in pairwise(listed) if a.span.end < b.span.start)
    return all(len(gap) <= 14 and _LISTED.search(shadow, gap.start, gap.end) for gap in gaps)
