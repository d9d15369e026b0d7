"""All extractors over one annotated document."""

from __future__ import annotations

from pipeline.extract.rules.activities import extract_activities
from pipeline.extract.rules.bibliography import extract_document
from pipeline.extract.rules.counts import extract_counts
from pipeline.extract.rules.pairs import extract_pairs
from pipeline.extract.rules.remarks import extract_remarks
from pipeline.records.annotated import Annotated
from pipeline.records.claim import Draft


def extract_all(annotated: Annotated) -> list[Draft]:
    """Drafts of all extractors, in the order of the text."""
    drafts = [
        *extract_document(annotated),
        *extract_pairs(annotated),
        *extract_counts(annotated),
        *extract_activities(annotated),
        *extract_remarks(annotated),
    ]
    return sorted(drafts, key=lambda draft: (draft.span, draft.extractor))
