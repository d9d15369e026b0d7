"""What a table stands on: a release's ties and stated numbers under one choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.places import Territories
from pipeline.publish.study.choice import Choice
from pipeline.publish.study.stated import Stated, StatedNumbers
from pipeline.publish.study.ties import Tie, counts_nationally, setting_of, ties_of

if TYPE_CHECKING:
    from pipeline.publish.opened import Release


@dataclass(frozen=True, slots=True)
class Ground:
    """Ties that the choice takes in, numbers as reports state them, and how Hong Kong, Macao and Taiwan are shown and counted."""

    release: Release
    choice: Choice
    ties: list[Tie]
    numbers: StatedNumbers
    setting: Territories

    @property
    def near(self) -> str:
        """The day asked for, as a number's own day may read."""
        return self.choice.as_of or ""

    def total(self, near: str = "") -> Stated | None:
        """The number that reports state for the whole choice, of the day `near` where there is one."""
        return self.numbers.at(self.choice.scope, near=self.near or near)


def ground_of(release: Release, choice: Choice) -> Ground:
    """What a release holds for a choice; ties of places that the setting leaves out of China's totals are left out.

    They are named all the same where the choice is about such a place itself. Raises `UsageError` for a wrong choice.
    """
    setting = setting_of(release)
    ties = ties_of(release, choice)
    if choice.home in (None, "CN"):
        ties = [tie for tie in ties if counts_nationally(tie, setting)]
    return Ground(release, choice, ties, StatedNumbers(release, choice), setting)
