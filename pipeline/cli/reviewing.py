"""`review`: a person's word on a claim, a fact or a page; what waits for one; what became of those that were given."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.errors import ReleaseError, UsageError
from pipeline.evaluate.intervals import WITHIN
from pipeline.evaluate.reviewing import Queue, precision, queue, reviewers_agree
from pipeline.messages import say
from pipeline.publish.lookup import find_releases
from pipeline.review import deciding
from pipeline.review.released import Reading, Released, read_release
from pipeline.store.ledger import Act, Entry, find_ledger, ledger_of
from pipeline.store.ledger.standing import Match, State, match, standing, twins

if TYPE_CHECKING:
    from pipeline.store.ledger.ledger import Ledger

review_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
ReleaseOpt = Annotated[Path, typer.Option("--release", metavar="DIR", help=say("opt.release"))]
LedgerOpt = Annotated[str | None, typer.Option("--ledger", metavar="URL", help=say("opt.ledger"))]
ByOpt = Annotated[str, typer.Option("--by", metavar="NAME", help=say("opt.reviewer"), show_default=False)]
WhyOpt = Annotated[str | None, typer.Option("--why", metavar="TEXT", help=say("opt.reviewer_why"))]
QueueOpt = Annotated[str | None, typer.Option("--queue", metavar="QUEUE", help=say("opt.from_queue"))]
PairsOpt = list[str] | None
JsonOpt = Annotated[bool, typer.Option("--json", help=say("opt.json"))]
SeedOpt = Annotated[int, typer.Option("--seed", metavar="N", help=say("opt.seed"))]
SizeOpt = Annotated[int, typer.Option("--size", min=1, metavar="N", help=say("opt.size"))]
OUTPUTS, SHOWN = Path("outputs"), 60


@review_app.command("judge", help=say("help.review.judge"))
def judge(
    target: Annotated[str, typer.Argument(metavar="CLAIM_OR_FACT", help=say("opt.target"))],
    verdict: Annotated[Act, typer.Option("--verdict", help=say("opt.verdict"), show_default=False)],
    by: ByOpt,
    field: Annotated[str | None, typer.Option("--field", metavar="NAME", help=say("opt.field"))] = None,
    value: Annotated[str | None, typer.Option("--value", metavar="VALUE", help=say("opt.value"))] = None,
    claim: Annotated[PairsOpt, typer.Option("--claim", metavar="CLAIM", help=say("opt.apart"))] = None,
    other: Annotated[str | None, typer.Option("--with", metavar="FACT", help=say("opt.with"))] = None,
    page: Annotated[int | None, typer.Option("--page", min=1, metavar="N", help=say("opt.page"))] = None,
    why: WhyOpt = None,
    from_queue: QueueOpt = None,
    release: ReleaseOpt = OUTPUTS,
    ledger: LedgerOpt = None,
) -> None:
    """Write one judgement into the ledger."""
    folder = _one(release)
    word, at = deciding.Word(by, why, field, value, from_queue), deciding.now()
    released = read_release(folder)
    with _opened(folder, ledger) as book:
        if verdict is Act.UNDO:
            entry = deciding.undo(book.entries(), target, word, at)
        elif verdict is Act.SPLIT:
            entry = deciding.split(released, target, claim or (), word, at)
        elif verdict is Act.MERGE:
            entry = deciding.merge(released, target, _needed("--with", other), word, at)
        elif verdict is Act.WHOLE_PAGE_READ:
            entry = deciding.page_read(released, target, page, word, at)
        elif verdict is Act.ADD:
            raise UsageError(say("review.use_add"))
        else:
            entry = deciding.judge_reading(released, target, verdict, word, at)
        _keep(book, entry)


@review_app.command("add", help=say("help.review.add"))
def add(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help=say("opt.of_document"))],
    kind: Annotated[str, typer.Option("--type", metavar="TYPE", help=say("opt.type"), show_default=False)],
    quote: Annotated[str, typer.Option("--quote", metavar="WORDS", help=say("opt.quote"), show_default=False)],
    by: ByOpt,
    field: Annotated[PairsOpt, typer.Option("--field", metavar="NAME=VALUE", help=say("opt.fields"))] = None,
    select: Annotated[PairsOpt, typer.Option("--select", metavar="NAME=WORDS", help=say("opt.select"))] = None,
    which: Annotated[int, typer.Option("--which", min=1, metavar="N", help=say("opt.which"))] = 1,
    why: WhyOpt = None,
    release: ReleaseOpt = OUTPUTS,
    ledger: LedgerOpt = None,
) -> None:
    """Write a claim that was missed into the ledger; the next run finds its words in the document, or lists it as an orphan."""
    folder = _one(release)
    values, selected = _pairs("--field", field), _pairs("--select", select)
    word = deciding.Word(by, why)
    at = deciding.now()
    entry = deciding.add(read_release(folder), document, kind, quote, values, selected, word, at, which=which)
    with _opened(folder, ledger) as book:
        _keep(book, entry)


@review_app.command("list", help=say("help.review.list"))
def list_judgements(release: ReleaseOpt = OUTPUTS, ledger: LedgerOpt = None, as_json: JsonOpt = False) -> None:
    """Print each decision with how it stands to the release."""
    _print_matches(_held(release, ledger), as_json)


@review_app.command("orphans", help=say("help.review.orphans"))
def orphans(release: ReleaseOpt = OUTPUTS, ledger: LedgerOpt = None, as_json: JsonOpt = False) -> None:
    """Print the decisions whose words or document the release has no more."""
    _print_matches([one for one in _held(release, ledger) if one.state is State.ORPHANED], as_json)


@review_app.command("queue", help=say("help.review.queue"))
def show_queue(
    kind: Annotated[Queue, typer.Option("--kind", help=say("opt.queue_kind"))] = Queue.UNCERTAIN,
    seed: SeedOpt = 1,
    size: SizeOpt = 100,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help=say("opt.queue_by"))] = None,
    release: ReleaseOpt = OUTPUTS,
    ledger: LedgerOpt = None,
    as_json: JsonOpt = False,
) -> None:
    """Print the claims that wait for a reviewer; of the random queue without what could sway one."""
    folder = _one(release)
    found = queue(read_release(folder), _entries(folder, ledger), kind, size=size, seed=seed, by=by)
    hidden = ("confidence", "extractor", "second_reader") if kind is Queue.RANDOM else ()
    for one in found:
        typer.echo(json.dumps(_record(one, hidden), ensure_ascii=False) if as_json else _line(one, not hidden))


@review_app.command("precision", help=say("help.review.precision"))
def show_precision(
    seed: SeedOpt = 1, size: SizeOpt = 100, release: ReleaseOpt = OUTPUTS, ledger: LedgerOpt = None
) -> None:
    """Print what the random queue of this seed and size says of the release."""
    folder = _one(release)
    found = precision(read_release(folder), _entries(folder, ledger), size=size, seed=seed)
    if not found.judged:
        raise UsageError(say("review.unjudged", seed=seed))
    low, high = found.interval
    share, within = f"{found.right / found.judged:.3f}", f"{WITHIN:.0%}"
    typer.echo(
        say("review.precision", share=share, low=f"{low:.3f}", high=f"{high:.3f}", within=within,
            right=found.right, judged=found.judged, drawn=found.drawn)
    )  # fmt: skip


@review_app.command("agreement", help=say("help.review.agreement"))
def show_agreement(
    one: Annotated[str, typer.Argument(metavar="NAME")],
    other: Annotated[str, typer.Argument(metavar="OTHER")],
    release: ReleaseOpt = OUTPUTS,
    ledger: LedgerOpt = None,
) -> None:
    """Print Cohen's kappa of two reviewers on what both have judged."""
    found = reviewers_agree(_entries(_one(release), ledger), one, other)
    kappa = "–" if found.kappa is None else f"{found.kappa:.2f}"
    typer.echo(say("review.kappa", of=found.of, equal=f"{found.equal:.2f}", kappa=kappa))


@review_app.command("export", help=say("help.review.export"))
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("opt.gold_out"))],
    release: ReleaseOpt = OUTPUTS,
    ledger: LedgerOpt = None,
) -> None:
    """Write the judged documents as gold."""
    from pipeline.evaluate.judgedgold import write_gold

    path = _one(release)
    names = write_gold(read_release(path), _entries(path, ledger), folder)
    typer.echo(say("review.exported", number=len(names), place=folder))


def _one(path: Path) -> Path:
    found = find_releases(path)
    if len(found) > 1:
        raise ReleaseError("several datasets: name a release", document=str(path))
    return found[0]


@contextmanager
def _opened(folder: Path, named: str | None) -> Iterator[Ledger]:
    from pipeline.store.ledger.ledger import Ledger

    with Ledger.open(ledger_of(folder.parent, named)) as book:
        yield book


def _entries(folder: Path, named: str | None) -> list[Entry]:
    """All entries; none where there is no ledger yet."""
    if find_ledger(folder.parent, named) is None:
        return []
    with _opened(folder, named) as book:
        return book.entries()


def _keep(book: Ledger, entry: Entry) -> None:
    (entry_id,) = book.append([entry])
    typer.echo(say("review.kept", id=entry_id, act=entry.act.value, readings=len(entry.about)))


def _held(release: Path, named: str | None) -> list[Match]:
    """All standing decisions, and the offers on twin documents, as they stand to the release's readings."""
    folder = _one(release)
    released: Released = read_release(folder)
    seen = released.seen
    matches = match(standing(_entries(folder, named)), seen, released.documents.values())
    return [*matches, *twins(matches, seen, released.works)]


def _print_matches(matches: Sequence[Match], as_json: bool) -> None:
    for one in matches:
        if as_json:
            typer.echo(json.dumps(_match_record(one), ensure_ascii=False))
            continue
        entry, subject = one.entry, (one.found or (one.subject,))[0]
        what = f"{entry.act.value} {entry.field}={entry.value}" if entry.field else entry.act.value
        words = "".join(subject.quote.split())[:SHOWN]
        because = "; ".join(part for part in (entry.why, one.why) if part)
        typer.echo(
            f"{one.state.value}: {what} {subject.claim_id or ''} {subject.document} 「{words}」 {entry.by} {because}"
        )


def _match_record(one: Match) -> dict[str, Any]:
    entry, subject = one.entry, one.subject
    return {
        "judgement_id": entry.entry_id, "state": one.state.value, "verdict": entry.act.value, "field": entry.field,
        "value": entry.value, "by": entry.by, "why": entry.why, "at": entry.at, "document": subject.document,
        "type": subject.type, "quote": subject.quote, "claims": [found.claim_id for found in one.found], "because": one.why,
    }  # fmt: skip


def _record(one: Reading, hidden: Sequence[str]) -> dict[str, Any]:
    row = {key: value for key, value in one.row.items() if key not in (*hidden, "rejected", "fact_id")}
    return row | {"body": one.subject.body, "fact_id": one.subject.fact_id}


def _line(one: Reading, sure: bool) -> str:
    row, words = one.row, "".join(one.subject.quote.split())[:SHOWN]
    page = f" {row['page']}" if row["page"] else ""
    end = f" {row['extractor']} {one.confidence:.2f}" if sure else ""
    return f"{row['claim_id']} {row['type']} {row['document']}{page} 「{words}」{end}"


def _needed(name: str, value: str | None) -> str:
    if value is None:
        raise UsageError(say("error.missing", name=name))
    return value


def _pairs(name: str, given: Sequence[str] | None) -> dict[str, str]:
    """`date=1973-06` taken apart."""
    parts = [one.partition("=") for one in given or ()]
    if any(not mark or not key for key, mark, _ in parts):
        raise UsageError(f"{name}: write NAME=VALUE")
    return {key: value for key, _, value in parts}
