"""A release folder, named by what is in it: the same content has the same name and the same bytes, `run.json` aside.

It is written beside its place and moved there whole, so that a reader never sees half a release; `publish.promote` makes it the latest.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.publish.claims import claim_lines
from pipeline.publish.exports.every import write_exports
from pipeline.publish.figures import Pictured
from pipeline.publish.findings import finding_lines
from pipeline.publish.profile import Profile, public_claim, public_fact, public_finding, public_judgement
from pipeline.publish.qualitytable import FILE as QUALITY
from pipeline.publish.qualitytable import write_quality
from pipeline.publish.tables import tables_of
from pipeline.publish.weights import weights_text
from pipeline.publish.writers import write_csv, write_parquet, write_sqlite
from pipeline.records.claim import Claim
from pipeline.records.fact import Reconciled
from pipeline.records.finding import Finding
from pipeline.records.judgement import JudgementLine
from pipeline.records.mention import UnlinkedPlace
from pipeline.records.quality import QualityLine
from pipeline.records.registers import RegisterLine
from pipeline.records.source import Source
from pipeline.records.trouble import Trouble

REPORT = "run.json"
CLAIMS = "claims.jsonl"
AUDITS = "audits.jsonl"
DATABASE = "youcheng.sqlite"
WEIGHTS = "weights.json"
LATEST = "latest"


@dataclass(frozen=True, slots=True)
class ReleaseContent:
    """All that a release says: claims, facts, the documents read, their doubles, troubles, and remarks by digest.

    `unlinked` are the places that were linked to none, each with the name of its document.
    """

    claims: tuple[Claim, ...]
    reconciled: Reconciled
    read: tuple[Source, ...]
    doubles: tuple[Source, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()
    unlinked: tuple[tuple[str, UnlinkedPlace], ...] = ()
    findings: tuple[Finding, ...] = ()
    register: tuple[RegisterLine, ...] = ()  # what a register and the reports have of each other
    pictured: tuple[Pictured, ...] = ()  # figures, each with its document's name and digest
    profile: Profile = Profile.INTERNAL
    judgements: tuple[JudgementLine, ...] = ()  # what reviewers decided, as it stands to this run
    quality: tuple[QualityLine, ...] = ()  # what is known of how right it is

    def for_profile(self) -> ReleaseContent:
        """What the profile lets be seen; the internal one is all."""
        if self.profile is Profile.INTERNAL:
            return self
        kept_back = [source for source in (*self.read, *self.doubles) if not source.share]
        withheld = frozenset(source.digest for source in kept_back)
        names = frozenset(source.name for source in kept_back)
        facts = tuple(public_fact(fact, withheld) for fact in self.reconciled.facts)
        return replace(
            self,
            claims=tuple(public_claim(claim, withheld) for claim in self.claims),
            reconciled=replace(self.reconciled, facts=facts),
            findings=tuple(public_finding(finding, names) for finding in self.findings),
            judgements=tuple(public_judgement(line, withheld) for line in self.judgements),
            pictured=(),  # words in figures are the document's own
        )


def write_release(folder: Path, content: ReleaseContent, report: dict[str, object]) -> Path:
    """Write a release into `folder` and return its own folder: a candidate, until it is promoted."""
    folder.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=".building-", dir=folder))
    try:
        building.chmod(0o755)
        _write_files(building, content.for_profile())
        release = folder / release_id(building)
        told = _report_text({"release": release.name, **report})
        if release.is_dir() and release_id(release) != release.name:
            _set_aside(release)
        if release.is_dir():
            _put_report(release, told)
        else:
            (building / REPORT).write_text(told, encoding="utf-8")
            building.rename(release)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return release


def release_id(folder: Path) -> str:
    """The digest of all files of a release but its report: over their names and bytes, in the order of the names."""
    whole = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name != REPORT):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{path.relative_to(folder).as_posix()}\0{digest}\n".encode())
    return f"r-{whole.hexdigest()[:16]}"


def _write_files(folder: Path, content: ReleaseContent) -> None:
    with (folder / CLAIMS).open("w", encoding="utf-8", newline="") as file:
        file.writelines(claim_lines(content.claims))
    with (folder / AUDITS).open("w", encoding="utf-8", newline="") as file:
        file.writelines(finding_lines(content.findings))
    tables = tables_of(
        content.claims,
        content.reconciled,
        content.read,
        content.doubles,
        content.troubles,
        content.remarks,
        content.unlinked,
        content.findings,
        content.register,
        content.pictured,
        content.judgements,
        content.quality,
    )
    for kind in ("parquet", "csv"):
        (folder / kind).mkdir()
    for table in tables:
        write_parquet(folder / "parquet" / f"{table.name}.parquet", table)
        write_csv(folder / "csv" / f"{table.name}.csv", table)
    write_sqlite(folder / DATABASE, tables)
    write_exports(folder, tables, content.profile.value)
    write_quality(folder / QUALITY, content.quality)
    (folder / WEIGHTS).write_text(weights_text(content.reconciled), encoding="utf-8")


def _report_text(report: dict[str, object]) -> str:
    return json.dumps(report, ensure_ascii=False, indent=1, sort_keys=False) + "\n"


def _set_aside(release: Path) -> None:
    """Rename a release that no longer has the bytes of its name: what was changed in it may be somebody's work."""
    aside = release.with_name(f"{release.name}.damaged")
    shutil.rmtree(aside, ignore_errors=True)
    release.rename(aside)


def replace_report(release: Path, report: dict[str, object]) -> None:
    """Write what a run tells of itself beside the release that it made or found."""
    _put_report(release, _report_text({"release": release.name, **report}))


def _put_report(release: Path, told: str) -> None:
    """In one step, and from outside the release: a second run over the same documents changes nothing else in it."""
    new = release.parent / f".{REPORT}.{os.getpid()}"
    new.write_text(told, encoding="utf-8")
    new.replace(release / REPORT)
