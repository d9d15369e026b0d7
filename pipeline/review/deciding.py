"""A reviewer's word made an entry, checked against its release: nothing stands in the ledger that no run could use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pipeline.errors import UsageError
from pipeline.review.released import Released, claims_in
from pipeline.review.values import check_value, checked_date, made
from pipeline.store.ledger.entry import Act, Entry, Subject, normal_quote
from pipeline.store.ledger.standing import standing

STAGES = frozenset({"relation", "stage"})  # what tells the stages of one tie apart


@dataclass(frozen=True, slots=True)
class Word:
    """What a reviewer says beside the verdict: name, reason, the field corrected and its value, and the queue it came from."""

    by: str
    why: str | None = None
    field: str | None = None
    value: str | None = None
    queue: str | None = None


def now() -> str:
    """The moment, as entries have it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def judge_reading(released: Released, target: str, act: Act, word: Word, at: str) -> Entry:
    """Accept, reject, correct or be unsure of a claim, or of all claims of a fact. Raises `UsageError` for what makes no sense."""
    about, fact_id = _about(released, target)
    if act is Act.ACCEPT and fact_id:
        about = _not_lost(released, fact_id, about)
    entry = Entry(act, word.by, at, about, word.why, queue=word.queue)
    if act is not Act.CORRECT:
        return entry
    if not word.field or word.value is None:
        raise UsageError("a correction needs a field and a value")
    entry = replace(entry, field=word.field, value=word.value)
    if fact_id and _is_weighed(about[0].type, word.field):
        if word.field != "value":
            checked_date(word.value)
        return replace(entry, more={"fact_id": fact_id})
    if fact_id and word.field in STAGES:
        about = _at_one_stage(about, word.field)
    for one in about:
        check_value(one.type, word.field, word.value)
    return replace(entry, about=about)


def _is_weighed(kind: str, field: str) -> bool:
    """Is the field of a fact one that its claims may differ on, so that the fact itself takes the reviewer's value?"""
    return (kind == "pair" and field.startswith("date")) or (kind == "count" and field == "value")


def _at_one_stage(about: tuple[Subject, ...], field: str) -> tuple[Subject, ...]:
    """The claims of a fact, where all say the same of the field: those of a tie with a history are corrected one by one."""
    if len({str(one.body.get(field)) for one in about}) > 1:
        raise UsageError(
            f"its claims give several values of '{field}', each a stage of its own: correct claim by claim"
        )
    return about


def split(released: Released, fact_id: str, claims: Sequence[str], word: Word, at: str) -> Entry:
    """Some claims of a fact made a fact of their own. Raises `UsageError` unless some stay behind."""
    about, _ = _about(released, fact_id)
    apart = tuple(one for one in about if one.claim_id in claims)
    if len(apart) != len(set(claims)) or not apart or len(apart) == len(about):
        raise UsageError(f"name some of the {len(about)} claims of the fact, not all and no others")
    return Entry(Act.SPLIT, word.by, at, apart, word.why, more={"fact_id": fact_id}, queue=word.queue)


def merge(released: Released, fact_id: str, other: str, word: Word, at: str) -> Entry:
    """Two facts made one, under the id of the first. Raises `UsageError` where they are not two of one type."""
    (first, _), (second, _) = _about(released, fact_id), _about(released, other)
    if fact_id == other or first[0].type != second[0].type or first[0].type == "document":
        raise UsageError("two facts of one type can be merged, title pages excepted")
    more = {"fact_id": fact_id, "with": other}
    return Entry(Act.MERGE, word.by, at, (*first, *second), word.why, more=more, queue=word.queue)


def add(
    released: Released, document: str, kind: str, quote: str, values: Mapping[str, str], selected: Mapping[str, str],
    word: Word, at: str, *, which: int = 1, field_which: Mapping[str, int] | None = None,
) -> Entry:  # fmt: skip
    """A claim that was missed: `values` by field, `selected` the words for each. The gate looks for the words when a run applies it.

    `which` of several places of the quote it is, from 1; `field_which` the same of a field's words, the nearest where it is not said.
    """
    made(kind, values)
    if not normal_quote(quote):
        raise UsageError("no words are selected")
    digest = _digest(released, document)
    about = Subject(digest, document, kind, quote, dict(values))
    strangers = sorted(set(selected) - set(values))
    if strangers:
        raise UsageError(f"words are selected for {', '.join(strangers)}, of which no value is given")
    more = {"selected": dict(selected), "which": which, "field_which": dict(field_which or {})}
    return Entry(Act.ADD, word.by, at, (about,), word.why, more=more, queue=word.queue)


def page_read(released: Released, document: str, page: int | None, word: Word, at: str) -> Entry:
    """A page (None: the whole document) that was read whole and lacks nothing: gold for recall."""
    about = Subject(_digest(released, document), document, "page", "", {})
    return Entry(Act.WHOLE_PAGE_READ, word.by, at, (about,), word.why, more={"page": page}, queue=word.queue)


def undo(entries: Iterable[Entry], target: str, word: Word, at: str) -> Entry:
    """Take back the last decision of this name on an entry, claim, fact or document. Raises `UsageError` where there is none."""
    stands = standing(entries)
    found = [entry for entry in stands if target in names_of(entry)]
    mine = [entry for entry in found if entry.by == word.by]
    if not mine:
        others = ", ".join(sorted({entry.by for entry in found}))
        raise UsageError(f"{word.by} has decided nothing on {target}" + (f", only {others} has" if others else ""))
    return Entry(Act.UNDO, word.by, at, mine[-1].about, word.why, undoes=mine[-1].entry_id)


def names_of(entry: Entry) -> set[str]:
    """Ids and names by which a decision can be pointed at."""
    found = {entry.entry_id, entry.fact_id, entry.more.get("with")}
    for one in entry.about:
        found |= {one.claim_id, one.fact_id, one.document if one.type == "page" or one.claim_id is None else None}
    return {name for name in found if name}


def _about(released: Released, target: str) -> tuple[tuple[Subject, ...], str | None]:
    """The readings of a claim or fact, and the fact's id where it is one."""
    claim = [one for one in released.seen if one.claim_id == target]
    if claim:
        return tuple(claim), None
    group = released.of_fact(target)
    if not group:
        raise UsageError(f"the release has no claim or fact {target} that can be judged")
    return group, target


def _not_lost(released: Released, fact_id: str, about: tuple[Subject, ...]) -> tuple[Subject, ...]:
    """A fact that is right makes those of its claims right that did not lose."""
    rows = (row for row in released.conflicts if row["fact_id"] == fact_id)
    lost = {claim for row in rows for claim in claims_in(row, "lost_claims")}
    return tuple(one for one in about if one.claim_id not in lost)


def _digest(released: Released, document: str) -> str:
    if document not in released.documents:
        raise UsageError(f"the release has no document {document}")
    return released.documents[document]
