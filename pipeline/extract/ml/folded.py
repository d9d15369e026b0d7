"""What the models read of a sentence: its words with places, dates and digits folded to one sign each, so that no name can be learned.

Signs are those of `rules.pairs.skeleton`; the two sides that are asked about are Ⓐ (Chinese) and Ⓑ (foreign), a digit is 0.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from pipeline.extract.rules.pairs.skeleton import Skeleton, Skeletons
from pipeline.records.annotated import Annotated

CHINESE_SIDE, FOREIGN_SIDE = "Ⓐ", "Ⓑ"
_UNEVEN = re.compile(r"[\n\t1-9]")
_EVEN = (("\n", " "), ("\t", " "), *((digit, "0") for digit in "123456789"))  # faster than a table, sign by sign


class Folds:
    """What the models read of a document's sentences, each made once."""

    def __init__(self, document: Annotated, skeletons: Skeletons | None = None) -> None:
        self._document = document
        self._skeletons = skeletons or Skeletons(document)
        self._words: dict[int, str] = {}

    def skeleton(self, index: int) -> Skeleton:
        """The skeleton of the sentence."""
        return self._skeletons.of(self._document.sentences[index])

    def words(self, index: int) -> str:
        """Its words with its signs, as long as the skeleton."""
        found = self._words.get(index)
        if found is None:
            found = self._words[index] = _even(self.skeleton(index).text)
        return found


def _even(text: str) -> str:
    if not _UNEVEN.search(text):
        return text
    for mark, other in _EVEN:
        text = text.replace(mark, other)
    return text


def index_of(skeleton: Skeleton, at: int) -> int:
    """The index in the skeleton of a clean offset of its sentence; within a folded place or date that of its sign."""
    piece = bisect_right(skeleton.origins, at) - 1
    end = skeleton.starts[piece + 1] if piece + 1 < len(skeleton.starts) else len(skeleton.text)
    return min(skeleton.starts[piece] + at - skeleton.origins[piece], end)


def bucket(value: float, edges: tuple[float, ...]) -> str:
    """A number as one of the letters a, b, c …: how many of the edges it reaches."""
    return chr(ord("a") + bisect_right(edges, value))
