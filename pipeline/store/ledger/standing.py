"""Which decisions stand, and about which readings of a run they are: decided on content alone, so that it is told the same anywhere.

A decision applies where the same bytes are read the same way at the same words. Where the words are read otherwise it comes back for
a second look; on another document it is offered, never carried over; where its words are not read any more it is an orphan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.store.ledger.entry import Act, Entry, Subject

OF_DOCUMENTS = frozenset({Act.ADD, Act.WHOLE_PAGE_READ})  # about a document, not about a reading of it


class State(StrEnum):
    """How a decision stands to a run."""

    STANDS = "stands"
    OVERRULED = "overruled"  # a later decision on the same reading
    SECOND_LOOK = "second look"
    OFFERED = "offered"
    ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True)
class Match:
    """A decision, one of the readings that it is about, and the readings of the run that answer to it."""

    entry: Entry
    subject: Subject
    state: State
    found: tuple[Subject, ...] = ()
    why: str = ""


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """The decisions that nobody took back, oldest first. An undo may be undone."""
    ordered = sorted(entries, key=lambda entry: (entry.at, entry.entry_id))
    undone: set[str] = set()
    for entry in reversed(ordered):
        if entry.act is Act.UNDO and entry.undoes and entry.entry_id not in undone:
            undone.add(entry.undoes)
    return [entry for entry in ordered if entry.act is not Act.UNDO and entry.entry_id not in undone]


def match(entries: Sequence[Entry], seen: Sequence[Subject], documents: Iterable[str]) -> list[Match]:
    """Each standing decision with each of its readings held against those of a run; `documents` are the digests that it read."""
    index = Index(seen, frozenset(documents))
    found = [one for entry in entries for one in _matches(entry, index)]
    last: dict[tuple[str, str | None], Entry] = {}
    for one in found:
        if one.state is State.STANDS and _decides(one.entry):
            last[one.subject.key, None if one.entry.act is not Act.CORRECT else one.entry.field] = one.entry
    return [_overruled(one, last) for one in found]


class Index:
    """The readings of a run by what they say, by their words, and by their document."""

    def __init__(self, seen: Sequence[Subject], documents: frozenset[str]) -> None:
        self.documents = documents | {one.digest for one in seen}
        self.by_key: dict[str, list[Subject]] = defaultdict(list)
        self.by_words: dict[tuple[str, str], list[Subject]] = defaultdict(list)
        self.by_document: dict[tuple[str, str], list[Subject]] = defaultdict(list)
        for one in seen:
            self.by_key[one.key].append(one)
            self.by_words[one.type, one.words].append(one)
            self.by_document[one.digest, one.type].append(one)

    def read_otherwise(self, subject: Subject) -> list[Subject]:
        """Readings of the same words of the same document that say something else, or of a quote cut otherwise."""
        here = self.by_document.get((subject.digest, subject.type), [])
        exact = [one for one in here if one.words == subject.words]
        return exact or [one for one in here if one.words in subject.words or subject.words in one.words]


def _matches(entry: Entry, index: Index) -> Iterator[Match]:
    for subject in entry.about:
        known = subject.digest in index.documents
        if not known:
            yield Match(entry, subject, State.ORPHANED, (), "its document is not among those read")
        elif entry.act in OF_DOCUMENTS:
            yield Match(entry, subject, State.STANDS)
        elif same := index.by_key.get(subject.key):
            yield Match(entry, subject, State.STANDS, tuple(same))
        elif other := index.read_otherwise(subject):
            yield Match(entry, subject, State.SECOND_LOOK, tuple(other), "these words are read otherwise now")
        else:
            yield Match(entry, subject, State.ORPHANED, (), "nothing is read at these words any more")


def _decides(entry: Entry) -> bool:
    return entry.act in (Act.ACCEPT, Act.REJECT, Act.CORRECT) and entry.fact_id is None


def _overruled(one: Match, last: Mapping[tuple[str, str | None], Entry]) -> Match:
    """A decision gives way to a later one on the whole reading, a correction to a later one of its field too."""
    if one.state is not State.STANDS or not _decides(one.entry):
        return one
    rivals = [last.get((one.subject.key, None))]
    if one.entry.act is Act.CORRECT:
        rivals.append(last.get((one.subject.key, one.entry.field)))
    else:
        rivals += [entry for (key, field), entry in last.items() if key == one.subject.key and field is not None]
    mine = one.entry.at, one.entry.entry_id
    later = [entry for entry in rivals if entry and (entry.at, entry.entry_id) > mine]
    return Match(one.entry, one.subject, State.OVERRULED, one.found, "by a later decision") if later else one


def twins(matches: Sequence[Match], seen: Sequence[Subject], works: Mapping[str, str]) -> list[Match]:
    """Decisions offered for confirmation: on the same quote in another document, or the same reading in another edition of the work.

    `works` has the work of each document by digest. A reading that somebody has judged is offered none.
    """
    index = Index(seen, frozenset())
    by_values: dict[tuple[str, str], list[Subject]] = defaultdict(list)
    for read in seen:
        if work := works.get(read.digest):
            by_values[work, _values(read)].append(read)
    judged = {one.subject.key for one in matches}
    offers: dict[tuple[str, str], Match] = {}
    for one in matches:
        if not _decides(one.entry) or one.state is State.OVERRULED:
            continue
        same_words = index.by_words.get((one.subject.type, one.subject.words), [])
        same_work = by_values.get((works.get(one.subject.digest, ""), _values(one.subject)), [])
        for found in (*same_words, *same_work):
            if found.digest != one.subject.digest and found.key not in judged:
                why = "the same quote in another document" if found in same_words else "the same work says the same"
                offers.setdefault(
                    (found.key, one.entry.act), Match(one.entry, one.subject, State.OFFERED, (found,), why)
                )
    return list(offers.values())


def _values(subject: Subject) -> str:
    """The reading whatever its document and words."""
    return Subject("", "", subject.type, "", subject.body).key
