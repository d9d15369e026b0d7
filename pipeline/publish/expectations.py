"""What a release must look like before people see it as the latest one: `expectations.toml` of a corpus.

    [facts.pair]
    minimum = 100          # fewer facts of a type, or more, hold the release back
    maximum = 5000
    [limits]
    changed = 0.2          # share of the latest release's facts that may be gone or read otherwise
    quarantine = 0.1       # share of documents that may end in trouble

A file that cannot be read is an error, not a missing wish.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import UsageError

EXPECTATIONS = "expectations.toml"
Share = Annotated[float, Field(ge=0, le=1)]
Number = Annotated[int, Field(ge=0)]


class Bounds(BaseModel):
    """How many facts of a type there may be."""

    model_config = ConfigDict(extra="forbid")

    minimum: Number = 0
    maximum: Number | None = None


class Limits(BaseModel):
    """Shares between 0 and 1."""

    model_config = ConfigDict(extra="forbid")

    changed: Share = 1.0
    quarantine: Share = 1.0


class Expectations(BaseModel):
    """All wishes of one corpus; none where there is no file."""

    model_config = ConfigDict(extra="forbid")

    facts: dict[str, Bounds] = {}
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Measured:
    """What a candidate comes to: facts by type, documents read and in trouble, facts of the latest release and those lost or changed."""

    facts: Mapping[str, int]
    read: int
    troubled: int
    known: int = 0
    changed: int = 0


def find_expectations(sources: Sequence[Path | str], named: Path | None = None) -> Expectations:
    """The file that is named, else that of the first source folder which has one. Raises `UsageError` for a broken file."""
    if named is not None and not named.is_file():
        raise UsageError("no such file", document=str(named))
    found = named or next((p for s in sources if isinstance(s, Path) and (p := s / EXPECTATIONS).is_file()), None)
    if found is None:
        return Expectations()
    try:
        return Expectations.model_validate(tomllib.loads(found.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"not TOML: {error}", document=found.name) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise UsageError(str(first["msg"]), document=found.name, place=place) from error


def broken(wanted: Expectations, measured: Measured) -> Iterator[str]:
    """Every expectation that the candidate breaks, in words with both numbers."""
    for kind, bounds in sorted(wanted.facts.items()):
        number = measured.facts.get(kind, 0)
        if number < bounds.minimum:
            yield f"{number} facts of type {kind}, at least {bounds.minimum} expected"
        if bounds.maximum is not None and number > bounds.maximum:
            yield f"{number} facts of type {kind}, at most {bounds.maximum} expected"
    yield from _over(
        "facts of the latest release gone or changed", measured.changed, measured.known, wanted.limits.changed
    )
    documents = measured.read + measured.troubled
    yield from _over("documents in quarantine", measured.troubled, documents, wanted.limits.quarantine)


def _over(what: str, part: int, whole: int, limit: float) -> Iterator[str]:
    if whole and part > limit * whole:
        yield f"{part} of {whole} {what} ({part / whole:.1%}), at most {limit:.1%} expected"
