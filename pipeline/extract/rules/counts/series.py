"""Numbers in a row: 甲和乙分别有22对和19对, 选择“甲”或“乙”的各有5份和2份, 甲和乙各有1份."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.rules.counts.measure import Counted
from pipeline.extract.rules.counts.number import Number
from pipeline.extract.rules.counts.sides import Side
from pipeline.records.claim import Measure

_EACH = re.compile(r"各(?:有|占|为|派|获)?[ ]?(?:问卷总数的|总数的)?[ ]?$")
_ANSWER = re.compile(r"“([^”“]{1,40})”")
_RESPECTIVELY = re.compile(r"分别")
_JOINED = re.compile(r"[ ]?(?:和|、|及|与|以及)[ ]?")
_ANSWERED = (Measure.SURVEY, Measure.SHARE)


def respective(number: Number, numbers: Sequence[Number]) -> Side | None:
    """The n-th of the places before 分别 for the n-th of the numbers after it; None where they do not go together."""
    word = _RESPECTIVELY.search(number.shadow, number.passage.span.start, number.start)
    if word is None or len(run := _run(number, numbers)) < 2:
        return None
    chain = [s for s in number.sides if s.span.end <= word.start()][-len(run) :]
    if len(chain) != len(run) or word.start() - chain[-1].span.end > 8:
        return None
    return chain[_place(number, run)]


def items(number: Number, numbers: Sequence[Number], thing: Counted) -> list[str]:
    """The thing counted; several where one number is given for each of several answers."""
    if thing.measure not in _ANSWERED:
        return [thing.item]
    answers = _answers(number)
    run = _run(number, numbers)
    if len(run) > 1 and len(run) == len(answers):
        return [answers[_place(number, run)]]
    if len(run) == 1 and len(answers) > 1 and _EACH.search(number.shadow, max(0, number.start - 10), number.start):
        return answers
    return ["、".join(answers)] if answers else [thing.item]


def _place(number: Number, numbers: Sequence[Number]) -> int:
    return next(n for n, other in enumerate(numbers) if other is number)


def _run(number: Number, numbers: Sequence[Number]) -> list[Number]:
    """The numbers of one unit that are joined to this one by 和 or 、."""
    first = last = _place(number, numbers)
    while first > 0 and _is_joined(numbers[first - 1], numbers[first]):
        first -= 1
    while last + 1 < len(numbers) and _is_joined(numbers[last], numbers[last + 1]):
        last += 1
    return list(numbers[first : last + 1])


def _is_joined(a: Number, b: Number) -> bool:
    return a.quantity.unit == b.quantity.unit and _JOINED.fullmatch(a.shadow, a.end, b.start) is not None


def _answers(number: Number) -> list[str]:
    """The quoted answers nearest before the number that are joined to each other, else the one after it (42份选择了“…”)."""
    shadow, start = number.shadow, number.passage.span.start
    found = list(_ANSWER.finditer(shadow, max(start, shadow.rfind(";", start, number.start)), number.start))
    if not found:
        after = _ANSWER.search(shadow, number.end, min(number.passage.span.end, number.end + 24))
        return [after[1]] if after else []
    chain = [found[-1]]
    for match in reversed(found[:-1]):
        if chain[0].start() - match.end() > 2:
            break
        chain.insert(0, match)
    return [m[1] for m in chain]
