"""weights.json: what each document's word weighs in a release, so that another run can be told to weigh the same."""

from __future__ import annotations

import json
from dataclasses import asdict

from pipeline.records.fact import Reconciled

VERSION = 1  # as reconcile reads it


def weights_text(reconciled: Reconciled) -> str:
    """The file: weights by document digest, then the pairs of works with shared passages."""
    record = {
        "version": VERSION,
        "documents": [asdict(weight) for weight in sorted(reconciled.weights, key=lambda w: w.document)],
        "copies": [asdict(copy) for copy in sorted(reconciled.copies, key=lambda c: (c.one, c.other))],
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"
