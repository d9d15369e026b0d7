"""A date as an activity has it, and where it was read or inherited from."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records.span import Span

YEAR = 4  # characters of an EDTF year
DAY = 10  # characters of an EDTF day


@dataclass(frozen=True, slots=True)
class When:
    """A date with where it stands; `carried_from` names where it was inherited from."""

    edtf: str
    span: Span
    carried_from: str | None = None
