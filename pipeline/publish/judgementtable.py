"""The table of what reviewers decided, as it stands to this run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple

from pipeline.publish.facttables import Row
from pipeline.records.judgement import JudgementLine

COLUMNS = "judgement_id state verdict field value by why at claim_id fact_id became document document_digest type quote because"


def judgement_rows(lines: Iterable[JudgementLine]) -> Iterator[Row]:
    """The rows in the order of the run."""
    for line in lines:
        yield astuple(line)
