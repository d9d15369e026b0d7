"""A table as a study gives it: figures, the facts that each rests on, the totals that reports state, warnings, and the note under it.

`frame` and `facts` have the same index and columns: the cell of `facts` holds the ids of the facts that the figure rests on, parted by
"; ", and is empty where a cell names a thing instead of counting it.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.publish.facttables import JOINT
from pipeline.publish.study.words import Words
from pipeline.publish.writers import csv_cell

if TYPE_CHECKING:
    import pandas as pd

NO_WORDS = Words("", "")
LEAST_NAMED = 50.0  # percent of a stated number; a figure that rests on less carries a warning


@dataclass(frozen=True, slots=True)
class Total:
    """A total that reports state for the whole table (`value`, as of `as_of`), and how much of it is named here (percent)."""

    what: Words
    value: float
    as_of: str
    named: int
    share: float | None
    fact_ids: tuple[str, ...]

    @property
    def warns(self) -> bool:
        """Is less than half of it named here?"""
        return self.share is not None and self.share < LEAST_NAMED


@dataclass(frozen=True, slots=True)
class Figure:
    """One number about the whole table: a concentration, a size."""

    key: str
    what: Words
    value: float | None
    fact_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Study:
    """One table. `frame.attrs` has its title, warnings and note too, so that they stay with a frame that is passed on."""

    name: str
    title: Words
    frame: pd.DataFrame
    facts: pd.DataFrame
    stated: tuple[Total, ...] = ()
    figures: tuple[Figure, ...] = ()
    warnings: tuple[Words, ...] = ()
    remarks: tuple[Words, ...] = ()
    note: Words = NO_WORDS

    def fact_ids(self, row: int, column: str) -> tuple[str, ...]:
        """The facts that a cell rests on, by its row's position and its column; `Release.evidence` leads on to the words."""
        cell = self.facts.iloc[row][column]
        return tuple(cell.split(JOINT)) if cell else ()

    def to_csv(self, *, facts: bool = False) -> str:
        """The table as CSV, or its twin of fact ids; below it, as lines that begin with #, totals, figures, warnings and the note."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        frame = self.facts if facts else self.frame
        writer.writerow(frame.columns)
        for row in frame.itertuples(index=False):
            writer.writerow(csv_cell(plain(value)) for value in row)
        return out.getvalue() + "".join(f"# {' '.join(line.split())}\n" for line in self.lines())

    def lines(self) -> list[str]:
        """What stands below the table, a line each, Chinese before English."""
        both = [words for group in (self.told(), self.warnings, self.remarks, (self.note,)) for words in group]
        return [line for words in both for line in (words.zh, words.en) if line]

    def told(self) -> list[Words]:
        """Totals and figures as sentences."""
        said = [_total(total) for total in self.stated]
        return said + [
            Words(f"{f.what.zh}：{number(f.value)}", f"{f.what.en}: {number(f.value)}") for f in self.figures
        ]


def _total(total: Total) -> Words:
    share = Words("", "")
    if total.share is not None:
        share = Words(
            f"；本数据集列名 {total.named}，占 {number(total.share)}%",
            f"; named here {total.named}, {number(total.share)} %",
        )
    at = Words(f"（{total.as_of}）", f" ({total.as_of})") if total.as_of else Words("", "")
    return Words(
        f"{total.what.zh}：{number(total.value)}{at.zh}{share.zh}",
        f"{total.what.en}: {number(total.value)}{at.en}{share.en}",
    )


def number(value: float | None) -> str:
    """A number as people read it: without a needless fraction; – where there is none."""
    if value is None:
        return "–"
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.10g}"


def plain(value: object) -> str | bool | None:
    """What a frame's cell says, as people read it; None for each of pandas' kinds of nothing."""
    if value is None or value != value or str(value) == "<NA>":
        return None
    if isinstance(value, str | bool):
        return value
    return number(float(str(value)))
