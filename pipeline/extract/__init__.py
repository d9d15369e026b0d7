"""Everything that says something about the world is said here, as drafts on the clean text, signed by its extractor."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.records.annotated import Annotated
    from pipeline.records.claim import Draft


def extract(annotated: Annotated) -> list[Draft]:
    """Drafts of all extractors over one annotated document, in the order of the text."""
    from pipeline.extract.every import extract_all

    return extract_all(annotated)
