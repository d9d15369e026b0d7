"""What a reader keeps in mind while reading on: the places named last, the pair named last, whose document it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pipeline.records.annotated import Annotated
from pipeline.records.mention import PlaceMention
from pipeline.records.reading import BlockKind

Pair = tuple[PlaceMention, PlaceMention]


@dataclass(slots=True)
class Context:
    """Carried over the sentences of a document; `block` forgets what a new heading closes."""

    main: PlaceMention | None = None
    chinese: PlaceMention | None = None
    foreign: PlaceMention | None = None
    pairs: tuple[Pair, ...] = field(default=())
    about: bool = False  # the document is an account of ties
    told: bool = False  # the sentence before, in the same block, told of ties
    told_before: bool = False  # the last sentence of the block before told of ties
    block: int = -1
    entry: PlaceMention | None = (
        None  # the partner whose entry this is: 【某市】 before the text, or alone in the heading above
    )
    headed: bool = False  # the entry stands in a heading, and goes on over the blocks below it

    def enter(self, block: int) -> None:
        """A new block begins: what the sentence before told of is over."""
        if block != self.block:
            self.block, self.told_before, self.told = block, self.told, False
            self.entry = self.entry if self.headed else None

    def of_entry(self) -> tuple[Pair, ...]:
        """The document's own place and the partner whose entry this is, as the pair that was told of last."""
        return ((self.main, self.entry),) if self.main is not None and self.entry is not None else ()

    def saw(self, places: tuple[PlaceMention, ...]) -> None:
        """Note the last Chinese and the last foreign place of a sentence."""
        for place in places:
            if place.is_chinese:
                self.chinese = place
            elif place.is_foreign:
                self.foreign = place


def main_place(annotated: Annotated) -> PlaceMention | None:
    """The Chinese place that the document is about: named in its title or first heading, else in three of ten mentions."""
    kinds = annotated.reading.blocks
    heads = [s for s in annotated.sentences if kinds[s.block].kind in _HEADS][:2]
    for sentence in [*annotated.sentences[:1], *heads]:
        chinese = next((place for place in sentence.places if place.is_chinese), None)
        if chinese is not None:
            return chinese
    counted = Counter[str](place.place_id for s in annotated.sentences for place in s.places if place.is_chinese)
    if not counted:
        return None
    place_id, times = counted.most_common(1)[0]
    if 10 * times < 3 * counted.total():
        return None
    named = (place for s in annotated.sentences for place in s.places)
    return next((place for place in named if place.place_id == place_id), None)


_HEADS = (BlockKind.TITLE, BlockKind.HEADING)
