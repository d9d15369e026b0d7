"""The table `quality` and `quality.json`: what is known of how right this very release is, handed in by the run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from pipeline.publish.facttables import Row
from pipeline.records.quality import QualityLine

COLUMNS = "basis figure type band value:real low:real high:real n:int interval source source_zh note note_zh"
FILE = "quality.json"


def quality_rows(lines: Iterable[QualityLine]) -> Iterator[Row]:
    """Figures in the order that they were given in; one that nobody measured has no value and says why."""
    for one in lines:
        what = one.basis.value, one.figure, one.of, one.band
        told = one.source or None, one.source_zh or None, one.note, one.note_zh
        yield (*what, one.value, one.low, one.high, one.n, one.interval, *told)


def write_quality(path: Path, lines: Iterable[QualityLine]) -> None:
    """The same as one JSON list."""
    told = [{name: value for name, value in asdict(one).items() if value not in (None, "")} for one in lines]
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
