"""From rows of tokens to cells with labels: which number stands beside which label, under which head.

Three shapes: label and number side by side, several times a line; years over numbers; a grid with a head row. A number that heads
date, order or list (序号, 年份) is no count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.rules.counts.rows import Row, Token, Zone
from pipeline.text.numerals import parse_number

_NUMBER = re.compile(r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<unit>[^\d\s.,\-—~/()]{0,4})%?")
_YEARS = re.compile(r"(?P<first>(?:19|20)\d\d)年?(?:(?:-|—|–|~|至)+(?P<last>(?:19|20)\d\d)年?)?")
_NO_COUNT = re.compile(r"序号|编号|次序|时间|日期|年份|年度|备注|页|电话|邮编|代码|No\.?$", re.I)
_HEADISH = re.compile(r"^(?:国别|国家|省份|城市|地区|区域|时间|年份|年度|项目|类别|名称|序号|编号|指标)")
_RULE = re.compile(r":?-{2,}:?")  # the line under the head of a Markdown table
_DATED = re.compile(r"\d{4}[年./-]\d")


@dataclass(frozen=True, slots=True)
class LabelledCell:
    """A number of a table: the label of its row, the head of its column (each None where it has none), the token to quote from."""

    number: Token
    value: float
    unit: str
    label: Token | None
    head: Token | None
    year: str | None = None  # EDTF of a head or label that is a year or a span of years
    is_near: bool = True  # its row is the one right under the head
    above: tuple[Token, ...] = ()  # heads over its head


@dataclass(frozen=True, slots=True)
class _Heads:
    """The head rows over the rows to come: the lowest, what stands above it, how many rows ago it was."""

    low: Row = ()
    above: Row = ()
    depth: int = 0

    def under(self, row: Row) -> _Heads:
        """These heads with one more head row; it joins the row right above it."""
        return _Heads(row, self.low if self.depth == 0 else ())

    def past(self) -> _Heads:
        """These heads one row further down."""
        return _Heads(self.low, self.above, self.depth + 1)

    def over(self, column: int | None) -> tuple[Token, ...]:
        """The heads of a column, the lowest first; a head above may span several columns."""
        low = [t for t in self.low if t.column == column]
        wide = [
            t
            for t in self.above
            if t.column is not None and column is not None and t.column <= column < t.column + t.width
        ]
        return tuple(low + wide)


def labelled_cells(zone: Zone) -> Iterator[LabelledCell]:
    """Every cell of a zone that holds a count."""
    heads = _Heads()
    for row in zone.rows:
        if not row or all(_RULE.fullmatch(t.words) for t in row):
            continue
        if _is_year_row(row) or (
            _is_head_row(row) and (not heads.low or heads.depth == 0 or _HEADISH.search(row[0].words))
        ):
            heads = heads.under(row)
            continue
        heads = heads.past()
        if heads.low and _is_year_row(heads.low):
            yield from _under_years(row, heads.low)
        elif zone.is_grid and heads.low:
            yield from _in_grid(row, heads)
        else:
            yield from _beside_labels(row)


def number_of(words: str) -> tuple[float, str] | None:
    """Value and unit of a cell that holds one number and nothing else."""
    match = _NUMBER.fullmatch(words)
    value = parse_number(match["number"]) if match else None
    if match is None or value is None:
        return None
    return value, "%" if words.endswith("%") else match["unit"]


def is_year(words: str) -> bool:
    """Is this cell a year or a span of years, and nothing else?"""
    return _YEARS.fullmatch(words) is not None


def _is_head_row(row: Row) -> bool:
    return bool(row) and all(number_of(t.words) is None and not _DATED.search(t.words) for t in row)


def _is_year_row(row: Row) -> bool:
    years = [t for t in row if _YEARS.fullmatch(t.words)]
    return len(years) >= 2 and len(row) - len(years) <= 1


def _under_years(row: Row, heads: Row) -> Iterator[LabelledCell]:
    """数目 11 32 38 under 时间 1980-1989 1990-1999 2000-2009: from the right, since the label may be missing."""
    years = [t for t in heads if _YEARS.fullmatch(t.words)]
    numbers = [t for t in row if number_of(t.words) is not None]
    if len(numbers) != len(years):
        return
    label = row[0] if row and number_of(row[0].words) is None else None
    for token, head in zip(numbers, years, strict=True):
        value, unit = number_of(token.words) or (0.0, "")
        yield LabelledCell(token, value, unit, label, head, _edtf(head.words))


def _edtf(words: str) -> str | None:
    match = _YEARS.fullmatch(words)
    if match is None:
        return None
    return f"{match['first']}/{match['last']}" if match["last"] else match["first"]


def _beside_labels(row: Row) -> Iterator[LabelledCell]:
    """Each number right after a label: 丹麦 12 芬兰 7."""
    for before, token in pairwise(row):
        made = number_of(token.words)
        if made is not None and number_of(before.words) is None and not _DATED.search(token.words):
            yield LabelledCell(token, *made, before, None)


def _in_grid(row: Row, heads: _Heads) -> Iterator[LabelledCell]:
    """Numbers of a grid under the heads of their column, each with the label nearest on its left."""
    first = heads.over(row[0].column)
    dated = row[0] if first and _NO_COUNT.search(first[0].words) and is_year(row[0].words) else None
    is_near = heads.depth == 1 and not _is_repeated(heads.low)
    label = None
    for token in row:
        made, over = number_of(token.words), heads.over(token.column)
        if made is None:
            label = label if _DATED.search(token.words) else token
        elif not is_year(token.words) and not any(_NO_COUNT.search(t.words) for t in over):
            year = next((_edtf(t.words) for t in over if is_year(t.words)), None) or (
                _edtf(dated.words) if dated else None
            )
            yield LabelledCell(token, *made, label or dated, over[0] if over else None, year, is_near, over[1:])


def _is_repeated(heads: Row) -> bool:
    """国别 数目 国别 数目: a list of labels and numbers, laid out in columns."""
    words = {token.words for token in heads}
    return len(words) < len(heads) and 2 * len(words) <= len(heads) + 1
