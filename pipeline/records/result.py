"""What came of one document: its claims, or the trouble that kept them away."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records.claim import Claim
from pipeline.records.source import Source
from pipeline.records.trouble import Trouble


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """Claims or a trouble; `remarks` say what a reader should know of the reading; `seconds` is what it took."""

    source: Source
    claims: tuple[Claim, ...] = ()
    trouble: Trouble | None = None
    remarks: tuple[str, ...] = ()
    seconds: float = 0.0
