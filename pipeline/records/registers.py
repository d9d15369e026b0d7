"""What a register of ties and the reports have of each other: one line a tie on which they differ, or that one of them lacks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

REGISTER_EXTRACTOR = "register."  # with which the extractors of registers begin


class Held(StrEnum):
    """How register and reports stand to each other about one tie."""

    LACKED = "lacked"  # the reports tell of it, the register has it not
    UNSEEN = "unseen"  # the register has it, no report tells of it
    DATE = "date"  # both have it, with dates that cannot be the same day
    ENDED = "ended"  # both have it, but one says that it ended
    AGREES = "agrees"


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One tie: its fact and sides, how register and reports stand about it, the dates of each, the claims of each.

    `covered`: the register has ties of this Chinese side at all, so that a tie which it lacks is missing, not out of its bounds.
    """

    fact_id: str
    a_place_id: str
    a_name: str
    b_place_id: str
    b_name: str
    country: str | None
    held: Held
    covered: bool
    register_date: str | None
    reports_date: str | None
    register_claims: tuple[str, ...]
    report_claims: tuple[str, ...]
    says: str
    says_zh: str
