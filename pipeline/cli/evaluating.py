"""`evaluate`: a run held against gold, as a table and a listing of what is right, missed and too much."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer

from pipeline import run as stages
from pipeline.cli.building import progress_bar
from pipeline.errors import SourceMissing
from pipeline.evaluate.account import account, account_lines
from pipeline.evaluate.agreement import Agreement, agreement, agreement_lines, read_both
from pipeline.evaluate.goldset import Judged, judge_gold, write_corpus
from pipeline.evaluate.goldtext import documents_of_split, read_gold_folder
from pipeline.evaluate.measured import write_measured
from pipeline.evaluate.score import Rates, Score, read_lines, score
from pipeline.messages import say
from pipeline.publish.release import CLAIMS
from pipeline.store.version import stage_version

KINDS = ("missed", "extra", "matched")


def evaluate(
    gold: Annotated[Path, typer.Option("--gold", metavar="DIR", help=say("opt.gold"), show_default=False)],
    source: Annotated[Path | None, typer.Option("--source", metavar="DIR", help=say("opt.source"))] = None,
    release: Annotated[Path | None, typer.Option("--release", metavar="PATH", help=say("opt.claims"))] = None,
    listed: Annotated[int, typer.Option("--list", min=0, metavar="N", help=say("opt.list"))] = 0,
    split: Annotated[str | None, typer.Option("--split", metavar="NAME", help=say("opt.split"))] = None,
    processes: Annotated[int, typer.Option("--processes", min=1, metavar="N", help=say("opt.processes"))] = 1,
    second: Annotated[bool, typer.Option("--second", help=say("opt.second"))] = False,
    keep: Annotated[Path | None, typer.Option("--keep", metavar="FILE", help=say("opt.keep_figures"))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=say("opt.json"))] = False,
) -> None:
    """Print the score of a release, or of reading the source folder (or the gold's own texts) now."""
    for folder in (gold, source) if source else (gold,):
        if not folder.is_dir():
            raise SourceMissing("no such folder", document=str(folder))
    if second:
        both = agreement(*read_both(gold))
        typer.echo(_json(_plain(both)) if as_json else "\n".join(agreement_lines(both, listed)))
        return
    if source is None:
        judged = _judged(gold, split, release, processes)
        if keep is not None:
            write_measured(judged, stage_version(), f"{split or 'all'} of {gold.as_posix()}", keep)
        typer.echo(_json(account(judged)) if as_json else "\n".join(account_lines(judged, listed)))
        return
    if release is not None:
        result = score(_claims(release), gold, source)
    else:
        with tempfile.TemporaryDirectory() as out:
            result = score(_read(source, Path(out), processes), gold, source)
    typer.echo(_json(asdict(result)) if as_json else "\n".join(_lines(result, listed)))


def _plain(both: Agreement) -> dict[str, object]:
    """The figures of two readings; the listing is for people."""
    return {name: value for name, value in asdict(replace(both, judged=())).items() if name != "judged"}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _read(source: Path, out: Path, processes: int) -> Path:
    """The claims of reading a folder now; documents that could not be read are named."""
    with progress_bar(quiet=False) as progress:
        built = stages.build([source], out, processes=processes, progress=progress)
    for trouble in built.troubles:
        typer.echo(str(trouble), err=True)
    return built.release / CLAIMS


def _judged(gold: Path, split: str | None, release: Path | None, processes: int) -> list[Judged]:
    """Gold that carries its own texts (`*.gold`), one split of it or all, held against a release or a reading now."""
    documents = read_gold_folder(gold)
    if split is not None:
        chosen = dict.fromkeys(documents_of_split(gold, split))
        documents = [document for document in documents if document.name in chosen]
    if release is not None:
        return judge_gold(list(read_lines(_claims(release))), documents)
    with tempfile.TemporaryDirectory() as folder:
        corpus, out = Path(folder) / "corpus", Path(folder) / "out"
        write_corpus(documents, corpus)
        return judge_gold(list(read_lines(_read(corpus, out, processes))), documents)


def _claims(release: Path) -> Path:
    """The claims of a release, of the folder above it, or the file itself."""
    found = next((p for p in (release / CLAIMS, release / "latest" / CLAIMS, release) if p.is_file()), None)
    if found is None:
        raise SourceMissing("neither a release nor a claims.jsonl", document=str(release))
    return found


def _lines(result: Score, listed: int) -> Iterator[str]:
    for name, kinds in (("all", result.total), *result.documents.items()):
        yield from (
            _rate_line(name, kind, values) for kind, values in kinds.items() if values["gold"] or values["extra"]
        )
    for what in KINDS if listed else ():
        for kind in result.total:
            yield from _listing(result, what, kind, listed)


def _rate_line(name: str, kind: str, values: Rates) -> str:
    counted = " ".join(f"{key}={values[key]:.0f}" for key in ("gold", "hit", "extra"))
    rest = " ".join(f"{key}={value:.3f}" for key, value in values.items() if key not in counted and value is not None)
    return f"{name:28.28} {kind:9} {counted} {rest}"


def _listing(result: Score, what: str, kind: str, listed: int) -> Iterator[str]:
    found = [(d, f) for d, findings in result.findings.items() for f in findings if (f.what, f.kind) == (what, kind)]
    if what == "matched":  # those with a wrong value first: they are what there is to learn from
        found.sort(key=lambda pair: not pair[1].wrong)
    if found:
        yield f"\n{what} {kind}: {len(found)}"
    for document, finding in found[:listed]:
        ids = " ".join(one for one in (finding.gold, finding.claim) if one)
        wrong = f" ✗ {'; '.join(finding.wrong)}" if finding.wrong else ""
        yield f"  {document} {ids} 「{''.join(finding.quote.split())[:80]}」{wrong}"
