"""A figure as a release lists it: where it stands, its caption, the words printed in it, and how many claims were taken from these."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """`claims` counts kept claims that stand in it: 0 where nobody read its data. Kinds without pages have neither page nor box.

    `box` is (page, x0, top, x1, bottom) in points from the top left.
    """

    page: int | None
    page_label: str | None
    box: tuple[float, ...] | None
    caption: str | None
    words: str | None
    claims: int
