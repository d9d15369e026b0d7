"""The last run of a dataset as a Prometheus text file, for a collector that reads files (node_exporter's textfile collector)."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

METRICS = "metrics.prom"
Rows = list[tuple[dict[str, str], float]]


def write_metrics(folder: Path, told: Mapping[str, Any], *, held: bool) -> Path:
    """Write what a run.json tells beside the dataset's releases, in one step; returns the file."""
    path = folder / METRICS
    new = path.with_name(f".{METRICS}.{os.getpid()}")
    new.write_text(metrics_text(told, held=held), encoding="utf-8")
    new.replace(path)
    return path


def metrics_text(told: Mapping[str, Any], *, held: bool) -> str:
    """Each metric with its help and type, labels in the order of their values."""
    lines = []
    for name, helps, rows in _metrics(told, held):
        lines += [f"# HELP youcheng_{name} {helps}", f"# TYPE youcheng_{name} gauge"]
        lines += [f"youcheng_{name}{_labels(labels)} {value:.10g}" for labels, value in rows]
    return "\n".join(lines) + "\n"


def _metrics(told: Mapping[str, Any], held: bool) -> Iterator[tuple[str, str, Rows]]:
    troubles: dict[str, int] = {}
    for trouble in told["troubles"]:
        troubles[trouble["code"]] = troubles.get(trouble["code"], 0) + 1
    yield "documents", "Documents of the last run by what was done.", _by("work", told["work"])
    yield "troubles", "Documents that could not be done, by the error.", _by("code", troubles)
    yield "withdrawn", "Documents of the run before that are gone.", [({}, len(told["withdrawn"]))]
    yield "stale", "Documents from elsewhere whose earlier copy stands in.", [({}, len(told.get("stale", ())))]
    yield "pages", "Pages read, of documents that have pages.", [({}, told["pages"])]
    yield "claims", "Claims kept, by type.", _by("type", told["claims"])
    yield "rejections", "Claims rejected, by reason.", _by("reason", told["rejections"])
    yield "facts", "Facts of the release, by type.", _by("type", told["outcome"]["found"])
    yield "stage_seconds", "Seconds by stage, summed over workers.", _by("stage", told["stage_seconds"])
    yield "run_seconds", "Seconds from start to end.", [({}, told["seconds"])]
    yield "held", "1 where the release of the last run stays a candidate.", [({}, float(held))]
    ended = datetime.fromisoformat(told["ended"]).timestamp()
    yield "ended_timestamp_seconds", "When the last run ended.", [({}, ended)]


def _by(label: str, counted: Mapping[str, float]) -> Rows:
    return [({label: name}, value) for name, value in sorted(counted.items())]


def _labels(labels: Mapping[str, str]) -> str:
    if not labels:
        return ""
    escaped = (
        (name, value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")) for name, value in labels.items()
    )
    return "{" + ",".join(f'{name}="{value}"' for name, value in escaped) + "}"
