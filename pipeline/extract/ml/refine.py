"""What the models make of the rules' drafts: what they give to each, and what only they have seen."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.ml.activities import ask_happenings, new_happenings
from pipeline.extract.ml.folded import Folds
from pipeline.extract.ml.linear import LinearModel
from pipeline.extract.ml.models import Models
from pipeline.extract.ml.ties import ask_ties, assess_pairs, new_ties
from pipeline.extract.rules.activities.extract import Page
from pipeline.extract.rules.pairs.skeleton import Skeletons
from pipeline.records.claim import Draft


def refine(page: Page, drafts: Sequence[Draft], models: Models, skeletons: Skeletons | None = None) -> list[Draft]:
    """The drafts of the rules with what the models say of them, and the models' own; with no models the drafts as they are."""
    found, folds = list(drafts), Folds(page.document, skeletons)
    if models.tie is not None and models.relation is not None:
        found = _tied(page, found, models.tie, models.relation, folds)
    if models.activity is not None:
        found = _done(page, found, models.activity, models.category, folds)
    return found


def _tied(page: Page, drafts: list[Draft], model: LinearModel, relation: LinearModel, folds: Folds) -> list[Draft]:
    asked = ask_ties(page.document, model, folds)
    given = assess_pairs(drafts, asked)
    assessed = [d.weighed(d.confidence, given[n]) if n in given else d for n, d in enumerate(drafts)]
    return [*assessed, *new_ties(drafts, asked, model, relation)]


def _done(
    page: Page, drafts: list[Draft], model: LinearModel, category: LinearModel | None, folds: Folds
) -> list[Draft]:
    asked = ask_happenings(page, drafts, model, folds)
    given = {id(one.draft): probability for one, probability in asked if one.draft is not None}
    assessed = [d.weighed(d.confidence, given[id(d)]) if id(d) in given else d for d in drafts]
    return [*assessed, *new_happenings(page, asked, model, category)]
