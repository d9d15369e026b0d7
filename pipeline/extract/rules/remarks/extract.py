"""All remarks of a document, in the order of the text."""

from __future__ import annotations

from operator import attrgetter

from pipeline.extract.rules.remarks.absences import absence_drafts
from pipeline.extract.rules.remarks.periods import period_drafts
from pipeline.records.annotated import Annotated
from pipeline.records.claim import Draft


def extract_remarks(annotated: Annotated) -> list[Draft]:
    """Stages with their years, and ties that are said not to be there."""
    return sorted([*period_drafts(annotated), *absence_drafts(annotated)], key=attrgetter("order"))
