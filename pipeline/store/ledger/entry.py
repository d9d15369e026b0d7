"""One entry: who said what, when and why, about which words and which reading of them.

What an entry is about is told by content alone (digest of the document, quote without white space, type, values), so that it is
found again in any run; the ids of claim and fact are kept for people. An entry's id is the digest of what it says, whatever chain it
stands in, so ledgers can be joined; the chain's hash covers that and all before it.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from pipeline.errors import LedgerBroken
from pipeline.ids import stable_id

ROOT = "0" * 64  # what the first entry follows


class Act(StrEnum):
    """What a reviewer may do."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    UNSURE = "unsure"
    UNDO = "undo"
    ADD = "add"
    WHOLE_PAGE_READ = "whole-page-read"
    SPLIT = "split"
    MERGE = "merge"


@dataclass(frozen=True)  # no slots: its key is asked for again and again, and kept
class Subject:
    """The reading that is judged. `body` is what it states, as `claims.jsonl` has it; an added claim has the values a reviewer gave."""

    digest: str
    document: str
    type: str
    quote: str
    body: Mapping[str, Any]
    claim_id: str | None = None
    fact_id: str | None = None

    @cached_property
    def words(self) -> str:
        """The quote as it is compared: width evened, no white space."""
        return normal_quote(self.quote)

    @cached_property
    def key(self) -> str:
        """The same for the same reading of the same words of the same bytes, whoever extracted it."""
        return stable_id("reading", self.digest, self.type, self.words, canonical(self.body))


@dataclass(frozen=True)  # no slots: its id is asked for again and again, and kept
class Entry:
    """One line of the ledger. `about` holds one reading; those of all claims for split and merge, and for a correction of a fact.

    `field` and `value`: of a correction. `more`: what an act needs besides (the page that was read, the fact merged with, the words
    selected for each field). `undoes`: the id of the entry taken back. `queue`: the queue that it came from, with its seed.
    """

    act: Act
    by: str
    at: str  # ISO 8601, UTC
    about: tuple[Subject, ...] = ()
    why: str | None = None
    field: str | None = None
    value: str | None = None
    undoes: str | None = None
    queue: str | None = None
    more: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def body(self) -> str:
        """What is hashed and kept: canonical JSON."""
        return canonical(asdict(self))

    @cached_property
    def entry_id(self) -> str:
        """The id of what it says, the same in every ledger."""
        return stable_id("v", self.body)

    @property
    def fact_id(self) -> str | None:
        """The fact as a whole that it is about, None where it is about a claim or a page."""
        found = self.more.get("fact_id")
        return str(found) if found else None


@dataclass(frozen=True, slots=True)
class Link:
    """An entry's place in the chain; `hash` is that of `prev` and the entry's body."""

    number: int
    prev: str
    hash: str
    body: str

    @classmethod
    def after(cls, last: Link | None, body: str) -> Link:
        """The link that follows `last` (None: the first)."""
        prev = last.hash if last else ROOT
        return cls(last.number + 1 if last else 1, prev, chained(prev, body), body)


def canonical(value: object) -> str:
    """JSON with sorted keys and no blanks: the same text for the same value on every machine. Raises `ValueError` for NaN."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def chained(prev: str, body: str) -> str:
    """SHA-256 over the hash before and the body."""
    return hashlib.sha256(f"{prev}\n{body}".encode()).hexdigest()


def normal_quote(quote: str) -> str:
    """A quote as it is compared: NFKC, no white space."""
    return "".join(unicodedata.normalize("NFKC", quote).split())


def read_entry(body: str) -> Entry:
    """The entry that a body says. Raises `LedgerBroken` where it is none."""
    try:
        said = json.loads(body)
        about = tuple(Subject(**one) for one in said.pop("about"))
        entry = Entry(about=about, **said)
        return replace(entry, act=Act(entry.act))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise LedgerBroken(f"this is no entry: {body[:80]}") from error
