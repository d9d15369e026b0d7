"""The table that holds register and reports against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.publish.facttables import JOINT, Row
from pipeline.records.registers import RegisterLine

COLUMNS = (
    "fact_id held a_place_id a_name b_place_id b_name b_country covered:bool register_date reports_date register_claims "
    "report_claims says says_zh"
)


def register_rows(lines: Iterable[RegisterLine]) -> Iterator[Row]:
    """The rows of the table `register`, in the order of the comparison."""
    for line in lines:
        sides = line.a_place_id, line.a_name, line.b_place_id, line.b_name, line.country
        claims = JOINT.join(line.register_claims) or None, JOINT.join(line.report_claims) or None
        dates = line.register_date, line.reports_date
        yield (line.fact_id, line.held.value, *sides, line.covered, *dates, *claims, line.says, line.says_zh)
