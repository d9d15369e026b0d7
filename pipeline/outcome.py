"""A finished run and its closing words."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pipeline.messages import say
from pipeline.records.finding import Severity
from pipeline.records.registers import Held
from pipeline.records.trouble import Trouble


@dataclass(frozen=True, slots=True)
class BuildResult:
    """A finished run: where its release lies, what it found by type, which documents failed."""

    release: Path
    found: dict[str, int]
    claims: int
    documents: int
    troubles: tuple[Trouble, ...]
    held: tuple[str, ...] = ()  # why it stays a candidate
    findings: dict[str, int] = field(default_factory=dict)  # of the audits, by severity
    register: dict[str, int] = field(default_factory=dict)  # ties by how register and reports stand; empty without one
    unkept: int = 0  # documents that the work store could not keep
    withdrawn: int = 0  # documents of the run before that are gone
    stale: int = 0  # documents from elsewhere whose earlier copy stands in
    made: bool = True  # False where the release of these very inputs was there already

    @property
    def nothing_done(self) -> bool:
        """Could no document be read at all?"""
        return self.documents == 0

    def summary(self) -> list[str]:
        """The run in words: what was found, what could not be done, where the dataset lies."""
        kinds = {kind: self.found.get(kind, 0) for kind in ("pair", "count", "activity")}
        lines = (
            [say("troubles", number=len(self.troubles)), *(f"  {t}" for t in self.troubles)] if self.troubles else []
        )
        if self.unkept:
            lines.append(say("unkept", number=self.unkept))
        if self.withdrawn:
            lines.append(say("withdrawn", number=self.withdrawn))
        if self.stale:
            lines.append(say("stale", number=self.stale))
        found = say("found", **kinds, documents=self.documents, claims=self.claims)
        if self.nothing_done:
            return [*lines, say("nothing"), say("report", release=self.release)]
        if self.held:
            reasons = (f"  {reason}" for reason in self.held)
            return [*lines, found, say("held", release=self.release), *reasons]
        return [*lines, found, *self._audited(), say("lies" if self.made else "same", release=self.release)]

    def _audited(self) -> list[str]:
        """What audits and registers found, where they found something."""
        lines = []
        if self.findings:
            lines.append(say("findings", **{s.value: self.findings.get(s.value, 0) for s in Severity}))
        if self.register:
            lines.append(say("register", **{h.value: self.register.get(h.value, 0) for h in Held}))
        return lines
