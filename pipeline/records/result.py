"""What came of one document: its claims, or the trouble that kept them away."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.records.claim import Claim
from pipeline.records.mention import UnlinkedPlace
from pipeline.records.picture import Picture
from pipeline.records.source import Source
from pipeline.records.trouble import Trouble
from pipeline.records.works import Sketch


class Work(StrEnum):
    """What a run had to do for a document: all, extract from a kept reading, or nothing."""

    READ = "read"
    EXTRACTED = "extracted"
    REUSED = "reused"


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """Claims or a trouble; `remarks` say what a reader should know of the reading; `seconds` is what `work` took in this run.

    `unlinked` are the places that it names and that were linked to none.
    """

    source: Source
    claims: tuple[Claim, ...] = ()
    trouble: Trouble | None = None
    remarks: tuple[str, ...] = ()
    seconds: float = 0.0
    work: Work = Work.READ
    unlinked: tuple[UnlinkedPlace, ...] = ()
    pictures: tuple[Picture, ...] = ()  # its figures, whether or not their data were read
    sketch: Sketch | None = None  # the fingerprint of its text; None where it could not be read
    pages: int = 0  # of kinds that have pages
    spent: tuple[tuple[str, float], ...] = ()  # seconds by stage, in this run
    unkept: str | None = None  # why the work store could not keep what was made of it
