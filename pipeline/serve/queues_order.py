"""Which claims wait in each queue, as ids in their order, found by SQL in a release of any size and kept while the server runs.

A release never changes, so neither do its queues, but for what reviewers have done since: those are told by the ledger.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum

from pipeline.evaluate.reviewing import RIGHT, draw_ids, verdicts
from pipeline.publish.facttables import JOINT
from pipeline.serve.judging_desk import Book

MOST = 2000  # claims of a queue that are ordered at once
SEVERITY = ("contradiction", "gap", "note")


class Waiting(StrEnum):
    """The queues, in the order of the overview."""

    UNCERTAIN = "uncertain"
    CONFLICT = "conflict"
    FINDING = "finding"
    SECOND_READER = "second-reader"
    RANDOM = "random"
    DISAGREEMENT = "disagreement"
    SECOND_LOOK = "second-look"
    OFFERED = "offered"


OF_JUDGEMENTS = {Waiting.SECOND_LOOK: "second look", Waiting.OFFERED: "offered"}
OPEN = "(rejected IS NULL OR claim_id IN (SELECT claim_id FROM judgements)) AND extractor NOT LIKE 'review.%'"


def ordered(base: sqlite3.Connection, kind: Waiting, *, size: int, seed: int) -> list[str]:
    """The claims of a queue that depends on the release alone; `size` and `seed` are those of the random draw."""
    if kind is Waiting.RANDOM:
        return draw_ids([(str(a), str(b), str(c), float(d or 0)) for a, b, c, d in _lots(base)], size, seed)
    if kind is Waiting.UNCERTAIN:
        found = base.execute(
            f"SELECT claim_id FROM claims WHERE {OPEN} ORDER BY abs(confidence - 0.5), claim_id LIMIT ?", (MOST,)
        )
        return [str(row[0]) for row in found]
    if kind is Waiting.SECOND_READER:
        found = base.execute(
            f"SELECT claim_id FROM claims WHERE second_reader = 'differs' AND {OPEN} ORDER BY rowid LIMIT ?", (MOST,)
        )
        return [str(row[0]) for row in found]
    if kind in OF_JUDGEMENTS:
        state = OF_JUDGEMENTS[kind]
        return _first(
            str(row[0])
            for row in base.execute("SELECT claim_id FROM judgements WHERE state = ? ORDER BY rowid", (state,))
        )
    return _first(_named(base, kind))


def _lots(base: sqlite3.Connection) -> Iterable[tuple[object, object, object, float]]:
    return base.execute(f"SELECT claim_id, type, extractor, confidence FROM claims WHERE {OPEN}").fetchall()


def _named(base: sqlite3.Connection, kind: Waiting) -> Iterator[str]:
    """The claims that conflicts or findings name, the gravest first."""
    if kind is Waiting.CONFLICT:
        for kept, lost in base.execute("SELECT kept_claims, lost_claims FROM conflicts ORDER BY rowid"):
            yield from (one for part in (kept, lost) for one in (part or "").split(JOINT) if one)
    if kind is Waiting.FINDING:
        rows = base.execute("SELECT severity, claim_ids FROM findings ORDER BY rowid").fetchall()
        for _, claims in sorted(rows, key=lambda row: SEVERITY.index(row[0])):
            yield from (one for one in (claims or "").split(JOINT) if one)


def _first(claims: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(claims))[:MOST]


def at_odds(book: Book) -> list[str]:
    """The claims that two people have judged differently, by the ids that they had then."""
    names = sorted({entry.by for entry in book.stands})
    said: dict[str, set[bool]] = defaultdict(set)
    for name in names:
        for key, act in verdicts(book.stands, name).items():
            said[key].add(act in RIGHT)
    keys = {key for key, told in said.items() if len(told) > 1}
    claims = (one.claim_id for entry in book.stands for one in entry.about if one.key in keys)
    return list(dict.fromkeys(str(claim) for claim in claims if claim))
