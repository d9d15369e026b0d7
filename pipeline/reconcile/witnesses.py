"""Who speaks: claims to witnesses. Documents of one work are one; of two works with shared passages what both say in the same words is
said once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pipeline.reconcile.works import Works
from pipeline.records.claim import Claim

ALIKE = 0.6  # share of common pairs of characters from which two quotes of works that copy are one sentence
LONG, EQUAL = 30, 0.95  # quotes so long and so equal are one sentence, whatever the rest of the two works is
_SIGNS = re.compile(r"[\W_]+")


class Witnesses:
    """The witnesses of a corpus, numbered in the order of their work ids, with the groups of those that copy each other's values."""

    def __init__(self, works: Works, claims: Iterable[Claim]) -> None:
        self.works = works
        ids = {works.work(claim.document_digest) for claim in claims} | set(works.of.values())
        self.ids = sorted(ids)
        self.number = {work: at for at, work in enumerate(self.ids)}
        self.linked = {(copy.one, copy.other) for copy in works.copies}
        self.borrowing = {work for pair in self.linked for work in pair}
        self.stands: dict[str, int] = {}  # claim to the first of the witnesses that have its sentence from each other
        self.leader = list(range(len(self.ids)))  # of those that copy each other's values, the first

    def __len__(self) -> int:
        return len(self.ids)

    def of(self, claim: Claim) -> int:
        """The number of a claim's witness."""
        return self.number[self.works.work(claim.document_digest)]

    def compare(self, claims: Sequence[Claim]) -> None:
        """Find among all claims on one fact those that two witnesses have from each other."""
        stands = {number: number for number in {self.of(claim) for claim in claims}}
        if len(stands) > 1:
            for a, b in self._said_once(claims):
                low, high = sorted((stands[a], stands[b]))
                stands = {number: low if stand == high else stand for number, stand in stands.items()}
        self.stands |= {claim.claim_id: stands[self.of(claim)] for claim in claims}

    def group(self, claim: Claim) -> int:
        """The witness that stands for a claim's: the first of those that have the sentence, or their values, from each other."""
        return self.leader[self.stands.get(claim.claim_id, self.of(claim))]

    def count(self, claims: Sequence[Claim]) -> int:
        """How many independent witnesses the claims have."""
        return len({self.group(claim) for claim in claims})

    def _said_once(self, claims: Sequence[Claim]) -> Iterable[tuple[int, int]]:
        """Pairs of witnesses whose quotes are one sentence; one quote of each wording is compared."""
        said = sorted({(self.of(claim), plain(claim.quote)) for claim in claims})
        long = [(number, quote) for number, quote in said if self.ids[number] in self.borrowing or len(quote) >= LONG]
        for at, (a, first) in enumerate(long):
            for b, second in long[at + 1 :]:
                measure = self._measure(a, b, first, second)
                if a != b and measure <= 1.0 and alike(first, second) >= measure:
                    yield a, b

    def _measure(self, a: int, b: int, first: str, second: str) -> float:
        """How alike two quotes must be to be one; more than they can be where nothing speaks for copying."""
        if (self.ids[a], self.ids[b]) in self.linked:
            return ALIKE
        return EQUAL if min(len(first), len(second)) >= LONG else 2.0


def plain(quote: str) -> str:
    """A quote without blanks and signs."""
    return _SIGNS.sub("", quote)


def alike(a: str, b: str) -> float:
    """Share of pairs of neighbouring characters that two texts have in common, 0 to 1."""
    if a == b:
        return 1.0
    first, second = ({text[at : at + 2] for at in range(len(text) - 1)} for text in (a, b))
    return len(first & second) / len(first | second) if first and second else 0.0


def leaders(groups: Mapping[str, str], ids: Sequence[str]) -> list[int]:
    """For each work its group's first work by number, from a table of work ids; itself where the table does not know it."""
    number = {work: at for at, work in enumerate(ids)}
    return [number.get(groups.get(work, work), at) for at, work in enumerate(ids)]
