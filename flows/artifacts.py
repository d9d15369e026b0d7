"""What Prefect shows of a run: a summary with links to the release, the quarantine, the conflicts, the score where there is gold.

Keys are those of the dataset, so that each artifact has its history from run to run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact

from flows.asked import DatasetSettings
from pipeline.errors import YouchengError
from pipeline.evaluate.account import account
from pipeline.evaluate.goldset import judge_gold
from pipeline.evaluate.goldtext import read_gold_folder
from pipeline.evaluate.score import read_lines
from pipeline.ids import stable_id
from pipeline.messages import say
from pipeline.outcome import BuildResult
from pipeline.publish.opened import open_release
from pipeline.publish.release import CLAIMS

ROWS = 200  # of a table that people look at; the release has all
RATES = ("gold", "hit", "extra", "precision", "recall", "f1", "strict_f1")


def show_release(asked: DatasetSettings, done: BuildResult) -> None:
    """Make the artifacts of a run. A score that cannot be made is said in the summary, and fails nothing."""
    key, release = artifact_key(asked), done.release.absolute()
    create_table_artifact(key=f"{key}-quarantine", table=quarantine(done), description=say("artifact.quarantine"))
    create_table_artifact(key=f"{key}-conflicts", table=conflicts(release), description=say("artifact.conflicts"))
    scored, why = score_rows(asked.gold, release)
    if scored:
        create_table_artifact(key=f"{key}-score", table=scored, description=say("artifact.score", gold=asked.gold))
    create_link_artifact(key=f"{key}-release", link=release.as_uri(), link_text=release.name)
    create_markdown_artifact(key=f"{key}-summary", markdown="\n".join(summary(asked, done, why)))


def artifact_key(asked: DatasetSettings) -> str:
    """The dataset's name as Prefect takes keys (small letters, digits, dashes), told from others of the same letters."""
    name = asked.folder.name
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return f"youcheng-{plain}" if plain == name else f"youcheng-{plain or 'x'}-{stable_id('dataset', name)[-6:]}"


def summary(asked: DatasetSettings, done: BuildResult, unscored: str | None = None) -> Iterator[str]:
    """The closing words of a run as Markdown, with the figures of its run.json and links into the release."""
    release = done.release.absolute()
    told = json.loads((release / "run.json").read_text(encoding="utf-8"))
    yield f"# {asked.corpus} → {asked.folder.name}: {release.name}"
    yield ""
    yield from (f"- {line.strip()}" for line in done.summary())
    if unscored:
        yield f"- {unscored}"
    yield ""
    yield "| work | documents |"
    yield "|---|---|"
    yield from (f"| {work} | {number} |" for work, number in told["work"].items())
    yield ""
    yield "| stage | seconds |"
    yield "|---|---|"
    yield from (f"| {stage} | {seconds:.1f} |" for stage, seconds in told["stage_seconds"].items())
    yield ""
    shown = (path for path in sorted(release.iterdir()) if path.is_file())
    yield " · ".join(f"[{path.name}]({path.as_uri()})" for path in shown)


def quarantine(done: BuildResult) -> list[dict[str, Any]]:
    """Documents that could not be done, each with its error."""
    return [
        {"document": one.document, "code": one.code, "message": one.message, "place": one.place or ""}
        for one in done.troubles[:ROWS]
    ]


def conflicts(release: Path) -> list[dict[str, Any]]:
    """What lost against what, and why."""
    columns = ["conflict_id", "fact_id", "field", "kept", "lost", "reason"]
    frame = open_release(release).conflicts[columns].head(ROWS)
    return [{str(name): str(value) for name, value in row.items()} for row in frame.to_dict("records")]


def score_rows(gold: Path | None, release: Path) -> tuple[list[dict[str, Any]], str | None]:
    """A row a type of the release held against its gold, or why there is none."""
    if gold is None:
        return [], None
    try:
        judged = judge_gold(list(read_lines(release / CLAIMS)), read_gold_folder(gold))
        types = account(judged)["types"]
    except (OSError, ValueError, YouchengError) as error:
        return [], say("artifact.unscored", gold=gold, why=error)
    return [{"type": kind, **{name: values.get(name) for name in RATES}} for kind, values in types.items()], None
