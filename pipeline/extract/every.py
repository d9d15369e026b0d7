"""All extractors over one annotated document."""

from __future__ import annotations

from operator import attrgetter

from pipeline.extract.ml.calibrated import Scales, calibrate, scales
from pipeline.extract.ml.models import Models, models
from pipeline.extract.ml.refine import refine
from pipeline.extract.rules.activities.extract import Page, extract_activities, open_page
from pipeline.extract.rules.bibliography import extract_document
from pipeline.extract.rules.counts import extract_counts
from pipeline.extract.rules.pairs import extract_pairs
from pipeline.extract.rules.pairs.skeleton import Skeletons
from pipeline.extract.rules.remarks import extract_remarks
from pipeline.extract.rules.statements import extract_statements
from pipeline.records.annotated import Annotated
from pipeline.records.claim import Draft


def extract_all(annotated: Annotated, learned: Models | None = None, by_type: Scales | None = None) -> list[Draft]:
    """Drafts of all extractors in the order of the text, their confidence calibrated.

    `learned` and `by_type` are other models and scales than those that are kept.
    """
    by_type = scales() if by_type is None else by_type
    page, skeletons = open_page(annotated), Skeletons(annotated)
    ruled = rule_drafts(annotated, page, skeletons)
    drafts = refine(page, ruled, models() if learned is None else learned, skeletons)
    return sorted((calibrate(d, by_type) for d in drafts), key=attrgetter("order"))


def rule_drafts(annotated: Annotated, page: Page | None = None, skeletons: Skeletons | None = None) -> list[Draft]:
    """Drafts of the rules alone; `page` and `skeletons` where they were made already."""
    pairs = extract_pairs(annotated, skeletons)
    return [
        *extract_document(annotated),
        *pairs,
        *extract_counts(annotated),
        *extract_activities(annotated, page),
        *extract_remarks(annotated),
        *extract_statements(annotated, pairs),
    ]
