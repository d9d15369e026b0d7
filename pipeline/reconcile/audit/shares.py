"""Shares against the part and the whole that they speak of, and against the whole that part and share imply together.

The part is the number right before (251对，约占…), the numbers of the list right before (…共占所有…的57%), the numbers named in the
same order (各有5份和2份，分别占…), or the one that the document states elsewhere for the places named. The whole is the one that the
words behind 占 name. Where either cannot be told, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pipeline.reconcile.audit.entries import Entry, sentences
from pipeline.reconcile.audit.parts import Part, parts_of
from pipeline.reconcile.audit.rounding import HUNDRED, Verdict, implied_whole, judge_share, rounded
from pipeline.reconcile.audit.say import claims_of, finding, written
from pipeline.reconcile.audit.wholes import Wholes
from pipeline.records.claim import Claim, Measure
from pipeline.records.finding import Finding, FindingKind, Severity


@dataclass(frozen=True, slots=True)
class Implied:
    """A share whose whole is named but not stated for its day."""

    part: Part
    share: Entry
    named: frozenset[str]


def share_findings(entries: Sequence[Entry]) -> Iterator[Finding]:
    """The shares of one document that part and whole do not give."""
    wholes, implied = Wholes.of(entries), list[Implied]()
    seen: list[Entry] = []
    for sentence in sentences(entries):
        seen += sentence
        if not any(e.body.measure is Measure.SHARE for e in sentence):
            continue
        for part in parts_of(sentence, entries):
            candidates = wholes.behind(part, seen)
            if candidates:
                yield from _judged(part, candidates)
            elif part.is_near and (named := wholes.named(part)):
                implied.append(Implied(part, part.share, named))
    yield from _implied(implied, wholes)


def _judged(part: Part, wholes: Sequence[Entry]) -> Iterator[Finding]:
    """The share of the part in the whole; one of several wholes is enough."""
    fitting = [w for w in wholes if w.stated.allows.low > 0]
    verdicts = [judge_share(part.range, w.stated.allows, part.share.stated) for w in fitting]
    if not verdicts or Verdict.RIGHT in verdicts:
        return
    slight = [n for n, v in enumerate(verdicts) if v in (Verdict.CUT, Verdict.UP)]
    at = slight[0] if slight else 0
    whole, verdict = fitting[at], verdicts[at]
    words, claims = _words(part, whole), claims_of([*part.numbers, whole, part.share])
    if verdict is Verdict.WRONG and not part.is_near:
        if part.share.body.time == whole.body.time:
            yield finding(FindingKind.SHARE, Severity.GAP, "share.other_part", claims, **words)
    else:
        yield finding(FindingKind.SHARE, Severity.CONTRADICTION, f"share.{verdict.value}", claims, **words)


def _words(part: Part, whole: Entry) -> dict[str, object]:
    share = part.share.stated
    exact = HUNDRED * part.value / whole.stated.value
    words: dict[str, object] = {"part": written(part.value), "whole": written(whole.stated.value)}
    words |= {"share": written(round(exact, 2)), "stated": stated_share(part.share), "time": whole.body.time or "?"}
    words |= {"rounded": _fixed(rounded(exact, share.digit), share.digit), "subject": part.subject}
    if part.is_near:
        made = implied_whole(part.range, share)
        low, high = (made.low, made.high) if made else (Fraction(0), Fraction(0))
    else:
        allowed = whole.stated.allows
        low, high = share.allows.low * allowed.low / HUNDRED, share.allows.high * allowed.high / HUNDRED
    return words | {"low": written(round(low)), "high": written(round(high))}


def stated_share(entry: Entry) -> str:
    """The share with the digits that it was written with: 21.0."""
    return _fixed(entry.stated.value, entry.stated.digit)


def _fixed(value: Fraction, digit: Fraction) -> str:
    places = max(0, len(str(digit.denominator)) - 1)
    return f"{float(value):.{places}f}"


def _implied(shares: Sequence[Implied], wholes: Wholes) -> Iterator[Finding]:
    """Shares of one whole that is not stated: each against the others, and against the total of a day nearby."""
    for n, a in enumerate(shares):
        near = wholes.nearby(a.named, a.share)
        if near and judge_share(a.part.range, near.stated.allows, a.share.stated) is not Verdict.RIGHT:
            claims = claims_of([*a.part.numbers, a.share, near])
            words = _words(a.part, near)
            yield finding(FindingKind.SHARE, Severity.CONTRADICTION, "share.implied", claims, **words)
        for b in shares[n + 1 :]:
            if a.named == b.named and a.share.body.time == b.share.body.time:
                yield from _two(a, b)


def _two(a: Implied, b: Implied) -> Iterator[Finding]:
    first, second = implied_whole(a.part.range, a.share.stated), implied_whole(b.part.range, b.share.stated)
    if first is None or second is None or first.meets(second):
        return
    words: dict[str, str] = {}
    for name, one, made in (("a", a, first), ("b", b, second)):
        words |= {name: written(one.part.value), f"{name}_share": stated_share(one.share)}
        words |= {f"{name}_low": written(round(made.low)), f"{name}_high": written(round(made.high))}
    claims: list[Claim] = claims_of([*a.part.numbers, a.share, *b.part.numbers, b.share])
    yield finding(FindingKind.SHARE, Severity.CONTRADICTION, "share.wholes", claims, **words)
