"""What each model adds on the test split: rules alone, the model alone, both. Figures only; no document of it is ever listed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pipeline.evaluate.goldset import rates_by
from pipeline.evaluate.names import amounts
from pipeline.extract.every import rule_drafts
from pipeline.extract.ml.happenings import category_sample
from pipeline.extract.ml.linear import LinearModel
from pipeline.extract.ml.models import Models
from pipeline.extract.ml.refine import refine
from pipeline.extract.rules.activities.extract import open_page
from pipeline.learn.examples import happening_parts, relations
from pipeline.learn.gold import Annotation
from pipeline.learn.numbers import NO_COUNT, number_candidates
from pipeline.learn.verdicts import judge_drafts
from pipeline.records.claim import ActivityBody, CountBody, Draft, PairBody

Figures = dict[str, dict[str, float]]  # by variant (rules, model, both): the name of a figure and its value
SURE = 0.7  # from here on a model's value would stand against the rules'
RATES = ("precision", "recall", "f1", "strict_f1")


def ablations(test: Sequence[Annotation], learned: Models, measure: LinearModel) -> dict[str, Figures]:
    """The figures of each model."""
    tie, activity = (
        Models(tie=learned.tie, relation=learned.relation),
        Models(activity=learned.activity, category=learned.category),
    )
    return {
        "tie": _variants(test, tie, "pair", PairBody),
        "activity": _variants(test, activity, "activity", ActivityBody),
        "relation": {} if learned.relation is None else _relations(test, learned.relation),
        "category": {} if learned.category is None else _shares(_categories(test, learned.category)),
        "measure": _shares(_measures(test, measure)),
    }


def _variants(test: Sequence[Annotation], learned: Models, kind: str, body: type) -> Figures:
    def alone(drafts: list[Draft]) -> list[Draft]:
        return [d for d in drafts if not isinstance(d.body, body)]

    return {
        "rules": _rates(test, kind, lambda one: rule_drafts(one.annotated)),
        "model": _rates(
            test, kind, lambda one: refine(open_page(one.annotated), alone(rule_drafts(one.annotated)), learned)
        ),
        "both": _rates(test, kind, lambda one: refine(open_page(one.annotated), rule_drafts(one.annotated), learned)),
    }


def _rates(test: Sequence[Annotation], kind: str, drafts: Callable[[Annotation], Sequence[Draft]]) -> dict[str, float]:
    judged = [judge_drafts(one, drafts(one))[1] for one in test]
    rates = rates_by(judged, lambda _: "all")["all"][kind]
    return {name: round(float(rates[name] or 0), 3) for name in RATES}


Right = tuple[bool, bool, bool]  # rules, model, both


def _shares(rows: Iterator[Right]) -> Figures:
    found = list(rows)
    names = ("rules", "model", "both")
    return {name: {"right": round(sum(row[at] for row in found) / len(found), 3)} for at, name in enumerate(names)}


def _categories(test: Sequence[Annotation], model: LinearModel) -> Iterator[Right]:
    """Of what was done: is the category one of those that gold takes? Both: the model's where the rules know no word."""
    for one in test:
        for candidate, ruled in happening_parts(one):
            fair = {name for fact in one.over(candidate.span, "activity") for name in fact["category"]}
            if fair:
                own = model.best(category_sample(candidate, ruled.value if ruled else ""))[0]
                yield ruled in fair, own in fair, (ruled or own) in fair


def _relations(test: Sequence[Annotation], model: LinearModel) -> Figures:
    """Of candidate pairs that are tied: is the relation right? The rules are not asked."""
    rows = [model.best(sample)[0] == label for one in test for sample, label in relations(one)]
    return {"model": {"right": round(sum(rows) / len(rows), 3)}}


def _measures(test: Sequence[Annotation], model: LinearModel) -> Iterator[Right]:
    """Of counts that are right: is the measure? Both: the model's where it is surer than `SURE`."""
    for one in test:
        for candidate in number_candidates(one.annotated, rule_drafts(one.annotated)):
            body = candidate.draft.body
            if not isinstance(body, CountBody):
                continue
            own = amounts(body.value, body.unit)
            facts = (f for f in one.over(candidate.draft.span, "count") if own & amounts(f["value"], f.get("unit")))
            if fact := next(facts, None):
                given = dict(zip(model.classes, model.shares([candidate.sample])[0], strict=True))
                name = max((n for n in given if n != NO_COUNT), key=lambda n: given[n])
                both = name if given[name] >= SURE else body.measure.value
                yield body.measure.value == fact["measure"], name == fact["measure"], both == fact["measure"]
