"""Weights as a file: what a release learned of its documents, and what another run may be told to take as given.

A document keeps the accuracy, the work and the copying group that the file gives it; what the file does not know weighs as at first sight.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from pipeline.errors import UsageError
from pipeline.records.works import Copy, SourceWeight

VERSION = 1  # as publish writes it


@dataclass(frozen=True, slots=True)
class FrozenWeights:
    """Weights by document digest, and the pairs of works with shared passages."""

    documents: Mapping[str, SourceWeight] = field(default_factory=dict)
    copies: tuple[Copy, ...] = ()


def read_weights(path: Path) -> FrozenWeights:
    """The weights in a file of a release. Raises `UsageError` for a file that is none."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(record, dict) or record.get("version") != VERSION:
            raise UsageError(f"'{path.name}' holds no weights of version {VERSION}")
        weights = TypeAdapter(list[SourceWeight]).validate_python(record.get("documents"))
        copies = TypeAdapter(list[Copy]).validate_python(record.get("copies"))
    except (OSError, ValueError, ValidationError) as error:
        raise UsageError(f"'{path.name}' cannot be read as weights: {type(error).__name__}") from error
    return FrozenWeights({weight.document: weight for weight in weights}, tuple(copies))
