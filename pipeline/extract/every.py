"""All extractors over one annotated document."""

from __future__ import annotations

from pipeline.extract.rules.activities import extract_activities
from pipeline.extract.rules.bibliography import extract_document
from pipeline.extract.rules.counts import extract_counts
from pipeline.extract.rules.pairs import extract_pairs
from pipeline.extract.rules.remarks import extract_remarks
from pipeline.extract.rules.statements import extract_statements
from pipeline.records.annotated import Annotated
from pipeline.records.claim import Draft


def extract_all(annotated: Annotated) -> list[Draft]:
    """Drafts of all extractors, in the order of the text."""
    pairs = extract_pairs(annotated)
    drafts = [
        *extract_document(annotated),
        *pairs,
        *extract_counts(annotated),
        *extract_activities(annotated),
        *extract_remarks(annotated),
        *extract_statements(annotated, pairs),
    ]
    return sorted(drafts, key=lambda draft: (draft.span, draft.extractor))
