"""What a server is told: which release it shows, who may read it, where judgements and users lie, and its limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class BaseMap:
    """A map that the user answers for: its picture is laid under the points, its approval number (审图号) printed beside it."""

    picture: Path
    number: str
    bounds: tuple[float, float, float, float] = (-180.0, -90.0, 180.0, 90.0)  # west, south, east, north: plain degrees


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may cost."""

    body_bytes: int = 262_144
    sql_milliseconds: int = 2_000
    rows: int = 1_000
    query_characters: int = 200
    page_rows: int = 50


@dataclass(frozen=True, slots=True)
class Options:
    """`release` is the folder of one release; `users` may be missing: then nobody can log in."""

    release: Path
    ledger: str | None = None
    users: Path | None = None
    closed: bool = False  # reading wants a login too
    secure: bool = False  # cookies go over HTTPS alone
    hosts: frozenset[str] = frozenset()  # names that the server answers to; none: to any
    base_map: BaseMap | None = None
    cache: Path | None = None  # where the search index is kept; None: the user's cache folder
    corpus: tuple[Path, ...] = ()  # folders that hold the documents, for the pictures of their pages
    limits: Limits = field(default_factory=Limits)
