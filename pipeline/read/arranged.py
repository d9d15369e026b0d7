"""A page's lines, tables and figures in the order in which they are read, and what of its lines is left as running text."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.read.figures import find_figures
from pipeline.read.grids import Grid
from pipeline.read.lines import Line, join_rows
from pipeline.read.order import in_reading_order
from pipeline.read.paragraphs import Item
from pipeline.read.rules import Strokes
from pipeline.read.styles import Body


class Arranged:
    """One page: `ordered` holds its items in reading order, `rows` the lines of its text with pieces of one row put together."""

    def __init__(
        self,
        number: int,
        height: float,
        lines: Sequence[Line],
        grids: Sequence[Grid],
        strokes: Strokes,
        body: Body,
        known: Sequence[float],
    ) -> None:
        figures, rest = find_figures(number, lines, strokes, height, [grid.box for grid in grids], body.size)
        items: list[Item] = [*rest, *grids, *figures]
        self.ordered = in_reading_order(items, known)
        self.rows = join_rows([item for item in self.ordered if isinstance(item, Line)])

    def woven(self, text: Sequence[Line]) -> list[Item]:
        """The lines of the text with tables and figures between them, where they stood."""
        first = {id(line.head or line): line for line in text}
        woven: list[Item] = []
        for item in self.ordered:
            if not isinstance(item, Line):
                woven.append(item)
            elif id(item) in first:
                woven.append(first[id(item)])
        return woven
