"""When a claim answers a gold fact: the same values, at the same words of the document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pipeline.evaluate.names import amounts, even, same_place, spellings, stem_of

LENIENCE, LEEWAY = 4, 80  # a quote may be four times as long as the gold's and 80 characters more
LONGEST = 300  # characters of a pair's quote that only names a side


def squeeze(text: str) -> str:
    """`text` without white space."""
    return "".join(text.split())


class Text:
    """A source text in which quotes are found whatever their white space."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._at = [i for i, mark in enumerate(text) if not mark.isspace()]
        self._squeezed = "".join(text[i] for i in self._at)

    def find(self, quote: str) -> list[tuple[int, int]]:
        """Every place where the quote stands, as half-open offsets."""
        words, found = squeeze(quote), []
        at = self._squeezed.find(words) if words else -1
        while at >= 0:
            found.append((self._at[at], self._at[at + len(words) - 1] + 1))
            at = self._squeezed.find(words, at + 1)
        return found

    def length(self, span: tuple[int, int]) -> int:
        """Characters of a span, white space aside."""
        return len(squeeze(self.text[slice(*span)]))


@dataclass(frozen=True)
class Answer:
    """A published claim with the places where its quote stands."""

    says: dict[str, Any]
    spans: list[tuple[int, int]]
    grounded: bool
    number: int = field(compare=False, default=0)  # its place in the file, for claims without a fact id

    @property
    def confidence(self) -> float:
        """How sure the claim is; 0 where it does not say."""
        return float(self.says.get("confidence") or 0)


def answer(claim: dict[str, Any], text: Text, number: int) -> Answer:
    """A claim made ready to be judged; without offsets its quote is looked up."""
    quote = squeeze(claim.get("quote") or "")
    start, end = claim.get("raw_start"), claim.get("raw_end")
    if start is None:
        found = text.find(quote)
        return Answer(claim, found, bool(found), number)
    grounded = bool(quote) and squeeze(text.text[start:end]) == quote
    spans = [(start, end)] if end is not None else text.find(quote)
    return Answer(claim, spans, grounded, number)


def overlap(a: list[tuple[int, int]], b: list[tuple[int, int]]) -> bool:
    """Does a span of the one share a character with a span of the other?"""
    return any(x[0] < y[1] and y[0] < x[1] for x in a for y in b)


def near(given: Answer, gold: dict[str, Any], text: Text) -> bool:
    """Does the claim overlap the gold's words, with a span not much longer than they are?"""
    for quote in (gold["quote"], *gold.get("also", [])):
        limit = LENIENCE * len(squeeze(quote)) + LEEWAY
        short = [span for span in given.spans if text.length(span) <= limit]
        if short and overlap(short, text.find(quote)):
            return True
    return False


def _shows_a_side(given: Answer, gold: dict[str, Any]) -> bool:
    """A pair may be quoted from another sentence of the document, as long as that names one side."""
    quote = even(squeeze(given.says.get("quote") or ""))
    limit = max(LONGEST, LENIENCE * len(squeeze(gold["quote"])) + LEEWAY)
    names = spellings(gold["a"]) | spellings(gold["b"])
    return len(quote) <= limit and any(stem_of(name)[0] in quote for name in names)


def answers(kind: str, given: Answer, gold: dict[str, Any], text: Text) -> bool:
    """Does the claim say what the gold fact says, at its words?"""
    says = given.says
    if kind == "pair":
        sides = spellings(says.get("a")), spellings(says.get("b"))
        wanted = spellings(gold["a"]), spellings(gold["b"])
        straight = all(map(same_place, sides, wanted))
        if not (straight or all(map(same_place, sides, reversed(wanted)))):
            return False
        return near(given, gold, text) or _shows_a_side(given, gold)
    if kind == "count":
        same = amounts(says.get("value"), says.get("unit")) & amounts(gold["value"], gold.get("unit"))
        return bool(same) and near(given, gold, text)
    return says.get("category") in gold["category"] and near(given, gold, text)
