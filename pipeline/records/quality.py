"""What is known of how right a release is: one figure with what it was measured on, and how far it may be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Basis(StrEnum):
    """What a figure was measured on, the nearest to the release last."""

    TEST = "test split"  # gold of the project that neither rules nor models were made with
    GOLD = "corpus gold"  # gold beside the documents of this release
    SAMPLE = "random sample"  # readings of this release that reviewers drew at random and judged
    RELEASE = "this release"  # its own claims


@dataclass(frozen=True, slots=True)
class QualityLine:
    """One figure; `value` is None where it was not measured, and `note` says why.

    `of` is a claim type or `all`; `band` the range of confidence that a reliability is about; `n` what the share is of; `interval` the
    kind of the bounds `low` and `high`.
    """

    basis: Basis
    figure: (
        str  # precision, recall, f1, strict_f1, calibration_error, reliability, mean_confidence, second_reader_agrees
    )
    of: str
    value: float | None
    n: int | None
    source: str
    source_zh: str
    band: str | None = None
    low: float | None = None
    high: float | None = None
    interval: str | None = None
    note: str | None = None
    note_zh: str | None = None
