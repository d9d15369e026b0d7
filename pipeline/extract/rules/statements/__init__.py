"""What reports state besides ties, numbers and happenings: steps of a tie, memberships, motives, survey answers, terms, assessments.

A few literal words tell the sentences that may hold one (`triggers`); only there are the patterns of `data/statements/` asked.
"""

from pipeline.extract.rules.statements.every import extract_statements

__all__ = ["extract_statements"]
