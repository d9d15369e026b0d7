"""All that a release is made of as one digest: where a release of the same inputs lies there whole, nothing is made again.

In the digest: each document's key of its claims and what the manifest says of it, doubles, registers, troubles, given weights, the
last hash of the judgement ledger, gold beside the documents, and the code and libraries of every stage. Settings that only run.json
tells (how places are shown) are not.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.evaluate.goldbeside import gold_digest
from pipeline.found import Found
from pipeline.ids import digest_bytes, stable_id
from pipeline.plan import Plan, reports
from pipeline.publish.release import release_id
from pipeline.records.source import Source
from pipeline.store.version import release_version


def inputs_digest(found: Found, plan: Plan, ledger: str | None = None) -> str:
    """The digest of all inputs of a release; `ledger` is the last hash of its chain.

    Raises `OSError` where the given weights cannot be read.
    """
    weights = found.settings.weights
    return stable_id(
        "inputs",
        release_version(),
        found.settings.profile.value,
        digest_bytes(weights.read_bytes()) if weights else None,
        ledger,
        gold_digest(found.once),
        *(step.parts[1] for step in plan.steps),
        *sorted(map(_words, (*found.once, *found.listed))),
        *sorted(map(_words, found.doubles)),
        *sorted(repr(trouble) for trouble in found.troubles),
    )


def _words(source: Source) -> str:
    """All that is known of a source but where it lies."""
    return repr(replace(source, path=Path(source.name), members=()))


def same_release(folder: Path, inputs: str) -> tuple[Path, dict[str, Any]] | None:
    """The release in `folder` that was made of these inputs, if it still has exactly its bytes, with its run.json."""
    for release, told in reports(folder):
        if told.get("inputs") == inputs and release_id(release) == release.name:
            return release, told
    return None
