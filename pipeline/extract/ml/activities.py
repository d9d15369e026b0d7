"""The models `activity` and `category`: what they give to the rules' activities, and happenings that only they see, signed `ml.activity`.

The category is the rules' where a word of their lists speaks; where none does, it is the model's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.extract.ml.folded import Folds
from pipeline.extract.ml.happenings import HappeningCandidate, as_event, category_sample, happening_candidates
from pipeline.extract.ml.linear import LinearModel
from pipeline.extract.rules.activities.category import categorise
from pipeline.extract.rules.activities.clauses import Clause
from pipeline.extract.rules.activities.details import anchors, describe, detail_spans
from pipeline.extract.rules.activities.events import Event
from pipeline.extract.rules.activities.extract import Page, date_of, is_international
from pipeline.extract.rules.activities.participants import find_party
from pipeline.extract.rules.activities.story import is_to_come
from pipeline.extract.rules.activities.timing import date_before
from pipeline.extract.rules.activities.when import When
from pipeline.extract.rules.activities.words import lexicon
from pipeline.extract.rules.refs import place_ref
from pipeline.records.claim import ActivityBody, Category, Draft

EXTRACTOR = "ml.activity"
YES = "yes"
Asked = tuple[HappeningCandidate, float]


def ask_happenings(page: Page, drafts: Sequence[Draft], model: LinearModel, folds: Folds) -> list[Asked]:
    """Every candidate with the probability that it tells of something done."""
    found = list(happening_candidates(page.document, drafts, page, folds, told=True))
    return list(zip(found, model.chances([one.sample for one in found], YES), strict=True))


def new_happenings(
    page: Page, asked: Sequence[Asked], model: LinearModel, category: LinearModel | None
) -> Iterator[Draft]:
    """Activities of the parts that no rule drafted."""
    last: tuple[int, When] | None = None
    for one, probability in asked:
        if one.draft is not None or probability < model.accept:
            continue
        event, clauses = as_event(page.document, one, page)
        near = last[1] if last and last[0] >= one.index - page.date_reach else date_before(page.document, one.index)
        when = date_of(page, event, clauses, near, page.document.sentences[one.index], None)
        if is_to_come(when, page.story):
            continue
        draft = _draft(page, one, event, clauses, when, probability, category)
        if draft is not None:
            last = (one.index, when) if when else last
            yield draft


def _draft(
    page: Page,
    one: HappeningCandidate,
    event: Event,
    clauses: list[Clause],
    when: When | None,
    probability: float,
    category: LinearModel | None,
) -> Draft | None:
    document = page.document
    party = find_party(document, one.index, event, clauses, False)
    if not party.all or not is_international(document, one.index, event, party):
        return None
    chosen = categorise(event, lexicon())[0]
    if chosen is None and category is not None:
        chosen = Category(category.best(category_sample(one, ""))[0])
    if chosen is None:
        return None
    spans = detail_spans(document, event)
    details = describe(document, event, party, spans)
    body = ActivityBody(chosen, tuple(map(place_ref, party.all)), when.edtf if when else None, **details)
    fields = anchors(event, party, when, spans)
    return Draft(one.span, body, EXTRACTOR, round(probability, 4), fields, model=probability)
