"""The score of a run: precision, recall and F1 by type, strict F1 where every value must be right, with the listing behind it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import SourceMissing, UsageError
from pipeline.evaluate.judge import KINDS, Finding, Tally, judge_document
from pipeline.evaluate.names import f1
from pipeline.text.encoding import decode

Rates = dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Score:
    """Rates by type over all documents and for each, and the listing by document."""

    total: dict[str, Rates]
    documents: dict[str, dict[str, Rates]]
    findings: dict[str, list[Finding]]


def score(claims: Path, gold: Path, source: Path) -> Score:
    """The claims of a run against the gold of a folder. Raises `SourceMissing` or `UsageError` naming what is not there."""
    golds = _gold_files(gold)
    by_stem = defaultdict(list)
    for claim in read_lines(claims):
        if claim.get("fact_id") is not None or not claim.get("rejected"):
            by_stem[Path(str(claim["document"])).stem].append(claim)
    totals = {kind: Tally() for kind in KINDS}
    documents, findings = {}, {}
    for path in golds:
        tallies, found = judge_document(by_stem[path.stem], list(read_lines(path)), _source_text(source, path.stem))
        documents[path.stem], findings[path.stem] = {k: rates(k, t) for k, t in tallies.items()}, found
        for kind, tally in tallies.items():
            totals[kind].add(tally)
    return Score({kind: rates(kind, tally) for kind, tally in totals.items()}, documents, findings)


def rates(kind: str, tally: Tally) -> Rates:
    """Sums as rates; None where there is nothing to divide by."""
    found = tally.hit + tally.extra
    precision = tally.hit / found if found else float(not tally.gold)
    recall = tally.hit / tally.gold if tally.gold else 1.0
    strict = tally.strict / found if found else 0.0, tally.strict / tally.gold if tally.gold else 1.0
    values: Rates = {"gold": tally.gold, "hit": tally.hit, "extra": tally.extra}
    values |= {"precision": precision, "recall": recall, "f1": f1(precision, recall), "strict_f1": f1(*strict)}
    values["grounded"] = tally.grounded / tally.claims if tally.claims else None
    for name in {"pair": ("relation", "date"), "count": ("measure", "scope", "time")}.get(kind, ("scope", "time")):
        judged = tally.dated if name == "date" else tally.hit
        values[name] = tally.right[name] / judged if judged else None
    return values


def read_lines(path: Path) -> Iterable[dict[str, Any]]:
    """The objects of a JSON lines file. Raises `UsageError` naming the line that is none."""
    for number, line in enumerate(_bytes(path).decode("utf-8").split("\n"), 1):
        if line.strip():
            try:
                yield json.loads(line)
            except json.JSONDecodeError as error:
                raise UsageError(f"not JSON: {error.msg}", document=path.name, place=f"line {number}") from error


def _gold_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise SourceMissing("no such folder", document=str(folder))
    found = sorted(folder.glob("*.jsonl"))
    if not found:
        raise SourceMissing("the folder holds no gold file (*.jsonl)", document=str(folder))
    return found


def _source_text(folder: Path, stem: str) -> str:
    """The text that a gold file quotes, with the offsets that a reader of the same bytes has."""
    for suffix in (".txt", ".md", ".html"):
        path = folder / f"{stem}{suffix}"
        if path.is_file():
            return decode(_bytes(path), document=path.name)[0]
    raise SourceMissing(f"no text for the gold file {stem}.jsonl", document=str(folder))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceMissing(f"cannot be read: {error.strerror}", document=str(path)) from error
