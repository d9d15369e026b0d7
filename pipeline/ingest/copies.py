"""What fetching is told and what it hands over; apart from it, so that nobody who fetches nothing loads what it needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from pipeline.errors import YouchengError


@dataclass(frozen=True, slots=True)
class Manners:
    """How other people's servers are asked."""

    delay: float = 1.0  # seconds between two requests to one host
    timeout: float = 30.0  # seconds without a byte
    size: int = 500_000_000  # bytes of one document
    redirects: int = 5
    tries: int = 3
    back_off: float = 2.0  # seconds before the second try, doubled for each one more
    agent: str = field(default_factory=lambda: f"youcheng/{version('youcheng')} (reads reports about sister cities)")


@dataclass(frozen=True, slots=True)
class Stale:
    """A document whose copy of an earlier day stands in, and why."""

    name: str
    fetched: str
    why: str


@dataclass(slots=True)
class Fetched:
    """Copies with the names of their documents, in the order of the names; what went wrong; what is of an earlier day."""

    copies: dict[str, Path] = field(default_factory=dict)
    troubles: list[YouchengError] = field(default_factory=list)
    stale: list[Stale] = field(default_factory=list)
