"""Examples for each model: the candidates of gold documents with the class that gold gives them.

A candidate is judged where it stands: a fact counts for it if its quote shares words with the sentence or part, and its sides or
value agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pipeline.evaluate.names import Spellings, amounts, even, same_place, spellings
from pipeline.extract.every import rule_drafts
from pipeline.extract.ml import happenings, tiecandidates
from pipeline.extract.ml.activities import YES
from pipeline.extract.ml.folded import Folds
from pipeline.extract.ml.happenings import HappeningCandidate, as_event, category_sample, happening_candidates
from pipeline.extract.ml.linear import Zone
from pipeline.extract.ml.ties import NONE, TIED
from pipeline.extract.rules.activities.category import categorise
from pipeline.extract.rules.activities.extract import open_page
from pipeline.extract.rules.activities.words import lexicon
from pipeline.learn.fit import Examples
from pipeline.learn.gold import Annotation
from pipeline.learn.numbers import NO_COUNT, number_candidates
from pipeline.learn.numbers import ZONES as NUMBER_ZONES
from pipeline.records.claim import ActivityBody, Category, CountBody
from pipeline.records.mention import PlaceMention

NO = "no"
Labelled = tuple[Sequence[str], str]
MAKERS: dict[str, tuple[tuple[Zone, ...], Callable[[Annotation], Iterator[Labelled]]]] = {}


def examples(name: str, annotations: Sequence[Annotation]) -> Examples:
    """The examples of a model over gold documents, each with its document as group."""
    found = [(sample, label, one.document.name) for one in annotations for sample, label in MAKERS[name][1](one)]
    samples, labels, groups = zip(*found, strict=True)
    return Examples(samples, labels, groups)


def ties(one: Annotation) -> Iterator[Labelled]:
    """Candidate pairs: tied or not."""
    return ((sample, TIED if relation else NONE) for sample, relation in _related(one))


def relations(one: Annotation) -> Iterator[Labelled]:
    """Candidate pairs that are tied, with how."""
    return ((sample, relation) for sample, relation in _related(one) if relation)


def _related(one: Annotation) -> Iterator[tuple[Sequence[str], str | None]]:
    for candidate in tiecandidates.tie_candidates(one.annotated, Folds(one.annotated)):
        sides = _spellings(candidate.chinese), _spellings(candidate.foreign)
        found = (
            str(fact["relation"])
            for fact in one.over(candidate.sentence.span, "pair")
            if same_place(sides[0], spellings(fact["a"])) and same_place(sides[1], spellings(fact["b"]))
        )
        yield candidate.sample, next(found, None)


def _spellings(place: PlaceMention) -> Spellings:
    core = place.text[place.core.start - place.span.start :]
    return frozenset(even(name) for name in (place.name, place.text, core))


def happening_parts(one: Annotation) -> Iterator[tuple[HappeningCandidate, Category | None]]:
    """Parts of sentences, each with the category that the rules give it."""
    page, folds = open_page(one.annotated), Folds(one.annotated)
    for candidate in happening_candidates(one.annotated, rule_drafts(one.annotated, page), page, folds):
        body = candidate.draft.body if candidate.draft else None
        told = body.category if isinstance(body, ActivityBody) else None
        yield candidate, told or categorise(as_event(one.annotated, candidate, page)[0], lexicon())[0]


def activities(one: Annotation) -> Iterator[Labelled]:
    """Parts of sentences: something done, or not."""
    for candidate, _ in happening_parts(one):
        yield candidate.sample, YES if any(one.over(candidate.span, "activity")) else NO


def categories(one: Annotation) -> Iterator[Labelled]:
    """Parts that tell of something done, with the best category."""
    for candidate, ruled in happening_parts(one):
        fact = next(one.over(candidate.span, "activity"), None)
        if fact is not None:
            yield category_sample(candidate, ruled.value if ruled else ""), str(fact["category"][0])


def measures(one: Annotation) -> Iterator[Labelled]:
    """Counts of the rules with their measure, or none."""
    for candidate in number_candidates(one.annotated, rule_drafts(one.annotated)):
        body = candidate.draft.body
        if isinstance(body, CountBody):
            own = amounts(body.value, body.unit)
            facts = one.over(candidate.draft.span, "count")
            fact = next((f for f in facts if own & amounts(f["value"], f.get("unit"))), None)
            yield candidate.sample, str(fact["measure"]) if fact else NO_COUNT


MAKERS.update(
    tie=(tiecandidates.ZONES, ties),
    relation=(tiecandidates.ZONES, relations),
    activity=(happenings.ZONES, activities),
    category=(happenings.CATEGORY_ZONES, categories),
    measure=(NUMBER_ZONES, measures),
)
