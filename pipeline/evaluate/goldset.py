"""A set of gold documents as a corpus to run over, and the run's claims held against it, grouped as somebody asks."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.evaluate.goldtext import GoldDocument
from pipeline.evaluate.judge import KINDS, Finding, Tally, Verdict, judge_document, verdicts
from pipeline.evaluate.score import Rates, rates

MANIFEST = "manifest.toml"


@dataclass(frozen=True, slots=True)
class Judged:
    """One document's claims against its gold: sums by type, the listing, and every claim's verdict."""

    document: GoldDocument
    tallies: dict[str, Tally]
    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]


def write_corpus(documents: Sequence[GoldDocument], folder: Path) -> None:
    """Write each document as `<name>.txt`, and a manifest with the dates that they bear."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for document in documents:
        (folder / f"{document.name}.txt").write_bytes(document.text.encode("utf-8"))
        if document.date:
            lines.append(f"[[document]]\nfile = {_quoted(document.name + '.txt')}\ndate = {_quoted(document.date)}\n")
    (folder / MANIFEST).write_text("\n".join(lines), encoding="utf-8")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def judge_gold(claims: Sequence[dict[str, Any]], documents: Sequence[GoldDocument]) -> list[Judged]:
    """Each gold document with what the run published of it; claims belong to a document by the stem of its name."""
    mine = defaultdict(list)
    for claim in claims:
        if claim.get("fact_id") is not None or not claim.get("rejected"):
            mine[Path(str(claim["document"])).stem].append(claim)
    return [_judged(mine[document.name], document) for document in documents]


def _judged(claims: Sequence[dict[str, Any]], document: GoldDocument) -> Judged:
    golds = [fact for fact in document.facts if fact["type"] in (*KINDS, "document")]
    tallies, findings = judge_document(claims, golds, document.text)
    return Judged(document, tallies, tuple(findings), tuple(verdicts(claims, golds, document.text)))


def rates_by(judged: Sequence[Judged], key: Callable[[GoldDocument], str]) -> dict[str, dict[str, Rates]]:
    """Rates by type for each group of documents, groups in the order of their names."""
    groups: dict[str, dict[str, Tally]] = defaultdict(lambda: {kind: Tally() for kind in KINDS})
    for one in judged:
        for kind, tally in one.tallies.items():
            groups[key(one.document)][kind].add(tally)
    return {name: {kind: rates(kind, tally) for kind, tally in groups[name].items()} for name in sorted(groups)}


def precision_by_extractor(judged: Sequence[Judged]) -> dict[str, tuple[int, int]]:
    """Claims that are right and claims that were decided, by extractor."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for verdict in (v for one in judged for v in one.verdicts if v.right is not None):
        sums[str(verdict.claim.get("extractor"))][0] += bool(verdict.right)
        sums[str(verdict.claim.get("extractor"))][1] += 1
    return {name: (sums[name][0], sums[name][1]) for name in sorted(sums)}


def fields_right(judged: Sequence[Judged]) -> Mapping[str, Mapping[str, float]]:
    """Of the claims that are right, the share whose field is, by type and field."""
    names = {"pair": ("relation", "date"), "count": ("measure", "scope", "time"), "activity": ("scope", "date")}
    right = [v for one in judged for v in one.verdicts if v.right]
    shares: dict[str, dict[str, float]] = {}
    for kind, fields in names.items():
        mine = [v for v in right if v.kind == kind]
        shares[kind] = {name: sum(name not in v.wrong for v in mine) / len(mine) for name in fields} if mine else {}
    return shares
