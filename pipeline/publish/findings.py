"""audits.jsonl and the table of findings, in the order that the audits give."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from pipeline.publish.facttables import JOINT, Row
from pipeline.records.finding import Finding

BETWEEN = " | "  # quotes hold commas and semicolons of their own


def finding_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """The lines of audits.jsonl, each with its line end."""
    for one in findings:
        record = {
            "finding_id": one.finding_id,
            "kind": one.kind.value,
            "severity": one.severity.value,
            "documents": list(one.documents),
            "claims": list(one.claims),
            "quotes": list(one.quotes),
            "says": one.says,
            "says_zh": one.says_zh,
        }
        yield json.dumps(record, ensure_ascii=False) + "\n"


def finding_rows(findings: Iterable[Finding]) -> Iterator[Row]:
    """The table `findings`."""
    for one in findings:
        lists = JOINT.join(one.documents), JOINT.join(one.claims), BETWEEN.join(one.quotes)
        yield (one.finding_id, one.kind.value, one.severity.value, *lists, one.says, one.says_zh)
