"""How far two readers of the same words agree: the second one's facts held against the first's, and Cohen's kappa on their sentences.

The second reading is judged as a run would be, by the same matching, so that the score of a program can be set beside that of a reader.
What is optional and what is as fair weighs on one side only, that of the gold: so F1 is taken both ways.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import SourceMissing, UsageError
from pipeline.evaluate.goldset import Judged, judge_gold, rates_by
from pipeline.evaluate.goldtext import SECOND, Gold, GoldDocument, read_gold_folder
from pipeline.evaluate.judge import KINDS
from pipeline.evaluate.match import Text, overlap
from pipeline.evaluate.score import Rates

LABELS = {"pair": "relation", "count": "measure", "activity": "category"}
READINGS = ("unit", "date", "time")  # fields that may hold a list of readings as fair
Unit = tuple[bool, bool]


@dataclass(frozen=True, slots=True)
class Kappa:
    """Two readers' labels of the same things: how many, the share that is equal, and Cohen's kappa (None where chance explains all)."""

    of: int
    equal: float
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two readings compared. Rates by type, the second judged by the first and the other way round; kappas by name; the listing."""

    documents: int
    sentences: int
    second_by_first: Mapping[str, Rates]
    first_by_second: Mapping[str, Rates]
    on_sentences: Mapping[str, Kappa]  # pair, count, activity; `empty`: nothing is to be read there
    on_labels: Mapping[str, Kappa]  # of facts that both have: relation, measure, category
    judged: tuple[Judged, ...]


def cohen_kappa(labels: Iterable[tuple[object, object]]) -> Kappa:
    """Agreement beyond chance (Cohen 1960, A coefficient of agreement for nominal scales). Raises `UsageError` without labels."""
    pairs = Counter(labels)
    total = sum(pairs.values())
    if not total:
        raise UsageError("nothing to compare two readings on")
    equal = sum(n for (a, b), n in pairs.items() if a == b) / total
    ours, theirs = Counter[object](), Counter[object]()
    for (a, b), n in pairs.items():
        ours[a] += n
        theirs[b] += n
    chance = sum(ours[label] * theirs[label] for label in ours) / total**2
    return Kappa(total, equal, None if chance == 1 else (equal - chance) / (1 - chance))


def read_both(folder: Path) -> tuple[list[GoldDocument], list[GoldDocument]]:
    """The first and the second reading of what was read twice: the second's files lie in `second/` of the gold folder.

    Raises `SourceMissing` where there is no second reading, `UsageError` for a document the first has not or a quote not in its text.
    """
    if not (folder / SECOND).is_dir():
        raise SourceMissing("the gold folder holds no second reading", document=str(folder / SECOND))
    known = {document.name: document for document in read_gold_folder(folder)}
    second = read_gold_folder(folder / SECOND)
    for document in second:
        if document.name not in known:
            raise UsageError("the first reading has no such document", document=document.name)
        text = Text(known[document.name].text)
        lost = next((quote for quote in document.sentences if not text.find(quote)), None)
        if lost is not None:
            raise UsageError(f"the quote does not stand in the text: {lost[:60]}", document=document.name)
    return [known[document.name] for document in second], second


def agreement(first: Sequence[GoldDocument], second: Sequence[GoldDocument]) -> Agreement:
    """Two readings of the same documents, in the same order. Raises `UsageError` where they are not."""
    if not first or [one.name for one in first] != [one.name for one in second]:
        raise UsageError("two readings must be of the same documents")
    judged = tuple(_held(theirs, ours) for ours, theirs in zip(first, second, strict=True))
    back = [_held(ours, _on(theirs, ours)) for ours, theirs in zip(first, second, strict=True)]
    units = [one for ours, theirs in zip(first, second, strict=True) for one in _units(ours, theirs)]
    kinds = {kind: cohen_kappa(unit[kind] for unit in units) for kind in (*KINDS, "empty")}
    labels = {name: found for kind, name in LABELS.items() if (found := _labels(kind, judged, second))}
    rates = [rates_by(one, lambda _: "all")["all"] for one in (judged, back)]
    return Agreement(len(judged), len(units), rates[0], rates[1], kinds, labels, judged)


def _on(document: GoldDocument, other: GoldDocument) -> GoldDocument:
    """A reading's facts on the text of the other: quotes alone are no document."""
    return GoldDocument(document.name, document.genre, document.date, other.text, document.facts, document.sentences)


def _held(reader: GoldDocument, gold: GoldDocument) -> Judged:
    """A reading judged by another. What its reader held optional counts where gold has it, and is no extra where it has not."""
    claims = [claim for fact in reader.facts if fact["type"] in KINDS for claim in _claims(fact, gold.name)]
    right = {verdict.claim["fact_id"] for verdict in judge_gold(claims, [gold])[0].verdicts if verdict.right}
    kept = [claim for claim in claims if not claim["optional"] or claim["fact_id"] in right]
    return judge_gold(kept, [gold])[0]


def _claims(fact: Gold, document: str) -> Iterator[dict[str, Any]]:
    """A fact as a run would publish it, at each of its places; of several readings the first."""
    said = {name: value[0] if name in READINGS and isinstance(value, list) else value for name, value in fact.items()}
    said |= {"optional": bool(fact.get("optional")), "document": f"{document}.txt", "claim_id": fact["id"]}
    said["fact_id"] = fact["id"]
    if fact["type"] == "activity":
        said["category"] = fact["category"][0]
    yield from ({**said, "quote": quote} for quote in _quotes(fact))


def _units(first: GoldDocument, second: GoldDocument) -> Iterator[dict[str, Unit]]:
    """For each quote of the first reading what either finds there: a firm fact of each type, or that nothing is to be read."""
    text = Text(first.text)
    for quote in first.sentences:
        spans = text.find(quote)
        sides = [_found(document, spans, text) for document in (first, second)]
        yield {kind: (kind in sides[0], kind in sides[1]) for kind in (*KINDS, "empty")}


def _found(document: GoldDocument, spans: list[tuple[int, int]], text: Text) -> set[str]:
    facts = (fact for fact in document.facts if not fact.get("optional"))
    firm = [(fact["type"], quote) for fact in facts for quote in _quotes(fact)]
    empty = [("empty", quote) for quote, _ in document.empty]
    return {kind for kind, quote in (*firm, *empty) if overlap(spans, text.find(quote))}


def _quotes(fact: Gold) -> tuple[str, ...]:
    return fact["quote"], *fact.get("also", [])


def _labels(kind: str, judged: Sequence[Judged], second: Sequence[GoldDocument]) -> Kappa | None:
    """Kappa of the label of the facts that both readings have; of an activity its best category. None without such facts."""
    pairs = []
    for one, reader in zip(judged, second, strict=True):
        ours, theirs = ({f["id"]: f for f in d.facts if f["type"] == kind} for d in (one.document, reader))
        matched = [f for f in one.findings if f.kind == kind and f.what == "matched"]
        pairs += [(_label(ours[str(f.gold)]), _label(theirs[str(f.claim)])) for f in matched]
    return cohen_kappa(pairs) if pairs else None


def _label(fact: Gold) -> str:
    label = fact[LABELS[fact["type"]]]
    return str(label[0] if isinstance(label, list) else label)


def agreement_lines(found: Agreement, listed: int = 0) -> Iterator[str]:
    """The comparison for people: F1 by type, the kappas, then up to `listed` differences of each kind."""
    yield f"{found.documents} documents read twice, {found.sentences} sentences"
    for kind, rates in found.second_by_first.items():
        back = found.first_by_second[kind]
        yield (
            f"{kind:9} first {_count(rates['gold'])} second {_count(back['gold'])} both {_count(rates['hit'])}  "
            f"f1 {_two(rates['f1'])} (the other way {_two(back['f1'])})  "
            f"strict f1 {_two(rates['strict_f1'])} ({_two(back['strict_f1'])})"
        )
    yield from (f"sentence has {name:9} {_kappa(value)}" for name, value in found.on_sentences.items())
    yield from (f"of both's, {name:11} {_kappa(value)}" for name, value in found.on_labels.items())
    for what in ("missed", "extra", "matched") if listed else ():
        yield from _differences(found, what, listed)


def _differences(found: Agreement, what: str, listed: int) -> Iterator[str]:
    words = {
        "missed": "the first alone has",
        "extra": "the second alone has",
        "matched": "both have, with another value",
    }
    for kind in KINDS:
        mine = [
            (one.document.name, f) for one in found.judged for f in one.findings if (f.what, f.kind) == (what, kind)
        ]
        mine = [(name, finding) for name, finding in mine if what != "matched" or finding.wrong]
        yield f"\n{words[what]}, {kind}: {len(mine)}"
        for name, finding in mine[:listed]:
            ids = finding.gold or finding.claim
            yield f"  {name} {ids} 「{''.join(finding.quote.split())[:80]}」 {'; '.join(finding.wrong)}".rstrip()


def _kappa(value: Kappa) -> str:
    return f"equal {_two(value.equal)} of {value.of}, kappa {_two(value.kappa)}"


def _two(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _count(value: float | None) -> str:
    return f"{value or 0:.0f}"
