"""What the models read of a sentence: its words with places, dates and digits folded to one sign each, so that no name can be learned.

Signs are those of `rules.pairs.skeleton`; the two sides that are asked about are Ⓐ (Chinese) and Ⓑ (foreign), a digit is 0.
"""

from __future__ import annotations

from bisect import bisect_right

from pipeline.extract.rules.pairs.skeleton import Skeleton, fold
from pipeline.records.annotated import Annotated

CHINESE_SIDE, FOREIGN_SIDE = "Ⓐ", "Ⓑ"
_EVEN = str.maketrans("\n\t123456789", "  000000000")


class Folds:
    """The skeletons of a document's sentences, each folded once."""

    def __init__(self, document: Annotated) -> None:
        self.document = document
        self._kept: dict[int, tuple[Skeleton, str]] = {}

    def skeleton(self, index: int) -> Skeleton:
        """The skeleton of the sentence."""
        return self._fold(index)[0]

    def words(self, index: int) -> str:
        """Its words with its signs, as long as the skeleton."""
        return self._fold(index)[1]

    def _fold(self, index: int) -> tuple[Skeleton, str]:
        if index not in self._kept:
            skeleton = fold(self.document.sentences[index], self.document.reading.shadow)
            self._kept[index] = skeleton, skeleton.text.translate(_EVEN)
        return self._kept[index]


def index_of(skeleton: Skeleton, at: int) -> int:
    """The index in the skeleton of a clean offset of its sentence; within a folded place or date that of its sign."""
    piece = bisect_right(skeleton.origins, at) - 1
    end = skeleton.starts[piece + 1] if piece + 1 < len(skeleton.starts) else len(skeleton.text)
    return min(skeleton.starts[piece] + at - skeleton.origins[piece], end)


def bucket(value: float, edges: tuple[float, ...]) -> str:
    """A number as one of the letters a, b, c …: how many of the edges it reaches."""
    return chr(ord("a") + bisect_right(edges, value))
