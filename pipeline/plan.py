"""What a run has to do for each document, and why; which documents of the last run are gone. Said by `--dry-run`, kept in run.json.

The work store decides what is done; the reasons come from the run.json of the last run in the dataset's folder.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from pipeline.document import Settings
from pipeline.found import Found
from pipeline.ids import stable_id
from pipeline.publish.release import REPORT
from pipeline.records.result import Work
from pipeline.records.source import Source
from pipeline.store.documents import reading_key, result_key
from pipeline.store.parts import PartStore
from pipeline.store.version import read_version, stage_version

RELEASE = re.compile(r"r-[0-9a-f]{16}")


class Why(StrEnum):
    """Why a document is done, or not."""

    UNCHANGED = "unchanged"
    NEW = "new"
    BYTES = "bytes"  # it has other bytes than the last time
    RENAMED = "renamed"  # the same bytes had another name: claims carry it
    READING = "reading"  # reading has another version
    EXTRACTION = "extraction"  # a stage behind reading has: a word list, a rule, a model
    SETTINGS = "settings"
    ABOUT = "about"  # the manifest says something else of it
    UNKEPT = "unkept"  # nothing of it is in the work store: it failed in a way that may pass, or the store was emptied
    FRESH = "fresh"  # the call wants everything again


class Gone(StrEnum):
    """Why a document of the last run is not in this one."""

    REMOVED = "removed"
    TROUBLE = "trouble"  # it cannot be taken in any more


@dataclass(frozen=True, slots=True)
class Step:
    """What is to do for one document; `parts` are its keys in the work store, reading and claims."""

    document: str
    digest: str
    work: Work
    why: Why
    parts: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """All steps in the order of the documents, and the documents that are withdrawn, each with the reason."""

    steps: tuple[Step, ...]
    withdrawn: tuple[tuple[str, Gone], ...] = ()

    @property
    def is_idle(self) -> bool:
        """Is there nothing to read or extract?"""
        return all(step.work is Work.REUSED for step in self.steps)

    def work(self) -> dict[str, int]:
        """How many documents are read, extracted, reused."""
        counted = Counter(step.work for step in self.steps)
        return {work.value: counted[work] for work in Work}


def plan(found: Found, folder: Path) -> Plan:
    """What is to do for `found`, beside what the last run in `folder` did."""
    before = last_report(folder)
    known = {str(one["document"]): one for one in before.get("documents", ())}
    names = {str(one["digest"]) for one in known.values()}
    steps = [
        _step(source, settings, before, known, names)
        for sources, settings in ((found.once, found.settings), (found.listed, found.register_settings))
        for source in sources
    ]
    there = {source.name for source in (*found.once, *found.doubles, *found.listed)}
    troubled = {name for trouble in found.troubles for name in (trouble.document, Path(trouble.document).name)}
    gone = sorted(name for name in known if name not in there)
    withdrawn = tuple((name, Gone.TROUBLE if name in troubled else Gone.REMOVED) for name in gone)
    return Plan(tuple(steps), withdrawn)


def last_report(folder: Path) -> Mapping[str, Any]:
    """The run.json of the run that ended last in a dataset's folder; empty where there was none."""
    return max((told for _, told in reports(folder)), key=lambda report: str(report.get("ended", "")), default={})


def reports(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every release in the folder with its run.json, in the order of their names; what cannot be read is passed over."""
    for path in sorted(path for path in folder.glob(f"r-*/{REPORT}") if RELEASE.fullmatch(path.parent.name)):
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):  # one that another program wrote or a disk cut off
            continue
        if isinstance(told, dict):
            yield path.parent, told


def _step(
    source: Source, settings: Settings, before: Mapping[str, Any], known: Mapping[str, Any], digests: set[str]
) -> Step:
    parts = reading_key(source, settings.reading_words()), result_key(source, settings.words())
    store = PartStore(settings.kept) if settings.kept else None
    if store is None:
        return Step(source.name, source.digest, Work.READ, Why.FRESH, parts)
    if store.has(parts[1]):
        return Step(source.name, source.digest, Work.REUSED, Why.UNCHANGED, parts)
    work = Work.EXTRACTED if store.has(parts[0]) else Work.READ
    if last := known.get(source.name):
        return Step(source.name, source.digest, work, _change(source, settings, before, last), parts)
    return Step(source.name, source.digest, work, Why.RENAMED if source.digest in digests else Why.NEW, parts)


def _change(source: Source, settings: Settings, before: Mapping[str, Any], last: Mapping[str, Any]) -> Why:
    """What has changed of a document that the last run had."""
    stages = before.get("stages", {})
    if last["digest"] != source.digest:
        return Why.BYTES
    if stages.get("read") != read_version():
        return Why.READING
    if stages.get("extract") != stage_version():
        return Why.EXTRACTION
    if before.get("settings") != settings.words().removesuffix(", register"):
        return Why.SETTINGS
    return Why.ABOUT if last.get("about") != about(source) else Why.UNKEPT


def about(source: Source) -> str | None:
    """What a manifest says of a document, as a digest; None where it says nothing."""
    return stable_id("about", source.bibliography) if source.bibliography else None
