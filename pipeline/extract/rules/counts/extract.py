"""All counts of a document: those of running text and those of tables, repeated stocks brought into line."""

from __future__ import annotations

from operator import attrgetter

from pipeline.extract.rules.counts.echo import with_echoes
from pipeline.extract.rules.counts.naming import naming_of
from pipeline.extract.rules.counts.running import text_drafts
from pipeline.extract.rules.counts.tables import table_drafts
from pipeline.records.annotated import Annotated
from pipeline.records.claim import Draft


def extract_counts(annotated: Annotated) -> list[Draft]:
    """The counts of a document in the order of their quotes."""
    naming = naming_of(annotated)
    drafts = [*text_drafts(annotated, naming), *table_drafts(annotated, naming)]
    return with_echoes(sorted(drafts, key=attrgetter("order")))
