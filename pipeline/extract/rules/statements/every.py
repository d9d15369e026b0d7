"""All rules for statements over one document."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.rules.statements.assessments import extract_assessments
from pipeline.extract.rules.statements.memberships import extract_memberships
from pipeline.extract.rules.statements.milestones import extract_milestones
from pipeline.extract.rules.statements.motives import extract_motives
from pipeline.extract.rules.statements.sides import Ties
from pipeline.extract.rules.statements.surveys import extract_surveys
from pipeline.extract.rules.statements.terms import extract_terms
from pipeline.extract.rules.statements.triggers import find_candidates
from pipeline.records.annotated import Annotated
from pipeline.records.claim import Draft


def extract_statements(annotated: Annotated, pairs: Sequence[Draft]) -> list[Draft]:
    """Drafts of all statements; `pairs` are those that the same document states: steps and motives are told of their ties."""
    found = find_candidates(annotated)
    if not found:
        return []
    ties = Ties(annotated, list(pairs))
    answers = extract_surveys(annotated, found.get("survey", []))
    return [
        *answers,
        *extract_assessments(annotated, found.get("assessment", [])),
        *extract_memberships(annotated, found.get("membership", [])),
        *extract_milestones(annotated, found.get("milestone", []), ties),
        *extract_motives(annotated, found.get("motive", []), ties, answers),
        *extract_terms(annotated, found.get("term", [])),
    ]
