"""Tables of ties: any order of columns, one side only, a Chinese side that stands once for many rows.

Which column holds what is told from the head where there is one, else from the cells: the places and dates in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.extract.rules.pairs.draft import draft_of
from pipeline.extract.rules.pairs.when import When
from pipeline.extract.rules.pairs.words import relation_of, status_of, tie_words
from pipeline.records.annotated import Annotated
from pipeline.records.claim import Draft, Relation
from pipeline.records.mention import DateMention, PlaceMention
from pipeline.records.reading import Cell, Table
from pipeline.records.span import Span

_ENDED = re.compile(r"终止|解除|中止|已断|撤销|失效")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BLANK = re.compile("[—–-]{1,4}|/|无")
MANY_BLANKS = 2
_HEADING_REACH = 6  # blocks above a table in which its heading or lead may stand


@dataclass(slots=True)
class Row:
    """One table row: its cells, and the places and dates that lie in them."""

    cells: list[Cell]
    places: list[PlaceMention]
    dates: list[DateMention]


def extract_tables(annotated: Annotated, main: PlaceMention | None) -> list[Draft]:
    """Drafts of the rows of all tables that are tables of ties."""
    drafts: list[Draft] = []
    for table in annotated.reading.tables:
        drafts += _table(annotated, table, main)
    return drafts


def _table(annotated: Annotated, table: Table, main: PlaceMention | None) -> Iterator[Draft]:
    rows = _rows(annotated, table)
    heads = tie_words().lists
    head_words = _words(annotated, rows[0].cells) if rows else ""
    has_head = (
        bool(rows)
        and not rows[0].dates
        and bool(heads["foreign_side"].search(head_words) or heads["date_column"].search(head_words))
    )
    around = _around(annotated, table)
    if not (heads["heads"].search(head_words) or heads["heads"].search(around) or _names_sides(head_words)):
        return
    relation = relation_of(around) or relation_of(head_words) or Relation.SISTER
    relation = Relation.SISTER if relation is Relation.INTENT else relation
    owner = _owner(annotated, table) or main
    last: PlaceMention | None = None
    for row in rows[1:] if has_head else rows:
        chinese = next((p for p in row.places if p.is_chinese), None)
        foreign = [p for p in row.places if p.is_foreign]
        last = chinese or last
        side = chinese or last or owner
        if side is None or len(foreign) != 1 or sum(p.is_chinese for p in row.places) > 1:
            continue
        yield _status_checked(
            annotated, row, _row(annotated, row, side, foreign[0], _row_relation(annotated, row, relation))
        )
        yield from _ended(annotated, row, side, foreign[0])


def _names_sides(head: str) -> bool:
    lists = tie_words().lists
    return bool(
        lists["chinese_side"].search(head) and lists["foreign_side"].search(head) and lists["date_column"].search(head)
    )


def _row(annotated: Annotated, row: Row, chinese: PlaceMention, foreign: PlaceMention, relation: Relation) -> Draft:
    date = next((d for d in row.dates if "/" not in d.edtf), None)
    marks = [foreign.span, *([date.span] if date else []), *([chinese.span] if chinese in row.places else [])]
    span = Span(min(m.start for m in marks), max(m.end for m in marks))
    when = When(date.edtf, "stated", date.span, 0, 0) if date else None
    confidence = 0.95 if date and chinese in row.places else 0.85
    return draft_of(span, chinese, foreign, relation, when, "rules.pairs.table", confidence, inherited="table")


def _ended(annotated: Annotated, row: Row, chinese: PlaceMention, foreign: PlaceMention) -> Iterator[Draft]:
    """1994年(2014年终止): the row tells the end of the tie too; the date nearest before the word is the end's."""
    for cell in row.cells:
        match = cell.span and _ENDED.search(annotated.reading.shadow, cell.span.start, cell.span.end)
        if not match:
            continue
        dates = [d for d in row.dates if match.start() - 12 <= d.span.start < match.start()]
        marks = [foreign.span, Span(match.start(), match.end()), *([chinese.span] if chinese in row.places else [])]
        span = Span(min(m.start for m in marks), max(m.end for m in marks))
        when = When(dates[-1].edtf, "stated", dates[-1].span, 0, 0) if dates else None
        yield draft_of(span, chinese, foreign, Relation.TERMINATED, when, "rules.pairs.table", 0.9, inherited="table")


def _row_relation(annotated: Annotated, row: Row, default: Relation) -> Relation:
    """A row's own type column (友好交流城市) outranks the caption."""
    stated = [relation for said, relation in map(status_of, _cell_words(annotated, row)) if said and relation]
    if stated:
        return stated[-1]
    own = relation_of(_words(annotated, row.cells))
    return own if own in (Relation.EXCHANGE, Relation.INTENT) else default


def _status_checked(annotated: Annotated, row: Row, draft: Draft) -> Draft:
    """洽谈中, or dashes where relation and date would stand: the row names a partner, no tie."""
    cells = _cell_words(annotated, row)
    if any(said and relation is None for said, relation in map(status_of, cells)):
        return replace(draft, rejected="a plan, request or approval, not the tie itself: the row says so")
    if not row.dates and sum(bool(_BLANK.fullmatch(cell)) for cell in cells) >= MANY_BLANKS:
        return replace(draft, rejected="the row leaves relation and date blank")
    return draft


def _cell_words(annotated: Annotated, row: Row) -> list[str]:
    return [_words(annotated, [cell]).strip() for cell in row.cells]


def _rows(annotated: Annotated, table: Table) -> list[Row]:
    """Rows with their mentions, in order."""
    block = annotated.reading.blocks[table.block].span
    sentences = [s for s in annotated.sentences if s.block == table.block and block.covers(s.span)]
    places = [p for s in sentences for p in s.places]
    dates = [d for s in sentences for d in s.dates]
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    made = []
    for _, cells in sorted(rows.items()):
        spans = [c.span for c in cells if c.span]
        if spans:
            whole = Span(min(s.start for s in spans), max(s.end for s in spans))
            inside = [d for d in dates if whole.covers(d.span)]
            made.append(
                Row(cells, [p for p in places if whole.covers(p.span)], inside or _bare_years(annotated, spans))
            )
    return made


def _bare_years(annotated: Annotated, spans: list[Span]) -> list[DateMention]:
    """A cell that holds a year alone, without 年, as date columns often do."""
    shadow = annotated.reading.shadow
    return [DateMention(s, shadow[s.start : s.end]) for s in spans if _YEAR.fullmatch(shadow, s.start, s.end)]


def _words(annotated: Annotated, cells: list[Cell]) -> str:
    return " ".join(annotated.reading.shadow[c.span.start : c.span.end] for c in cells if c.span)


def _around(annotated: Annotated, table: Table) -> str:
    """The caption, else the blocks just above the table."""
    if table.caption:
        return annotated.reading.shadow[table.caption.start : table.caption.end]
    blocks = annotated.reading.blocks[max(0, table.block - _HEADING_REACH) : table.block]
    return " ".join(annotated.reading.shadow[b.span.start : b.span.end][:80] for b in blocks)


def _owner(annotated: Annotated, table: Table) -> PlaceMention | None:
    """The Chinese place that caption or lead names: 南京市友好城市一览表."""
    for sentence in annotated.sentences:
        inside = table.caption and table.caption.covers(sentence.span)
        if inside and (chinese := [p for p in sentence.places if p.is_chinese]):
            return chinese[0]
    return None
