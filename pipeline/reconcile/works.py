"""Which documents are one work, and so one witness: a text, its PDF, its scan, a repost.

Joined by a word of the manifest, a DOI, an ISBN, by title, authors and year, or by text that overlaps by 80 % and more. The manifest
overrules: documents with two different words are never one work. Two works of which one has a passage or a table of the other stay
two, but what both say in the same words counts once (`copies`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.ids import stable_id
from pipeline.reconcile.likeness import Likeness, likenesses
from pipeline.reconcile.words import Words
from pipeline.records.source import Bibliography
from pipeline.records.works import Copy, Document, Work
from pipeline.text.script import shadow

SAME_TEXT, SAME_LENGTH = 0.8, 0.5  # share of the shorter text; how long it is at least beside the longer
BORROWED, PASSAGE, RUNS = 0.06, 100, 3  # share and characters, or runs of numbers, that one work has of another
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Works:
    """The works of a corpus, which documents belong to which, and which works have passages of each other."""

    works: tuple[Work, ...]
    of: Mapping[str, str]  # digest to work id
    copies: tuple[Copy, ...]

    def work(self, digest: str) -> str:
        """The work of a document; a document that nothing is known of is a work of its own."""
        return self.of.get(digest) or lone_work(digest)


@dataclass(frozen=True, slots=True)
class _Join:
    a: int
    b: int
    why: Words


def lone_work(digest: str) -> str:
    """The id of a work that is known by this document alone."""
    return stable_id("work", digest)


def find_works(
    documents: Sequence[Document], said: Mapping[str, Bibliography], fixed: Mapping[str, str] | None = None
) -> Works:
    """Works of `documents`; `said` is what texts say of themselves by digest, `fixed` the works that are settled already (frozen)."""
    docs = sorted(
        {d.digest: d for d in sorted(documents, key=lambda d: (d.digest, d.name))}.values(), key=lambda d: d.digest
    )
    like = likenesses([d.sketch for d in docs])
    groups = _Groups(docs, fixed or {})
    lines = [d.bibliography or said.get(d.digest) or Bibliography() for d in docs]
    for join in (*_by_word(docs), *_by_number(docs, lines), *_by_title(lines), *_by_text(docs, like)):
        groups.join(join)
    of, works = groups.works()
    return Works(works, of, tuple(_copies(docs, like, of)))


class _Groups:
    """Documents joined so far; a join against the manifest, or between works that are settled, is left out."""

    def __init__(self, docs: Sequence[Document], fixed: Mapping[str, str]) -> None:
        self.docs, self.fixed = docs, fixed
        self.root = list(range(len(docs)))
        self.words: list[set[str]] = [{d.work} if d.work else set() for d in docs]
        self.settled: list[set[str]] = [{fixed[d.digest]} if d.digest in fixed else set() for d in docs]
        self.why: dict[int, Words] = {}
        first: dict[str, int] = {}
        for at, doc in enumerate(docs):
            if doc.digest in fixed:
                before = first.setdefault(fixed[doc.digest], at)
                if before != at:
                    self.join(_Join(before, at, Words("as in the frozen weights", "依冻结的权重")))

    def find(self, at: int) -> int:
        while self.root[at] != at:
            at = self.root[at]
        return at

    def join(self, join: _Join) -> None:
        a, b = sorted((self.find(join.a), self.find(join.b)))
        words, settled = self.words[a] | self.words[b], self.settled[a] | self.settled[b]
        if a == b or len(words) > 1 or len(settled) > 1:
            return
        self.root[b], self.words[a], self.settled[a] = a, words, settled
        later = max(join.a, join.b)
        self.why[b if later in self.why else later] = join.why

    def works(self) -> tuple[dict[str, str], tuple[Work, ...]]:
        members: dict[int, list[int]] = {}
        for at in range(len(self.docs)):
            members.setdefault(self.find(at), []).append(at)
        of: dict[str, str] = {}
        works = []
        for root, group in members.items():
            work_id = next(iter(self.settled[root]), None) or lone_work(self.docs[root].digest)
            digests = tuple(self.docs[at].digest for at in group)
            of |= dict.fromkeys(digests, work_id)
            why = tuple((self.docs[at].digest, *self.why[at]) for at in group if at in self.why)
            works.append(Work(work_id, digests, why))
        return of, tuple(sorted(works, key=lambda work: work.work_id))


def _by_word(docs: Sequence[Document]) -> Iterator[_Join]:
    why = Words("the manifest says so", "清单指明")
    yield from _equal([(d.work,) if d.work else None for d in docs], why)


def _by_number(docs: Sequence[Document], lines: Sequence[Bibliography]) -> Iterator[_Join]:
    yield from _equal([(d.sketch.doi,) if d.sketch.doi else None for d in docs], Words("the same DOI", "DOI 相同"))
    isbns = [re.sub(r"[^\dX]", "", line.isbn.upper()) if line.isbn else "" for line in lines]
    yield from _equal(
        [(isbn[-10:-1],) if len(isbn) >= 10 else None for isbn in isbns], Words("the same ISBN", "ISBN 相同")
    )


def _by_title(lines: Sequence[Bibliography]) -> Iterator[_Join]:
    """Title, authors and year; a document that lacks one of them is not recognised by the others."""
    keys = [
        (_plain(line.title), tuple(sorted(map(_plain, line.authors or line.organisations))), line.date[:4])
        if line.title and (line.authors or line.organisations) and line.date
        else None
        for line in lines
    ]
    yield from _equal(keys, Words("the same title, authors and year", "题名、作者、年份相同"))


def _by_text(docs: Sequence[Document], like: Sequence[Likeness]) -> Iterator[_Join]:
    for pair in sorted(like, key=lambda p: (-p.share, p.one, p.other)):
        short, long = sorted((docs[pair.one].sketch.length, docs[pair.other].sketch.length))
        if pair.share >= SAME_TEXT and short >= SAME_LENGTH * long:
            percent = f"{100 * pair.share:.0f} %"
            yield _Join(pair.one, pair.other, Words(f"{percent} of the text is the same", f"正文重合 {percent}"))


def _equal(keys: Sequence[tuple[object, ...] | None], why: Words) -> Iterator[_Join]:
    first: dict[tuple[object, ...], int] = {}
    for at, key in enumerate(keys):
        if key is not None and first.setdefault(key, at) != at:
            yield _Join(first[key], at, why)


def _plain(text: str) -> str:
    return _SIGNS.sub("", shadow(text)).lower()


def _copies(docs: Sequence[Document], like: Sequence[Likeness], of: Mapping[str, str]) -> Iterator[Copy]:
    """Pairs of works with shared passages or tables; of several documents the most that any two share."""
    most: dict[tuple[str, str], Copy] = {}
    for pair in like:
        one, other = sorted((of[docs[pair.one].digest], of[docs[pair.other].digest]))
        words = pair.share >= BORROWED and pair.characters >= PASSAGE
        if one == other or not (words or pair.numbers >= RUNS):
            continue
        found = Copy(one, other, pair.characters, pair.numbers)
        before = most.get((one, other), found)
        most[one, other] = max(before, found, key=lambda c: (c.characters, c.numbers))
    yield from (most[key] for key in sorted(most))
