"""Whose number it is: the places of the clause, completed from what was said before.

A count of ties wants a home side and, where the text names one, a partner; a count of something done wants all who took part; a
description wants its subject. What the clause does not name is looked for backwards: clauses of the sentence, counts already
resolved, sentences of the block, the title.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from pipeline.extract.rules.counts.completed import completed, giver
from pipeline.extract.rules.counts.number import Number
from pipeline.extract.rules.counts.sides import Side, Sides
from pipeline.extract.rules.counts.told import Told, narrow
from pipeline.extract.rules.counts.wholes import home_among
from pipeline.extract.rules.counts.words import pattern, says
from pipeline.records.claim import Measure
from pipeline.records.mention import Quantity

_WORLD = re.compile(r"世界各国|世界各地|各国|世界上|全世界|对外|全球")
_LEADING = re.compile(r"^[其中，, 并且还且又也]{0,4}(?:与|和|同|对|跟)")
_EXAMPLES = re.compile(r"(?:包括|如|例如|诸如)[^，。；,;]{2,60}?等")
_TITLED = re.compile(r"(?:城市|港口|港|省|州|岛|都市|经济体)")
_TIED_RANK = re.compile(r"[^，。；,;]{0,3}(?:友城|友好|姐妹|姊妹|结好|缔结)")
_BOTH = re.compile(r"两国|双方|双边|两地|两市|两省|两州")
_PARTS = re.compile(r"两[地市省州县区](?![国])")
_ONE_OF = re.compile(r"[^，。；,;]{1,16}之一")
_THIS = re.compile(r"这|此|由此|从而|因此")
_MONEY = re.compile(r"(?:元|美金|马克|英镑|法郎|卢布)$")  # what a deal or a fair was worth
_SEVERAL = frozenset({"对", "%"})  # units of what two cities have one of, or no share of
_ONLY = re.compile(r"[ ]?(?:约|仅|已|分别)?(?:为|达|是)[到了]?[约近]?[ ]?")
_TOGETHER = re.compile(r"[与和同及、跟]")
_OWN_LEVEL = "本级"
_AT_HOME = re.compile(r"全[市省州县区](?!长)|[我本][市省州县区](?!长)")
_JOINT = re.compile(r"(?:与|和|同|跟)$")
_OPENED = re.compile(r"[(（]$")
_LOOKED_AT = 12  # earlier scopes, nearest first
_TIES = frozenset(
    {Measure.SISTER_PAIRS, Measure.NEW_SISTER_PAIRS, Measure.SISTER_PLACES, Measure.PARTNER_COUNTRIES, Measure.SHARE}
)


def scope_of(number: Number, measure: Measure, told: Told, given: Side | None = None) -> Sides:
    """The places that `number` is about, home side first; `given` is the place that a list (分别) gives it to."""
    scope = _scope(number, measure, told, given)
    kept = narrow(scope, with_countries=measure is Measure.RANK)
    return kept if len(kept) < 2 else tuple(sorted(kept, key=lambda s: not s.is_home))


def _scope(number: Number, measure: Measure, told: Told, given: Side | None) -> Sides:
    owner = given or _owner(number)
    if owner is not None:
        others = (
            (_rank_scope if measure is Measure.RANK else _tie_scope)(number, told) if given and owner.is_home else ()
        )
        partners = tuple(s for s in others if not s.is_home)
        return (owner, *partners) if owner.is_home else _with_home((owner,), number, told)
    if measure is Measure.RANK:
        return _rank_scope(number, told)
    if measure in _TIES:
        return _tie_scope(number, told)
    is_gift = says("given", number.shadow, number.clause.start, number.start)
    is_deed = measure is Measure.ACTIVITY_COUNT or is_gift or _MONEY.search(number.quantity.unit)
    return _deed_scope(number, told) if is_deed else _subject_scope(number, told)


def _owner(number: Number) -> Side | None:
    """丹麦（12对）: the place right before the bracket that holds the number."""
    for side in number.sides:
        if side.span.end < number.start <= side.span.end + 3 and _OPENED.search(
            number.shadow, side.span.end, number.start
        ):
            return side
    return None


def _rank_scope(number: Number, told: Told) -> Sides:
    """Who has the rank and among whom: 越南第二大城市, 全国第三位, 这是某市第37个友城."""
    if (called := _called(number)) is not None:
        return (called,)
    inside = number.inside()
    if number.quantity.unit == "大" and not _TIED_RANK.match(number.shadow, number.end):
        return (
            inside
            if len(narrow(inside, with_countries=True)) > 1
            else _ranked_in(number, inside) or _earlier(number, told)
        )
    if _THIS.match(number.shadow, number.clause.start):
        return (*inside, *told.last_passage())
    if len(inside) == 1:
        return (*inside, *(s for s in _earlier(number, told)[:2] if s.level != "nation"))
    return inside or _earlier(number, told)


def _ranked_in(number: Number, inside: Sides) -> Sides:
    """The country of the rank, and the places of it that the sentence has named so far."""
    so_far = tuple(s for s in number.sides if s.span.end <= number.clause.end and s.level != "nation")
    return tuple(s for s in so_far if s.ref.country == inside[0].ref.country) if inside else so_far


def _called(number: Number) -> Side | None:
    """希腊第二大城市塞萨洛尼基: the place that the rank is put before as its title."""
    match = _TITLED.match(number.shadow, number.end)
    return next((s for s in number.sides if match and s.span.start == match.end()), None)


def _tie_scope(number: Number, told: Told) -> Sides:
    if homes := tuple(s for s in told.opening if s.is_home) if _of_the_whole(number) else ():
        return homes
    own = _own(number) or _compared(number)
    named = tuple(s for s in own if s.level != "nation") or own
    if not named:
        if shared := told.common():
            return shared
        both = _BOTH.search(number.shadow, number.clause.start, number.start)
        return _both(number, told) if both else _earlier_home(number, told)
    if len(named) == 1 and _LEADING.match(number.shadow[number.clause.start : named[0].span.start]):
        return (*named, *_earlier(number, told))
    if any(s.level == "region" for s in named) and all(s.is_home for s in named):
        return (*named, *_partners(number, told))
    if all(s.is_home for s in named) and (after := _with_whom(number)):
        return (*named, *after)
    if not any(s.is_home for s in named) and not _WORLD.search(number.shadow, number.clause.start, number.clause.end):
        home = tuple(s for s in number.before() if s.is_home)
        return (*home[-1:], *named) if home else _with_home(named, number, told)
    return named


def _of_the_whole(number: Number) -> bool:
    """The sum of a list, or what is set apart from the parts (市本级): of the place in the title."""
    return number.is_sum or number.shadow.find(_OWN_LEVEL, number.passage.span.start, number.start) >= 0


def _compared(number: Number) -> Sides:
    """亚洲最多，为七成: a clause that has only the number goes on with the one before."""
    if not _ONLY.fullmatch(number.shadow, number.clause.start, number.start):
        return ()
    cuts = number.passage.cuts(number.shadow)
    before = number.passage.clause(cuts, number.clause.start - 1) if number.clause.start - 1 in cuts else None
    return tuple(s for s in number.sides if before and before.covers(s.span) and s.level != "nation")


def _with_whom(number: Number) -> Sides:
    """27个省份同拉美结有友城: the partner between the number and the verb."""
    abroad = (
        s for s in number.sides if number.end <= s.span.start and s.span.end <= number.clause.end and not s.is_home
    )
    return tuple(s for s in abroad if _JOINT.search(number.shadow, number.end, s.span.start))[:1]


def _own(number: Number) -> Sides:
    """Sides of the clause up to the number, without the whole of a share; a region may stand after it (六成位于东部地区)."""
    wholes = list(pattern("whole").finditer(number.shadow, number.clause.start, number.start))
    if wholes:
        return _outside(number, tuple(s for s in number.before() if s.span.end <= wholes[-1].start()))
    start = _item_start(number)
    own = tuple(s for s in number.sides if start <= s.span.start < number.start)
    after = tuple(s for s in number.sides if number.start < s.span.start and s.span.end <= number.clause.end)
    if number.quantity.unit == "%" or not any(s.level == "region" for s in own):
        own += tuple(s for s in after if s.level == "region")
    return own or tuple(s for s in after if s.span.start - number.end < 6)


def _outside(number: Number, sides: Sides) -> Sides:
    """The sides without the whole that stands before its verb: 在全国总数中占七成."""
    whole = pattern("whole_before").search(number.shadow, number.clause.start, number.start)
    return tuple(s for s in sides if not (whole and whole.start() <= s.span.start < whole.end()))


def _item_start(number: Number) -> int:
    """日本90对、美国80对: each number has the places that stand between it and the number before."""
    start, unit = number.clause.start, number.quantity.unit
    quantities = number.passage.quantities
    at = bisect_left(quantities, number.start, key=_start)
    while at and _start(quantities[at - 1]) >= start:
        at -= 1
        if quantities[at].unit == unit and (end := quantities[at].span.end) <= number.start:
            return end if any(end <= s.span.start < number.start for s in number.sides) else start
    return start


def _start(quantity: Quantity) -> int:
    return quantity.span.start


def _with_home(named: Sides, number: Number, told: Told) -> Sides:
    """The partner with the home side that was named last."""
    if len({s.ref.country for s in named}) > 1:
        return named
    earlier = told.backwards(number, title_first=all(s.is_wide for s in named))
    homes = tuple(s for s in home_among(islice(earlier, _LOOKED_AT)) if s.is_home)
    return (*homes[-1:], *named)


def _fitting(number: Number, told: Told, *, from_passage: bool = False) -> Iterator[Sides]:
    """What was said before, without what has no such number: two cities make one pair, never fourteen."""
    several = number.quantity.value > 1 and (number.quantity.unit in _SEVERAL or _counts_ties(number))
    return (s for s in told.backwards(number, from_passage=from_passage) if not (several and _is_one_pair(s)))


def _counts_ties(number: Number) -> bool:
    """19个友好城市: two cities have one."""
    return number.quantity.unit == "个" and pattern("tie_noun").match(number.shadow, number.end) is not None


def _is_one_pair(sides: Sides) -> bool:
    parts = [s for s in sides if not s.is_wide and s.level != "region"]
    return len(parts) == len(sides) and {s.is_home for s in sides} == {True, False}


def _both(number: Number, told: Told, *, from_passage: bool = False) -> Sides:
    """两国, 双方: the last two that were named together, one of them at home."""
    first: Sides = ()
    for sides in _fitting(number, told, from_passage=from_passage):
        if len(sides) == 2 and sum(s.is_home for s in sides) == 1:
            return sides
        first = first or sides
    return first


def _partners(number: Number, told: Told) -> Sides:
    """The foreign sides of the count before, else of the clauses before in this sentence."""
    for _, scope in reversed(told.counts):
        if partners := tuple(s for s in scope if not s.is_home):
            return partners
    return tuple(s for s in number.sides if not s.is_home and s.span.end <= number.clause.start)


def _earlier(number: Number, told: Told, *, from_passage: bool = False) -> Sides:
    return next(_fitting(number, told, from_passage=from_passage), ())


def _earlier_home(number: Number, told: Told) -> Sides:
    """What was named last with a home side among it; without any, what was named last."""
    fitting = list(islice(_fitting(number, told), _LOOKED_AT))
    return home_among(fitting) or next(iter(fitting), ())


def _deed_scope(number: Number, told: Told) -> Sides:
    """All who are named in the sentence, examples aside; the home side from before where the sentence names none."""
    start, end = number.passage.span.start, number.passage.span.end
    named = tuple(s for s in number.sides if s.level != "nation")
    examples = list(_EXAMPLES.finditer(number.shadow, start, end))
    plain = tuple(s for s in named if not any(m.start() <= s.span.start < m.end() for m in examples))
    named = plain or named
    if named and all(s.blended for s in named) and _PARTS.search(number.shadow, start, number.start):
        named = ()  # 两市合办中俄文化周: the countries are in the name of what was done
    if not named:
        both = _BOTH.search(number.shadow, start, number.start)
        found = (_both if both else _earlier)(number, told, from_passage=True)
        found = completed(found, number, told)
        at_home = tuple(s for s in found if s.is_home) if _AT_HOME.search(number.shadow, start, number.start) else ()
        return at_home or found
    if any(s.is_home for s in named):
        return (*named, *giver(named, number, told))
    homes = (tuple(s for s in sides if s.is_home) for sides in told.backwards(number, from_passage=True))
    return (*next(filter(None, homes), ()), *named)


def _subject_scope(number: Number, told: Told) -> Sides:
    """The sides of the clause, else the subject of the sentence, else of the sentences before."""
    own = number.before()
    if own and _ONE_OF.match(number.shadow, number.end):
        return own[-1:]
    if own:
        return tuple(s for s in own if s.level != "nation") or own
    if _BOTH.search(number.shadow, number.passage.span.start, number.start):
        return _both(number, told)
    first = tuple(s for s in number.sides if s.span.start < number.clause.start)
    first = tuple(s for s in first if s.blended) if first and first[0].blended else _joined(number, first)
    return first or completed(_earlier(number, told, from_passage=True), number, told) or number.sides[:2]


def _joined(number: Number, sides: Sides) -> Sides:
    """The subject: 广西与谅山山水相连, the first side with the one that is joined to it."""
    if len(sides) > 1 and _TOGETHER.fullmatch(number.shadow, sides[0].span.end, sides[1].span.start):
        return sides[:2]
    return sides[:1]
