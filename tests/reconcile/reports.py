"""A made-up report's whole way from its words to the findings of the audits."""

from __future__ import annotations

from pathlib import Path

from pipeline.annotate import annotate
from pipeline.extract import extract
from pipeline.extract.gate import cite
from pipeline.ids import digest_bytes
from pipeline.read.plain import read_plain
from pipeline.reconcile import reconcile
from pipeline.reconcile.audit import audit
from pipeline.records.claim import Claim
from pipeline.records.finding import Finding
from pipeline.records.source import Kind, Source


def claims_of(text: str, name: str = "a.txt") -> list[Claim]:
    """The claims of a report."""
    digest = digest_bytes(text.encode())
    reading = read_plain(Source(Path(name), name, Kind.TEXT, digest, len(text)), text)
    return cite(reading, extract(annotate(reading)))


def findings_of(*texts: str) -> list[Finding]:
    """What the audits find in several reports together."""
    claims = [c for n, text in enumerate(texts) for c in claims_of(text, f"{n}.txt")]
    return list(audit(claims, reconcile(claims)))


def found(*texts: str, kind: str | None = None) -> list[tuple[str, str]]:
    """Severity and words of the findings of one kind."""
    return [(f.severity.value, f.says) for f in findings_of(*texts) if kind in (None, f.kind.value)]
