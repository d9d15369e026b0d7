"""Documents as witnesses: what reconciliation knows of each beside its claims, and which of them are one work."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.records.source import Bibliography


@dataclass(frozen=True, slots=True)
class Sketch:
    """A small fingerprint of a text: the lowest hashes of its shingles of 8 characters, and of its runs of numbers.

    All hashes up to `reach` are there, so two sketches compare up to the lower reach of the two. `length` counts the characters that
    were hashed (letters, digits, Chinese characters).
    """

    length: int = 0
    shingles: tuple[int, ...] = ()  # ascending
    numbers: tuple[int, ...] = ()  # ascending
    reach: int = 0
    doi: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One document that was read: `bibliography` and `work` are its manifest's line, where there is one."""

    digest: str
    name: str
    sketch: Sketch = field(default_factory=Sketch)
    bibliography: Bibliography | None = None
    work: str | None = (
        None  # the same word for all documents of one work; overrules whatever else would join or part them
    )


@dataclass(frozen=True, slots=True)
class Work:
    """Documents that are one witness with one vote; `why` says for each member but the first what joins it to the others."""

    work_id: str
    documents: tuple[str, ...]  # digests, sorted
    why: tuple[tuple[str, str, str], ...] = ()  # digest, reason, reason in Chinese


@dataclass(frozen=True, slots=True)
class Copy:
    """Two works of which one has words or numbers of the other: what both say in the same words counts once."""

    one: str  # work ids, in their order
    other: str
    characters: int  # about how many characters both have
    numbers: int  # how many runs of numbers both have


@dataclass(frozen=True, slots=True)
class SourceWeight:
    """What a document's word weighs: its work, the share of its values that are held right, the group of those that copy each other."""

    document: str  # digest
    work: str
    accuracy: float
    judged: int  # values of its work that others speak of too; the accuracy is learned from these
    group: str  # the first work of those that copy each other's values; the work itself where none does
