"""One document's claims against its gold facts: which fact answers which, what is missed, what is too much, what is right of it.

Claims are put together to facts first. A fact takes one gold fact at most. What takes none is an extra, unless it repeats one that
was taken; another reading of the same words is an extra too, so that hedging wins nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.evaluate.match import Answer, Text, answer, answers, near, overlap
from pipeline.evaluate.names import joined, listed, number_of, same_time, scope_f1

KINDS = ("pair", "count", "activity")
ENOUGH = 0.8  # F1 of a scope that strict scoring takes for right
Gold = dict[str, Any]
Facts = dict[tuple[Any, ...], list[Answer]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the listing: matched, missed, extra, or right but for a value."""

    what: str  # matched, missed, extra
    kind: str
    gold: str | None
    claim: str | None
    quote: str
    wrong: tuple[str, ...] = ()  # the values of a matched fact that are not right


@dataclass(frozen=True, slots=True)
class Verdict:
    """One claim judged: right, wrong, or None where gold does not decide (optional, or the making of a pair told as an agreement)."""

    kind: str
    claim: dict[str, Any]
    right: bool | None
    wrong: tuple[str, ...] = ()  # of a right claim: the names of the fields that are not


@dataclass(slots=True)
class Tally:
    """Sums of one type; rates are made of them when all documents are in."""

    gold: int = 0
    hit: int = 0
    extra: int = 0
    claims: int = 0
    grounded: int = 0
    dated: int = 0
    strict: int = 0
    right: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def add(self, other: Tally) -> None:
        """Add another document's sums."""
        for name in ("gold", "hit", "extra", "claims", "grounded", "dated", "strict"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name, value in other.right.items():
            self.right[name] += value


def judge_document(
    claims: Sequence[dict[str, Any]], golds: Sequence[Gold], source: str
) -> tuple[dict[str, Tally], list[Finding]]:
    """Sums by type, and the listing."""
    text, findings = Text(source), list[Finding]()
    tallies = {kind: Tally() for kind in KINDS}
    for desk in _desks(claims, golds, text, tallies, findings):
        desk.judge(desk.kind in _whole(golds))
    return tallies, findings


def verdicts(claims: Sequence[dict[str, Any]], golds: Sequence[Gold], source: str) -> list[Verdict]:
    """Every published claim of one document judged on its own, in the order of types and of the claims' facts."""
    text, findings = Text(source), list[Finding]()
    desks = _desks(claims, golds, text, {kind: Tally() for kind in KINDS}, findings)
    return [verdict for desk in desks for verdict in desk.verdicts(desk.kind in _whole(golds))]


def _whole(golds: Sequence[Gold]) -> Sequence[str]:
    """The types that were annotated whole."""
    return next((g["scored"] for g in golds if g["type"] == "document" and "scored" in g), KINDS)


def _desks(
    claims: Sequence[dict[str, Any]],
    golds: Sequence[Gold],
    text: Text,
    tallies: dict[str, Tally],
    findings: list[Finding],
) -> Iterator[_Desk]:
    given = [answer(claim, text, n) for n, claim in enumerate(claims)]
    for kind in KINDS:
        mine = [a for a in given if a.says["type"] == kind]
        tallies[kind].claims, tallies[kind].grounded = len(mine), sum(a.grounded for a in mine)
        yield _Desk(kind, golds, _facts(kind, mine), text, tallies[kind], findings)


def _facts(kind: str, given: Sequence[Answer]) -> Facts:
    """Claims by the fact they support: pairs by names and relation, others by fact id and what they say."""
    facts: Facts = defaultdict(list)
    for a in given:
        says = a.says
        if kind == "pair":
            key: tuple[Any, ...] = (*joined([says.get("a"), says.get("b")]), says.get("relation"))
        elif kind == "count":
            key = (says.get("fact_id") or a.number, number_of(says.get("value")), str(says.get("unit")))
        else:
            key = (says.get("fact_id") or a.number, says.get("category"))
        facts[key].append(a)
    return dict(facts)


def _surest(group: Sequence[Answer]) -> Answer:
    return max(group, key=lambda a: a.confidence)


def _reading(a: Answer) -> tuple[Any, ...]:
    """What a count or activity says beyond its value or category."""
    says = a.says
    places = joined(says.get("scope") or says.get("participants") or [])
    return says.get("measure"), says.get("time") or says.get("date"), places


class _Desk:
    """The judgement of one type in one document."""

    def __init__(
        self, kind: str, golds: Sequence[Gold], facts: Facts, text: Text, tally: Tally, findings: list[Finding]
    ) -> None:
        self.kind, self.golds, self.facts, self.text = kind, golds, facts, text
        self.of_kind = [g for g in golds if g["type"] == kind]
        self.tally, self.findings = tally, findings

    def judge(self, whole: bool) -> None:
        """Fill in the sums; extras count only where the type was annotated whole."""
        wanted = [g for g in self.of_kind if not g.get("optional")]
        taken = self._take(wanted)
        self.tally.gold, self.tally.hit = len(wanted), len(taken)
        for gold in wanted:
            if gold["id"] in taken:
                self._judge_match(gold, taken[gold["id"]])
            else:
                self.findings.append(Finding("missed", self.kind, gold["id"], None, gold["quote"]))
        if whole:
            self._judge_extras(set(taken.values()))

    def verdicts(self, whole: bool) -> Iterator[Verdict]:
        """Each claim judged: those of a fact that gold has are right, an extra is wrong where the type was annotated whole."""
        wanted = [g for g in self.of_kind if not g.get("optional")]
        taken = self._take(wanted)
        golds = {key: gold for gold in wanted if (key := taken.get(gold["id"]))}
        for key, group in self.facts.items():
            gold = golds.get(key)
            known = whole and not self._repeats(key, group, set(golds)) and not self._signs_a_pair(group)
            for a in group:
                right = True if gold else (False if known else None)
                yield Verdict(self.kind, a.says, right, tuple(self._amiss([a], gold)) if gold else ())

    def _amiss(self, same: Sequence[Answer], gold: Gold) -> list[str]:
        """Names of the fields of a right claim that are not what gold has."""
        judged = _Desk(self.kind, self.golds, {}, self.text, Tally(), [])
        wrong = (judged._pair if self.kind == "pair" else judged._other)(same, gold)[1]
        return [words.partition(":")[0] for words in wrong]

    def _take(self, wanted: Sequence[Gold]) -> dict[str, tuple[Any, ...]]:
        """Which fact each gold fact gets; for pairs those of the same relation choose first."""
        taken: dict[str, tuple[Any, ...]] = {}
        for exact in (True, False) if self.kind == "pair" else (False,):
            for gold in wanted:
                free = (key for key in self.facts if key not in taken.values())
                fits = (key for key in free if not exact or key[-1] == gold["relation"])
                if gold["id"] not in taken and (key := next((k for k in fits if self._fits(k, gold)), None)):
                    taken[gold["id"]] = key
        return taken

    def _fits(self, key: tuple[Any, ...], gold: Gold) -> bool:
        return any(answers(self.kind, a, gold, self.text) for a in self.facts[key])

    def _judge_match(self, gold: Gold, key: tuple[Any, ...]) -> None:
        same = [a for a in self.facts[key] if answers(self.kind, a, gold, self.text)]
        best, wrong = self._pair(same, gold) if self.kind == "pair" else self._other(same, gold)
        self.tally.strict += not wrong
        self.findings.append(
            Finding(
                "matched", self.kind, gold["id"], best.says.get("claim_id"), best.says.get("quote") or "", tuple(wrong)
            )
        )

    def _pair(self, same: Sequence[Answer], gold: Gold) -> tuple[Answer, list[str]]:
        best = max(same, key=lambda a: (bool(a.says.get("date")), a.confidence))
        mine, dates = best.says.get("date") or None, gold.get("date")
        fair = dates if isinstance(dates, list) else [dates]
        tie, date = best.says.get("relation") == gold["relation"], mine in fair
        self.tally.right["relation"] += tie
        if fair != [None]:
            self.tally.dated += 1
            self.tally.right["date"] += date
        values = (("relation", tie), (f"date: {mine} for {dates}", date))
        return best, [name for name, right in values if not right]

    def _other(self, same: Sequence[Answer], gold: Gold) -> tuple[Answer, list[str]]:
        best, when = _surest(same), "time" if self.kind == "count" else "date"
        says, fair = best.says, [gold.get("scope") or gold.get("participants"), *gold.get("or_scope", [])]
        scope = max(scope_f1(says.get("scope") or says.get("participants"), one) for one in fair)
        time = same_time(says.get(when), gold.get(when))
        measure = self.kind != "count" or says.get("measure") == gold["measure"]
        for name, value in (("scope", scope), ("time", time), ("measure", measure)):
            self.tally.right[name] += value
        values = (
            (f"measure: {says.get('measure')} for {gold.get('measure')}", measure),
            (f"scope: {listed(says.get('scope') or says.get('participants'))} for {listed(fair[0])}", scope >= ENOUGH),
            (f"{when}: {says.get(when)} for {gold.get(when)}", time),
        )
        return best, [name for name, right in values if not right]

    def _judge_extras(self, taken: set[tuple[Any, ...]]) -> None:
        for key, group in self.facts.items():
            if key in taken or self._repeats(key, group, taken) or self._signs_a_pair(group):
                continue
            self.tally.extra += 1
            first = group[0].says
            self.findings.append(Finding("extra", self.kind, None, first.get("claim_id"), first.get("quote") or ""))

    def _repeats(self, key: tuple[Any, ...], group: Sequence[Answer], taken: set[tuple[Any, ...]]) -> bool:
        """Does the fact say again what gold has? Not so with another relation, or another reading of words that were taken."""
        known = [g for g in self.of_kind if self._fits(key, g)]
        if self.kind == "pair":
            return any(g.get("optional") or g["relation"] == key[-1] for g in known)
        return bool(known) and (any(g.get("optional") for g in known) or not self._hedges(group, known, taken))

    def _hedges(self, group: Sequence[Answer], known: Sequence[Gold], taken: set[tuple[Any, ...]]) -> bool:
        mine = _surest(group)
        return any(
            overlap(mine.spans, rival.spans)
            and _reading(rival) != _reading(mine)
            and any(answers(self.kind, rival, g, self.text) for g in known)
            for rival in (_surest(self.facts[key]) for key in taken)
        )

    def _signs_a_pair(self, group: Sequence[Answer]) -> bool:
        """The making of a tie that gold has as a pair may be called an agreement too."""
        if self.kind != "activity" or group[0].says.get("category") != "agreement":
            return False
        return any(g["type"] == "pair" and near(a, g, self.text) for a in group for g in self.golds)
